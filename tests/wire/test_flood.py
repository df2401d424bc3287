"""One person who sends 500 messages a second, and twenty who press calmly meanwhile: `make prove`.

By the real process over HTTP at real pace. Ten such people at once are reported only: nothing is promised for them.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import pytest

from tests.support.proof import proved
from tests.support.wire.bot_process import Bot, running, staffed
from tests.support.wire.crowds.lean_telegram import LeanTelegram, settings
from tests.support.wire.crowds.person import Person
from tests.support.wire.crowds.vk_crowd import VkCrowd
from tests.support.wire.fake_vk import FakeVk, polled_by

CALM, FIRST, FLOODER = 20, 900_001, 800_001
EVERY = 0.25  #: seconds between two presses of all the calm people together
RATE, SECONDS = 500, 20.0  #: messages a second of one flooder, and for how long
TEN, TEN_RATE, TEN_SECONDS = 10, 100, 8.0  #: flooders at once, messages a second of each, and for how long
REST = 4.0  #: seconds after the joining, in which each chat got several messages
BEFORE = 10.0  #: seconds of presses without a flood
STEP = 0.02  #: seconds between two handfuls of a flooder's messages
HANDFUL = 6  #: deliveries that may wait for the flooder: the newest screen, a sentence, what is being sent
TOLD = "Сообщений и нажатий пришло так много сразу"
LABELS = ("Ещё", "Карта")

pytestmark = pytest.mark.prove


class Calm:
    """People who press one after another, and how long each waited."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Store the people; `begin` lets them join."""
        self._people, self._turn = people, 0
        self.waits: list[float] = []

    async def begin(self) -> None:
        """Let them join and go to the map, one after another."""
        for person in self._people:
            await _answered(person, person.come)
            for label in ("Начать", "Даю согласие", "Карта"):
                await _answered(person, lambda of=label, who=person: who.press(of))  # type: ignore[misc]

    async def press(self, seconds: float) -> list[float]:
        """Press for so many seconds, as nobody waits for anybody else; return the waits."""
        self.waits, until, presses = [], time.monotonic() + seconds, list[asyncio.Task[None]]()
        while time.monotonic() < until:
            presses.append(asyncio.ensure_future(self._one()))
            await asyncio.sleep(EVERY)
        await asyncio.wait_for(asyncio.gather(*presses), 120)
        return self.waits

    async def _one(self) -> None:
        turn, self._turn = self._turn, self._turn + 1
        person, label = self._people[turn % len(self._people)], LABELS[turn // len(self._people) % len(LABELS)]
        self.waits.append(await _answered(person, lambda: person.press(label)))


async def _answered(person: Person, act: Callable[[], object]) -> float:
    before, since = person.arrivals, time.monotonic()
    act()
    await asyncio.wait_for(person.answered(before), 120)
    return time.monotonic() - since


async def flood(person: Person, rate: int, seconds: float) -> int:
    """Send messages evenly; return how many."""
    began, sent = time.monotonic(), 0
    while (passed := time.monotonic() - began) < seconds:
        for _ in range(round(passed * rate) - sent):
            sent += 1
            person.write(f"сообщение {sent}")
        await asyncio.sleep(STEP)
    return sent


class Watch:
    """What waits for the flooder in the store, and the memory of the process, looked at twice a second."""

    def __init__(self, folder: Path, bot: Bot) -> None:
        """Store the folder of the store and the process."""
        self._folder, self._bot = folder, bot
        self.most = self.memory = 0

    async def look(self) -> None:
        """Look until cancelled."""
        while True:
            with closing(sqlite3.connect(self._folder / "run.db")) as file:
                found = file.execute(
                    "SELECT count(*) FROM deliveries d JOIN chats c ON c.id = d.chat "
                    "WHERE c.peer = ? AND d.state IN ('queued', 'in_hand')",
                    [str(FLOODER)],
                )
                self.most = max(self.most, int(found.fetchone()[0]))
            self.memory = max(self.memory, self.megabytes())
            await asyncio.sleep(0.5)

    def megabytes(self) -> int:
        """Return the resident memory of the process; 0 where the system does not tell."""
        with suppress(OSError):
            status = Path(f"/proc/{self._bot.process.pid}/status").read_text(encoding="utf-8")
            return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) // 1024
        return 0


class Found(NamedTuple):
    """The waits of the calm people, and what the flooders cost."""

    before: list[float]
    during: list[float]
    among_ten: list[float]
    sent: int
    told: int
    answers: int
    most: int
    memory: tuple[int, int]


async def measured(folder: Path, bot: Bot, person: Callable[[int], Person], ready: asyncio.Event) -> Found:
    """Press calmly, then while one person floods, then while ten do."""
    await asyncio.wait_for(ready.wait(), 40)
    calm, flooder, watch = Calm([person(FIRST + n) for n in range(CALM)]), person(FLOODER), Watch(folder, bot)
    await calm.begin()
    await asyncio.sleep(REST)
    before, memory = await calm.press(BEFORE), watch.megabytes()
    looking = asyncio.ensure_future(watch.look())
    flooding = asyncio.ensure_future(flood(flooder, RATE, SECONDS))
    during, sent = await calm.press(SECONDS), await flooding
    await asyncio.sleep(2.0)  # the flood is over: what was still to be told is told
    looking.cancel()
    told, answers = flooder.told(TOLD), flooder.arrivals
    flooding_ten = asyncio.gather(*(flood(person(FLOODER + 1 + n), TEN_RATE, TEN_SECONDS) for n in range(TEN)))
    among_ten, _ = await calm.press(TEN_SECONDS), await flooding_ten
    return Found(before, during, among_ten, sent, told, answers, watch.most, (memory, watch.memory))


def p95(waits: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(waits, n=20)[-1]


def judged(channel: str, of: Found) -> None:
    """Report what was found and compare it with what is promised."""
    more, late = median(of.during) - median(of.before), p95(of.during) - p95(of.before)
    ten = median(of.among_ten) - median(of.before), p95(of.among_ten) - p95(of.before)
    proved(
        f"flood_{channel}",
        f"{channel}: one person sends {of.sent} messages in {SECONDS:.0f} s and gets {of.answers} answers, told "
        f"{of.told} time(s) that not everything is read; at most {of.most} messages wait for them; "
        f"{CALM} others wait {more:+.3f} s in the median, {late:+.3f} s in the 95th percentile; the process grew from "
        f"{of.memory[0]} to {of.memory[1]} MB. Among ten who send {TEN_RATE} a second each the others wait "
        f"{ten[0]:+.3f} s and {ten[1]:+.3f} s.",
    )
    assert more <= 0.3
    assert late <= 0.3
    assert of.told == 1
    assert of.most <= HANDFUL
    assert of.memory[1] <= of.memory[0] + 40


async def test_a_flooder_in_telegram_delays_nobody(tmp_path: Path) -> None:
    """Thirty calls a second are enough for everybody else."""
    await staffed(tmp_path)
    async with LeanTelegram().served() as telegram, running(tmp_path, **settings(telegram)) as bot:
        judged("Telegram", await measured(tmp_path, bot, telegram.person, telegram.polled))


async def test_a_flooder_in_vk_delays_nobody(tmp_path: Path) -> None:
    """Twenty calls a second are enough for everybody else."""
    await staffed(tmp_path)
    async with FakeVk() as fake:
        people = VkCrowd(fake)
        fake.pace, fake.latency = 20, 0.03
        async with running(tmp_path, **polled_by(fake)) as bot:
            judged("VK", await measured(tmp_path, bot, people.person, fake.polled))
