"""Reads the answers of VK's long poll and the bodies of its callbacks, however damaged they are (platform fact B1)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from bot.channels.port import LaidAside
from bot.channels.reading.batch import digest, laid_aside, read_batch
from bot.channels.reading.bounds import within
from bot.channels.reading.mending import UnreadableError, tolerantly
from bot.channels.reading.splitting import Form
from bot.channels.vk.updates import GROUP_CHATS, VkUpdate

_TS = re.compile(r'"ts"\s*:\s*"?(\d{1,18})\b')
_EVENT = re.compile(r'"event_id"\s*:\s*"([\w-]+)"')
_SECRET = re.compile(rb'"secret"\s*:\s*"([^"\\]{1,200})"')
#: The kinds of events that a person causes by writing or pressing
_OWN = re.compile(r'"type"\s*:\s*"message_(?:new|edit|event)"')
_PEERS = tuple(re.compile(rf'"{name}"\s*:\s*(-?\d{{1,18}})\b') for name in ("peer_id", "from_id", "user_id"))


class PollAnswer(msgspec.Struct, frozen=True):
    """An answer of the long poll: events, or the code of a failure. `ts` is a string; in a failure it is a number."""

    ts: str | int = ""
    updates: list[VkUpdate] | None = None
    failed: int = 0


class PollEnvelope(msgspec.Struct, frozen=True):
    """An answer of the long poll without its events."""

    ts: str | int = ""
    failed: int = 0


class Caller(msgspec.Struct, frozen=True):
    """What the body of a callback says of its sender."""

    secret: str = ""
    type: str = ""
    group_id: int = 0


class VkAnswer(NamedTuple):
    """An answer that was read. `ts` is empty if VK does not state it; `damaged`: the answer is not whole."""

    updates: Sequence[VkUpdate] = ()
    ts: str = ""
    failed: int = 0
    aside: Sequence[LaidAside] = ()
    damaged: bool = False


_answer = msgspec.json.Decoder(PollAnswer)
_envelope = msgspec.json.Decoder(PollEnvelope)
_update = msgspec.json.Decoder(VkUpdate)
_caller = msgspec.json.Decoder(Caller)


def form(account: str) -> Form[VkUpdate]:
    """Return what the events of a community look like."""
    return Form(
        array=re.compile(r'"updates"\s*:\s*\['),
        begins=re.compile(r'\{\s*"(?:group_id|type|event_id|object|v|secret)"\s*:'),
        decode=one,
        key=lambda text: f"{account}:{found[1] if (found := _EVENT.search(text)) else digest(text)}",
        author=author,
        # the payload of a press is an object that the person's client sends (B1), and it can be forged (B2)
        composed=re.compile(r'"payload"\s*:\s*[\[{]'),
    )


def one(body: bytes) -> VkUpdate:
    """Decode an event. Raises msgspec.DecodeError, also for an object of another kind, which has no `object`."""
    update = _update.decode(body)
    if not update.object:
        raise msgspec.ValidationError("no object")
    return update


def answer_of(body: bytes, of: Form[VkUpdate]) -> VkAnswer:
    """Read an answer of the long poll. Raises UnreadableError if it is none, such as the page of a proxy."""
    if within(body):
        try:
            found = _answer.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return _tolerant(body, of)
        if found.updates is not None or found.failed:
            return VkAnswer(found.updates or (), str(found.ts), found.failed)
    return _tolerant(body, of)


def caller_of(body: bytes) -> Caller:
    """Return what the body of a callback says of its sender, without decoding the event. Reads any bytes.

    In a damaged body the last `secret` counts: VK puts it behind the event, and one request must not try many.
    """
    if within(body):
        try:
            return _caller.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            pass
    begins = body.rfind(b'"secret"')
    found = _SECRET.match(body, begins) if begins >= 0 else None
    return Caller(found[1].decode("utf-8", "replace") if found else "")


def author(text: str) -> str:
    """Return the person who caused an event, from its text; empty if nobody did or if it may be one of several."""
    if not _OWN.search(text):
        return ""
    peers = next((found for each in _PEERS if (found := set(each.findall(text)))), {"0"})
    return peers.pop() if len(peers) == 1 and 0 < int(min(peers)) < GROUP_CHATS else ""


def _tolerant(body: bytes, of: Form[VkUpdate]) -> VkAnswer:
    batch, why = read_batch(body, of), "no list of events"
    try:
        envelope = tolerantly(_envelope.decode, batch.envelope.encode("utf-8", "replace"))
        ts, failed, damaged = str(envelope.ts), envelope.failed, batch.damaged
    except (msgspec.DecodeError, UnreadableError) as error:
        ts, failed, damaged, why = _stated(batch.envelope), 0, True, type(error).__name__
    if not (ts or failed or batch.updates or batch.aside):
        raise UnreadableError(why)
    lost = damaged and not (failed or batch.aside)
    aside = [laid_aside(batch.envelope, of, why)] if lost else batch.aside
    return VkAnswer(batch.updates, ts, failed, aside, damaged and not failed)


def _stated(envelope: str) -> str:
    # only an object can be an answer of the long poll: the page of a proxy may quote anything
    found = _TS.search(envelope) if envelope.lstrip(" \r\n\t\ufeff").startswith("{") else None
    return found[1] if found else ""
