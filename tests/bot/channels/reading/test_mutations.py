"""A good batch that is damaged anyhow: everybody else is answered within two polls, and the cursor moves on.

Each update is damaged inside its own bytes, so it is known which updates are whole. The envelope may be damaged too.
"""

import json
from collections.abc import Callable, Coroutine, Sequence
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.network.network import SYSTEM
from bot.channels.port import LaidAside
from bot.channels.reading.mending import UnreadableError, mended
from bot.channels.telegram.poll import TelegramPoll
from bot.channels.telegram.updates import read as sorted_updates
from bot.channels.vk import answers as vk
from bot.channels.vk.dialogs import Dialogs
from bot.channels.vk.intake import VkIntake
from bot.channels.vk.poll import PollServer, VkPoll
from bot.channels.vk.watching.other_program import OtherProgram
from bot.clock import MovedClock
from tests.support.wire import vk_events
from tests.support.wire.telegram_updates import message, press
from tests.support.wire.vk_bot import no_sleep
from tests.support.world import MONDAY

FIRST = 40  #: the number of the first update of Telegram
SIZE = 6  #: updates of a batch
NOTHING = b"[]{},: \t\r\n"  #: what is left of an update of which nothing is left
Damage = Callable[[bytes], bytes]

VALUES = [
    b"null", b"0", b"-1", b"5.5", b"true", b'""', b'"x"', b"[]", b"{}", b"[1,]", b"NaN", b"-Infinity", b"1e999",
    b"9" * 5000, b'"\\ud83d"', b'"\xff"', b'"a\nb"', b"[" * 1500 + b"]" * 1500, b"]", b"}", b",", b'"',
    b'{"a":' * 300 + b"1" + b"}" * 300, b'"' + b"[" * 1000 + b'"',
]  # fmt: skip


class PolledVk(VkPoll):
    """The long poll of VK; VK answers with `body` at the first `ts`, and with nothing later."""

    body = b""

    async def find(self) -> PollServer:
        """Return a server whose `ts` is far ahead."""
        return PollServer("http://127.0.0.1", "key", "99")

    async def _asked(self, _at: PollServer, ts: str) -> vk.VkAnswer:
        return vk.answer_of(self.body if ts == "0" else b'{"ts":"%s","updates":[]}' % ts.encode(), self._form)


class PolledTelegram(TelegramPoll):
    """The long poll of Telegram, which holds its updates back until the offset is above their true numbers."""

    held: Sequence[bytes] = ()
    envelope: Damage = staticmethod(lambda body: body)

    async def _asked(self, cursor: str, held: int) -> bytes:
        del held
        left = [body for number, body in enumerate(self.held, FIRST) if number >= int(cursor or 0)]
        body = b'{"ok":true,"result":[' + b",".join(left) + b"]}"
        return self.envelope(body) if len(left) == len(self.held) else body


def flipped(at: float, byte: int) -> Damage:
    """Replace one byte."""
    return lambda body: body[: (n := _place(body, at))] + bytes([byte]) + body[n + 1 :]


def cut(at: float, length: int) -> Damage:
    """Remove some bytes."""
    return lambda body: body[: (n := _place(body, at))] + body[n + length :]


def inserted(at: float, what: bytes) -> Damage:
    """Insert some bytes."""
    return lambda body: body[: (n := _place(body, at))] + what + body[n:]


def repeated(at: float, length: int) -> Damage:
    """Write some bytes twice."""
    return lambda body: body[: (n := _place(body, at))] + body[n : n + length] + body[n:]


def retyped(at: float, value: bytes) -> Damage:
    """Replace a value by one of another type."""

    def damage(body: bytes) -> bytes:
        places = _values(body)
        begins, ends = places[int(at * len(places))]
        return body[:begins] + value + body[ends:]

    return damage


def nested(depth: int) -> Damage:
    """Put the whole into lists."""
    return lambda body: b"[" * depth + body + b"]" * depth


def twice(body: bytes) -> bytes:
    """Repeat the whole."""
    return body + b"," + body


def _place(body: bytes, at: float) -> int:
    return int(at * len(body))


def _values(body: bytes) -> list[tuple[int, int]]:
    places, decoder, text = [], json.JSONDecoder(), body.decode()
    for at, mark in enumerate(text):
        if mark == ":" and text[at - 1] == '"' and text[at - 2] != "\\" and text[at + 1] == " ":
            places.append((len(text[: at + 2].encode()), len(text[: decoder.raw_decode(text, at + 2)[1]].encode())))
    return places


