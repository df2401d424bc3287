"""Two hundred people who begin in one instant, by the real process over HTTP at real pace: `make prove`.

Each presses again as soon as the next screen has come. The fakes refuse what is too fast by the rules of the platforms.
"""

import asyncio
import json
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from heapq import heapify, heapreplace
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest

from tests.support.proof import proved
from tests.support.wire.bot_process import running, staffed
from tests.support.wire.crowds.lean_telegram import RATE, LeanTelegram, settings
from tests.support.wire.crowds.person import Person
from tests.support.wire.crowds.vk_crowd import VkCrowd
from tests.support.wire.fake_vk import FakeVk, polled_by

PEOPLE, FIRST = 200, 900_001
PRESSES = ("Начать", "Даю согласие", "Карта", "Ещё", "Карта", "Ещё", "Карта", "Ещё", "Карта", "Ещё")
TOGETHER = 25  #: messages in one `execute` of VK (B5)
VK_RATE, LATENCY = 20, 0.03  #: calls within any second (B5); seconds a call takes
PATIENCE = 240.0

pytestmark = pytest.mark.prove


class Waited(NamedTuple):
    """When a person acted, and when the screen came."""

    since: float
    until: float

    @property
    def long(self) -> float:
        """Return the seconds between them."""
        return self.until - self.since


async def pressed(person: Person) -> list[Waited]:
    """Come by the class code and press ten times, each time as soon as the screen is there."""
    acts: list[Callable[[], None]] = [person.come, *(partial(_press, person, label) for label in PRESSES)]
    return [await _answered(person, act) for act in acts]


def _press(person: Person, label: str) -> None:
    assert person.press(label), (label, person.buttons, list(person.texts)[-2:])


async def _answered(person: Person, act: Callable[[], None]) -> Waited:
    before, since = person.arrivals, time.monotonic()
    act()
    await person.answered(before)
    return Waited(since, time.monotonic())


async def crowd(people: Sequence[Person]) -> list[Waited]:
    """Let them all begin in one instant; return how long each waited each time."""
    found = await asyncio.wait_for(asyncio.gather(*(pressed(each) for each in people)), PATIENCE)
    return [wait for waits in found for wait in waits]


def ideal(people: int, acts: int, each: float, together: int = 1) -> float:
    """Return the median wait if the calls were made one after another without a gap.

    `each`: seconds between two calls; a call serves up to `together` people, first come, first served.
    """
    waits, now, ready = list[float](), 0.0, [(0.0, acts)] * people
    heapify(ready)
    while ready[0][1]:
        now = max(now + each, ready[0][0])
        for _ in range(together):
            since, left = ready[0]
            if not left or since >= now:
                break
            waits.append(now - since)
            heapreplace(ready, (now, left - 1) if left > 1 else (float("inf"), 0))
    return median(waits)


def sessions(folder: Path) -> Counter[tuple[str, str, int]]:
    """Return where the chats are: flow, state and the number of the visit, counted."""
    with closing(sqlite3.connect(folder / "run.db")) as file:
        read = [json.loads(body) for (body,) in file.execute("SELECT body FROM sessions")]
    return Counter((each["flow"], each["state"], each["visit"]) for each in read)


class Found(NamedTuple):
    """What a crowd showed."""

    waits: list[Waited]
    ended: Counter[tuple[str, str, int]]
    alone: Counter[tuple[str, str, int]]  #: where one person ends who does the same alone

    @property
    def median(self) -> float:
        """Return the median wait in seconds."""
        return median(each.long for each in self.waits)

    @property
    def since(self) -> float:
        """Return when the first acted."""
        return min(each.since for each in self.waits)

    @property
    def until(self) -> float:
        """Return when the last got an answer."""
        return max(each.until for each in self.waits)

    def had_one_effect_each(self) -> None:
        """Assert that everybody is where ten presses lead, with as many visits as one person alone."""
        (where,) = self.alone
        assert self.ended == Counter({where: PEOPLE + 1})


async def found(folder: Path, person: Callable[[int], Person], ready: asyncio.Event) -> Found:
    """Let one person go the way alone, then the crowd."""
    await asyncio.wait_for(ready.wait(), 40)
    await asyncio.wait_for(pressed(person(FIRST - 1)), PATIENCE)
    alone = sessions(folder)
    await asyncio.sleep(1.0)
    waits = await crowd([person(FIRST + n) for n in range(PEOPLE)])
    await asyncio.sleep(1.0)  # a press that had a second effect would still be answered
    return Found(waits, sessions(folder), alone)


async def test_a_crowd_begins_in_telegram(tmp_path: Path) -> None:
    """One call a press is what Telegram's thirty a second must carry; old buttons are removed besides."""
    await staffed(tmp_path)
    async with LeanTelegram().served() as telegram, running(tmp_path, **settings(telegram)):
        crowd = await found(tmp_path, telegram.person, telegram.polled)
    crowd.had_one_effect_each()
    made, refused = telegram.rate.within(crowd.since, crowd.until), len(telegram.rate.refused)
    one_chat = telegram.chat_rate.refused if telegram.chat_rate else 0
    used = made / (RATE * (crowd.until - crowd.since))
    best = ideal(PEOPLE, len(PRESSES) + 1, 1 / RATE)
    proved(
        "crowd_telegram",
        f"Telegram: {PEOPLE} people begin in one instant and press {len(PRESSES)} times each: every press had its one "
        f"effect; {made} calls, {refused + one_chat} of them refused for pace; {used:.1%} of the permitted "
        f"{RATE} calls a second were used; the median wait is {crowd.median:.2f} s, and {best:.2f} s at best, if each "
        f"press cost one call and nothing were lost between the calls.",
    )
    assert refused + one_chat <= 0.001 * made
    assert used >= 0.95
    assert crowd.median <= 1.3 * best


async def test_a_crowd_begins_in_vk(tmp_path: Path) -> None:
    """An `execute` carries 25 messages, so that 200 people fit into eight calls.

    It is over in five seconds, so the rate is measured from the first call to the last.
    """
    await staffed(tmp_path)
    async with FakeVk() as fake:
        people = VkCrowd(fake)
        fake.pace, fake.latency = VK_RATE, LATENCY
        async with running(tmp_path, **polled_by(fake)):
            crowd = await found(tmp_path, people.person, fake.polled)
    crowd.had_one_effect_each()
    times = [at for at in fake.times if crowd.since <= at <= crowd.until]
    used = (len(times) - 1) / (VK_RATE * (times[-1] - times[0]))
    best = ideal(PEOPLE, len(PRESSES) + 1, max(1 / VK_RATE, LATENCY), TOGETHER)
    proved(
        "crowd_vk",
        f"VK: {PEOPLE} people begin in one instant and press {len(PRESSES)} times each: every press had its one "
        f"effect; {len(crowd.waits)} screens in {len(times)} calls, {fake.too_fast} of them refused for pace; "
        f"{used:.1%} of the permitted {VK_RATE} calls a second were used between the first and the last call; the "
        f"median wait is {crowd.median:.2f} s, and {best:.2f} s if every call carried {TOGETHER} messages, first come, "
        f"first served. All of it takes {crowd.until - crowd.since:.1f} s, so a busy machine shows in the figures.",
    )
    assert fake.too_fast <= 0.001 * len(times)
    assert used >= 0.95
    assert crowd.median <= 1.3 * best
