"""Response times of presses during a broadcast at the platform's pace, by the real process over HTTP: `make prove`.

Measured without and then with the broadcast in the same process; the fakes refuse calls that are too fast.
"""

import asyncio
import sqlite3
import time
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Protocol

import pytest

from bot.simulator.sample import CODE
from storage.sqlite.store import opened
from tests.support.proof import proved
from tests.support.wire.bot_process import database, running, staffed
from tests.support.wire.conversation import Phone, let_in
from tests.support.wire.crowd import gathered, told_all
from tests.support.wire.fake_telegram import TOO_MANY, Fault, Telegram, polled
from tests.support.wire.fake_vk import FakeVk, polled_by
from tests.support.wire.kills import settled
from tests.support.wire.telegram_conformance import Fields
from tests.support.wire.vk_phone import VkPhone

PARENTS, FIRST = 24, 900_001  #: parents who press, and the first of them; recipients are 1, 2, …
BEFORE = 60  #: presses without a broadcast
EVERY = 0.4  #: seconds between presses
BUTTONS = ("Ещё", "Карта")

pytestmark = pytest.mark.prove


class Presser(Phone, Protocol):
    """A phone that counts arrived messages."""

    @property
    def arrivals(self) -> int:
        """Return the number of arrived messages, edits included."""

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until a condition on the calls carried out is true."""


class Pressing:
    """People who press one after another, and their waiting times."""

    def __init__(self, phones: Sequence[Presser]) -> None:
        self._phones, self._turn = phones, 0
        self.waits: list[float] = []

    async def begin(self) -> None:
        """Let them join and go to the map."""
        for phone in self._phones:
            await let_in(phone, CODE)
            before = phone.arrivals
            await phone.write("/menu")
            await phone.until(lambda at=before, of=phone: of.arrivals > at)  # type: ignore[misc]

    async def press(self) -> None:
        """Press as the next person; record the waiting time."""
        phone, label = self._phones[self._turn % len(self._phones)], BUTTONS[self._turn // len(self._phones) % 2]
        self._turn += 1
        before, began = phone.arrivals, time.monotonic()
        await phone.press(label)
        await phone.until(lambda: phone.arrivals > before)
        self.waits.append(time.monotonic() - began)
        await asyncio.sleep(max(0.0, EVERY - self.waits[-1]))

    async def go(self, more: Callable[[], bool]) -> list[float]:
        """Press while `more` returns true; return the waiting times."""
        self.waits = []
        while more():
            await self.press()
        return self.waits


def left(folder: Path) -> int:
    """Return the number of unsent deliveries of the broadcast."""
    with closing(sqlite3.connect(folder / "run.db")) as file:
        rows = file.execute(
            "SELECT count(*) FROM deliveries WHERE broadcast IS NOT NULL AND state IN ('queued', 'in_hand')"
        )
        return int(rows.fetchone()[0])


def judged(
    channel: str,
    before: list[float],
    during: list[float],
    rate: float,
    permitted: float,
    people: int,
    fullest: str = "",
) -> None:
    """Compare the waiting times and the rate with the promised ones, and report them."""
    more, late = median(during) - median(before), p95(during) - p95(before)
    proved(
        f"pace_{channel}",
        f"{channel}: a press during a broadcast to {people} people waits {more:+.3f} s in the median, {late:+.3f} s in "
        f"the 95th percentile ({len(before)} presses before it, {len(during)} during it); the broadcast and they use "
        f"{rate:.1f} of {permitted:.0f} calls a second{fullest}, none too fast.",
    )
    assert more <= 0.15
    assert late <= 0.5
    assert rate >= 0.95 * permitted


def p95(waits: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(waits, n=20)[-1]


class Sent:
    """Counts sent messages, and refuses those above the allowed rate per second.

    A leaky bucket with the capacity of one second: «about thirty a second, short bursts tolerated» (A2). The fullest
    second is reported too: stalls of this process bunch messages that were sent evenly.
    """

    def __init__(self, rate: int) -> None:
        self._rate, self._level, self._at = rate, 0.0, time.monotonic()
        self.times: list[float] = []
        self.refused = 0

    def __call__(self, method: str, _: Fields) -> Fault | None:
        """Accept or refuse a message."""
        if method not in {"sendMessage", "editMessageText"}:
            return None
        now = time.monotonic()
        level = max(0.0, self._level - (now - self._at) * self._rate) + 1
        if level > self._rate:
            self.refused += 1
            return TOO_MANY
        self._level, self._at = level, now
        self.times.append(now)
        return None

    def rate(self, since: float, until: float) -> float:
        """Return the messages per second."""
        return sum(since <= at <= until for at in self.times) / (until - since)

    def fullest(self, since: float, until: float) -> int:
        """Return the messages in the fullest second."""
        times = [at for at in self.times if since <= at <= until]
        return max(bisect_left(times, at + 1.0) - n for n, at in enumerate(times))


async def broadcast(folder: Path) -> None:
    """Submit the broadcast to the store of the running process."""
    store = await opened(database(folder))
    await told_all(store, datetime.now(UTC))
    await store.close()


async def prepared(folder: Path, account: str, people: int) -> None:
    """Create the chats of the broadcast's recipients."""
    await staffed(folder)
    store = await opened(database(folder))
    await gathered(store, account, people, datetime.now(UTC))
    await store.close()