share = st.floats(0, 1, exclude_max=True)
by_bytes = st.one_of(
    st.builds(flipped, share, st.integers(0, 255)),
    st.builds(flipped, share, st.sampled_from(list(b'"\\{}[],: x9\n'))),
    st.builds(cut, share, st.integers(1, 400)),
    st.builds(inserted, share, st.sampled_from(VALUES)),
    st.builds(repeated, share, st.integers(1, 400)),
)
damages = st.one_of(
    by_bytes,
    st.builds(retyped, share, st.sampled_from(VALUES)),
    st.builds(nested, st.sampled_from([1, 3, 500, 2000])),
    st.just(twice),
)
hurt = st.dictionaries(st.integers(0, SIZE - 1), damages, max_size=SIZE - 1)


def hurt_batch(updates: Sequence[dict[str, Any]], by: dict[int, Damage]) -> list[bytes]:
    """Return the bytes of the updates, some of them damaged."""
    whole = [json.dumps(each, ensure_ascii=False).encode() for each in updates]
    return [by[n](body) if n in by else body for n, body in enumerate(whole)]


def run(poll: Coroutine[Any, Any, Any]) -> Any:
    """Run a poll that waits for nothing."""
    try:
        poll.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("the poll waits")


def check(
    bodies: Sequence[bytes], by: dict[int, Damage], keys: Sequence[str], taken: set[str], aside: Sequence[LaidAside]
) -> None:
    """Assert that whole updates are taken, and damaged ones taken or laid aside with a reason."""
    assert {key for n, key in enumerate(keys) if n not in by} <= taken
    # a damaged update may be taken under another key, or be swallowed by a string of a damaged one before it
    lost = not taken - set(keys) and [
        body
        for n, body in enumerate(bodies)
        if n in by and n - 1 not in by and keys[n] not in taken and not _readable(body)
    ]
    assert bool(aside) >= bool(lost)
    assert all(each.why and not {each.key} & {key for n, key in enumerate(keys) if n not in by} for each in aside)


def _readable(body: bytes) -> bool:
    # damaged into another update, into two of them, or into nothing; what can be mended counts as readable
    try:
        found = json.loads(mended(f"[{body.decode(errors='replace')}]"))
        return all(isinstance(each, dict) for each in found)
    except (UnreadableError, RecursionError):
        return not body.strip(NOTHING)


VK_UPDATES: list[dict[str, Any]] = [
    vk_events.wrote(1001, "статус проверяется «ёж» 🦔", payload='{"p": "v12:\\"done"}'),
    vk_events.pressed(1002, {"p": "v12:done", "nested": [{"type": "message_new", "object": {}}]}),
    vk_events.wrote(1003, "", attachments=[{"type": "photo", "photo": {"sizes": [{"url": "u"}]}}, {"type": "doc"}]),
    vk_events.started(1004, "demo-3b"),
    vk_events.wrote(1005, '"},{"type":"message_new","object":{"x":1}'),
    vk_events.wrote(1006, "\\"),
]
assert len(VK_UPDATES) == SIZE
TELEGRAM_UPDATES: list[dict[str, Any]] = [
    {"update_id": FIRST + n, **update}
    for n, update in enumerate(list[dict[str, Any]]([
        {"message": message(text="статус проверяется «ёж» 🦔")}, press("v12:done"),
        {"message": message(photo=[{"file_id": "f", "file_size": 1}], caption='{"update_id":')},
        {"message": message(text='"},{"update_id":7,"message":{')}, {"edited_message": message(text="\\")},
        {"message": message(text="/start demo-3b")},
    ]))
]  # fmt: skip


def vk_polled(body: bytes) -> tuple[set[str], list[LaidAside], str]:
    """Poll VK twice; return the keys of what was taken, what was laid aside, and the last `ts`."""
    poll = PolledVk("vk:213", 213, cast(Any, None), sleep=no_sleep)
    poll.body = body
    ts, taken, aside = "0", set[str](), list[LaidAside]()
    for _ in range(2):
        polled = run(poll.after(ts))
        received = INTAKE.read(polled.updates, polled.ts, polled.aside)
        ts, aside = received.cursor, [*aside, *received.aside]
        taken |= {each.key.removesuffix(":ref") for each in received.incoming}
    return taken, aside, ts


class QuietIntake(VkIntake):
    """The intake of VK without its background calls."""

    def _note(self, each: object) -> None:
        del each


INTAKE = QuietIntake(
    "vk:213", cast(Any, SimpleNamespace(network=SYSTEM)), MovedClock(MONDAY),
    Dialogs("vk:213", cast(Any, None), MovedClock(MONDAY)),
    ours=lambda _: False, others=OtherProgram("vk:213", cast(Any, None)), private="",
)  # fmt: skip
VK_KEYS = [f"vk:213:{each['event_id']}" for each in VK_UPDATES]


