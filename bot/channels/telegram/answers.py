"""Reads Telegram's answers to getUpdates and the bodies of its webhook calls, however damaged they are."""

import re
from collections.abc import Sequence
from statistics import median_low
from typing import NamedTuple

import msgspec

from bot.channels.port import LaidAside
from bot.channels.reading.batch import digest, laid_aside, read_batch
from bot.channels.reading.bounds import within
from bot.channels.reading.mending import NOT_JSON, UnreadableError, tolerantly
from bot.channels.reading.splitting import Form
from bot.channels.telegram.updates import TelegramUpdate, UpdatesAnswer

FAR = 10_000  #: two updates of one answer never have numbers that far apart; a damaged number may be
GREATEST = 2**31  #: numbers of updates are below it

_NUMBER = re.compile(r'"update_id"\s*:\s*(\d{1,10})(?![\w.])')
#: The kinds of updates that a person causes by writing or pressing
_OWN = re.compile(r'"(?:message|edited_message|callback_query)"\s*:')
_PEERS = tuple(re.compile(rf'"{name}"\s*:\s*\{{\s*"id"\s*:\s*(-?\d{{1,18}})\b') for name in ("chat", "from"))


class AnswerEnvelope(msgspec.Struct, frozen=True):
    """An answer to getUpdates without its updates."""

    ok: bool


class TelegramAnswer(NamedTuple):
    """An answer that was read. `numbers`: those of all its updates. `damaged`: the answer is not whole."""

    updates: Sequence[TelegramUpdate] = ()
    numbers: Sequence[int] = ()
    aside: Sequence[LaidAside] = ()
    damaged: bool = False
    refusal: UpdatesAnswer | None = None  #: an error instead of updates


_answer = msgspec.json.Decoder(UpdatesAnswer)
_envelope = msgspec.json.Decoder(AnswerEnvelope)
_update = msgspec.json.Decoder(TelegramUpdate)


def form(account: str) -> Form[TelegramUpdate]:
    """Return what the updates of a bot look like."""
    return Form(
        array=re.compile(r'"result"\s*:\s*\['),
        begins=re.compile(r'\{\s*"update_id"\s*:'),
        decode=_update.decode,
        key=lambda text: f"{account}:{found[1] if (found := _NUMBER.search(text)) else digest(text)}",
        author=author,
    )


def answer_of(body: bytes, of: Form[TelegramUpdate]) -> TelegramAnswer:
    """Read an answer to getUpdates. Raises UnreadableError if it is none, such as the page of a proxy."""
    if within(body):
        try:
            found = _answer.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return _tolerant(body, of)
        if not found.ok:
            return TelegramAnswer(refusal=found)
        if found.result is not None:
            return TelegramAnswer(found.result, [each.update_id for each in found.result])
    return _tolerant(body, of)


def following(numbers: Sequence[int], cursor: str) -> str:
    """Return the cursor that acknowledges the updates with these numbers; empty if there is none.

    A number that lies far from the others is damaged and does not count: an offset that is too great would make
    Telegram drop updates. If all of them are damaged, the cursor moves past one update.
    """
    known = [number for number in numbers if 0 < number < GREATEST]
    if not (known or (numbers and cursor)):
        return ""
    # an offset never moves back: Telegram would send again what was confirmed, or drop what follows
    near, least = (int(cursor),) * 2 if cursor else (median_low(known), 0)
    return str(max([number for number in known if least <= number < near + FAR], default=near) + 1)


def author(text: str) -> str:
    """Return the person who caused an update, from its text; empty if nobody did or if it may be one of several."""
    if not _OWN.search(text):
        return ""
    peers = next((found for each in _PEERS if (found := set(each.findall(text)))), {"0"})
    return peers.pop() if len(peers) == 1 and int(min(peers)) > 0 else ""  # groups have negative ids


def _tolerant(body: bytes, of: Form[TelegramUpdate]) -> TelegramAnswer:
    batch = read_batch(body, of)
    damaged, why = batch.damaged, NOT_JSON
    try:
        tolerantly(_envelope.decode, batch.envelope.encode("utf-8", "replace"))
    except (msgspec.DecodeError, UnreadableError) as error:
        damaged, why = True, type(error).__name__
    if damaged and not (batch.updates or batch.aside or _NUMBER.search(batch.envelope)):
        raise UnreadableError(why)
    aside = batch.aside or ([laid_aside(batch.envelope, of, why)] if damaged else ())
    numbers = [*(each.update_id for each in batch.updates), *(_number(each.key) for each in aside)]
    return TelegramAnswer(batch.updates, numbers, aside, damaged)


def _number(key: str) -> int:
    # an update without a number has a hash in its key; it counts as one whose number is not known
    number = key.rpartition(":")[2]
    return int(number) if number.isdecimal() and len(number) <= len(str(GREATEST)) else 0