async def measured(folder: Path, phones: Sequence[Presser]) -> Mapping[str, list[float]]:
    """Press before and during a broadcast; `ran` is the start and the end of the broadcast."""
    pressing = Pressing(phones)
    await pressing.begin()
    before = await pressing.go(lambda: len(pressing.waits) < BEFORE)
    await broadcast(folder)
    began = time.monotonic()
    during = await pressing.go(lambda: left(folder) > 0)
    return {"before": before, "during": during, "ran": [began, time.monotonic()]}


async def test_a_press_in_telegram_does_not_wait_for_a_broadcast(tmp_path: Path) -> None:
    """5,000 people, one message each at thirty a second."""
    people, permitted, sent = 5000, 30, Sent(30)
    await prepared(tmp_path, "telegram", people)
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram:
        telegram.plan = sent
        async with running(tmp_path, **polled(telegram)):
            await telegram.ready()
            found = await measured(tmp_path, [telegram.phone(FIRST + n) for n in range(PARENTS)])
        assert sent.refused == 0
        assert telegram.judge.verdict() == []
    rate = sent.rate(*found["ran"])
    fullest = f" ({sent.fullest(*found['ran'])} in the fullest)"
    judged("Telegram", found["before"], found["during"], rate, permitted, people, fullest)


async def test_a_press_in_vk_does_not_wait_for_a_broadcast(tmp_path: Path) -> None:
    """A hundred people a call and many thousands of people, so that the start and the end have little weight."""
    people, permitted = 80_000, 20
    await prepared(tmp_path, "vk", people)
    async with FakeVk() as fake:
        fake.pace, fake.latency = permitted, 0.03
        async with running(tmp_path, **polled_by(fake)):
            await asyncio.wait_for(fake.polled.wait(), 20)
            found = await measured(tmp_path, [VkPhone(fake, FIRST + n) for n in range(PARENTS)])
        assert fake.too_fast == 0
        began, ended = found["ran"]
        rate = sum(began <= at <= ended for at in fake.times) / (ended - began)
        judged("VK", found["before"], found["during"], rate, permitted, people)


async def test_one_text_to_ten_thousand_in_vk_takes_a_hundred_calls(tmp_path: Path) -> None:
    """At most 105 calls, by the process at its own pace."""
    people = 10_000
    await prepared(tmp_path, "vk", people)
    await broadcast(tmp_path)
    async with FakeVk() as fake:
        fake.pace = 20
        async with running(tmp_path, **polled_by(fake)):
            began = time.monotonic()
            assert await settled(tmp_path, 60)
            took = time.monotonic() - began
        calls = len(fake.of("messages.send"))
        assert [len(fake.shown(peer)) for peer in range(1, people + 1)] == [1] * people
        assert (calls <= 105, fake.too_fast, fake.repeats) == (True, 0, 0)
    proved("vk_ten_thousand", f"VK: one text to {people} people took {calls} calls and {took:.1f} s.")