@given(hurt)
@settings(max_examples=250, deadline=None)
def test_a_damaged_event_of_vk_harms_nobody_else(by: dict[int, Damage]) -> None:
    bodies = hurt_batch(VK_UPDATES, by)
    taken, aside, ts = vk_polled(b'{"ts":"7","updates":[' + b",".join(bodies) + b"]}")
    assert ts == "7"
    check(bodies, by, VK_KEYS, taken, aside)


@given(by_bytes, st.sampled_from([b"", b'"updates":[', b'{"ts":', b'],"x":1', b'{"ts":"7","updates":null,']))
@settings(max_examples=150, deadline=None)
def test_a_damaged_envelope_of_vk_harms_nobody(damage: Damage, also: bytes) -> None:
    """Whatever stands before and after the events, they are taken, and the next poll begins elsewhere."""
    bodies = hurt_batch(VK_UPDATES, {})
    for before, after in ((damage(b'{"ts":"7","updates":['), b"]}"), (b'{"updates":[', damage(b'],"ts":"7"}' + also))):
        taken, aside, ts = vk_polled(before + b",".join(bodies) + after)
        assert ts != "0"
        check(bodies, {}, VK_KEYS, taken, aside)


TELEGRAM_KEYS = [f"telegram:{each['update_id']}" for each in TELEGRAM_UPDATES]


def telegram_polled(
    bodies: Sequence[bytes], cursor: str, envelope: Damage, polls: int = 2
) -> tuple[set[str], list[LaidAside], str]:
    """Poll Telegram; return the keys of what was taken, what was laid aside, and the last cursor."""
    poll = PolledTelegram("telegram", cast(Any, None), cast(Any, None), sleep=no_sleep)
    poll.held, poll.envelope = bodies, envelope
    taken, aside = set[str](), list[LaidAside]()
    for _ in range(polls):
        polled = run(poll.after(cursor))
        cursor, aside = polled.cursor or cursor, [*aside, *polled.aside]
        taken |= {each.key for each in sorted_updates("telegram", polled.updates).incoming}
    return taken, aside, cursor


@given(hurt, st.sampled_from(["", str(FIRST)]))
@settings(max_examples=250, deadline=None)
def test_a_damaged_update_of_telegram_harms_nobody_else(by: dict[int, Damage], cursor: str) -> None:
    bodies = hurt_batch(TELEGRAM_UPDATES, by)
    taken, aside, moved = telegram_polled(bodies, cursor, lambda body: body)
    check(bodies, by, TELEGRAM_KEYS, taken, aside)
    assert int(moved) > max(n for n in range(SIZE) if n not in by) + FIRST
    if all(body.strip(NOTHING) for body in bodies):
        *_, moved = telegram_polled(bodies, cursor, lambda body: body, 2 * SIZE + 2)
        assert FIRST + SIZE <= int(moved) < 2**31


@given(by_bytes)
@settings(max_examples=150, deadline=None)
def test_a_damaged_envelope_of_telegram_harms_nobody(damage: Damage) -> None:
    bodies = hurt_batch(TELEGRAM_UPDATES, {})
    before, after = b'{"ok":true,"result":[', b"]}"
    for envelope in (
        lambda body: damage(before) + body[len(before) :], lambda body: body[: -len(after)] + damage(after)
    ):  # fmt: skip
        taken, aside, moved = telegram_polled(bodies, "", envelope)
        check(bodies, {}, TELEGRAM_KEYS, taken, aside)
        assert moved == str(FIRST + SIZE)


@given(share, st.booleans())
@settings(max_examples=100, deadline=None)
def test_an_answer_that_is_cut_short_costs_what_is_cut(at: float, of_vk: bool) -> None:
    updates, keys = (VK_UPDATES, VK_KEYS) if of_vk else (TELEGRAM_UPDATES, TELEGRAM_KEYS)
    bodies = hurt_batch(updates, {})
    whole = b'{"ts":"7","updates":[' if of_vk else b'{"ok":true,"result":['
    left = len(whole) + int(at * len(b",".join(bodies))) + 1
    ends = [len(whole + b",".join(bodies[: n + 1])) for n in range(SIZE)]
    body = (whole + b",".join(bodies))[:left]
    taken, aside, cursor = vk_polled(body) if of_vk else telegram_polled(bodies, str(FIRST), lambda _: body)
    assert {key for key, end in zip(keys, ends, strict=True) if end <= left} <= taken
    assert cursor != "0"
    assert aside or left in ends or left in {end + 1 for end in ends}
