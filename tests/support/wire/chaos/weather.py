"""The faults of both platforms and of the machine at random: single calls that fail, and episodes that last."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from random import Random
from typing import Any

from tests.support.wire.chaos.platforms import (
    ODD_EVENTS,
    ODD_UPDATES,
    PAGE,
    PROXY,
    SPOILS,
    ChaosTelegram,
    ChaosVk,
    whole,
)
from tests.support.wire.chaos.virtual_time import VirtualClock
from tests.support.wire.fake_telegram import Fault
from tests.support.wire.fake_vk import Fault as VkFault

SECONDS = 600.0  #: how long the faults last
EVERY = (4.0, 14.0)  #: seconds between the beginnings of two episodes
LASTS = (3.0, 40.0)  #: seconds of one episode

TELEGRAM_CALLS: Sequence[tuple[Fault | None, int]] = (
    (None, 900),
    (Fault(500, "Internal Server Error"), 8),
    (Fault(502, "Bad Gateway"), 8),
    (Fault(429, "Too Many Requests: retry after 2", retry_after=2), 8),
    (Fault(drop="before"), 8),
    (Fault(drop="after"), 12),
    (Fault(401, "Unauthorized"), 1),
    (Fault(404, "Not Found"), 1),
    (Fault(409, "Conflict: terminated by other getUpdates request"), 1),
)
VK_CALLS: Sequence[tuple[VkFault, int]] = (
    (VkFault(), 900),
    (VkFault(code=1), 5),
    (VkFault(code=6), 8),
    (VkFault(code=9), 3),
    (VkFault(code=10), 8),
    (VkFault(code=5), 1),
    (VkFault(code=15), 2),
    (VkFault(status=502), 8),
    (VkFault(text=PROXY), 4),
    (VkFault(drop="before"), 8),
    (VkFault(drop="after"), 12),
)


class Weather:
    """Makes faults until it is over."""

    def __init__(self, chance: Random, clock: VirtualClock, telegram: ChaosTelegram, vk: ChaosVk, people: int) -> None:
        """Store the platforms, each with `people`; the faults begin with `blow`."""
        self._people = people
        self._chance, self._clock, self._telegram, self._vk = chance, clock, telegram, vk
        self.fair = True
        self.disk_full = False
        self.seen: Counter[str] = Counter()  #: faults by kind
        self._lasting: set[asyncio.Task[None]] = set()
        telegram.plan, vk.plan = self._telegram_fault, self._vk_fault

    async def blow(self, others: Sequence[Callable[[], Coroutine[Any, Any, None]]]) -> None:
        """Make faults for SECONDS, then let every episode end. `others` are episodes of the caller."""
        kinds = [*self._episodes(), *others]
        self.fair, until = False, self._clock.now + SECONDS
        while self._clock.now < until:
            await asyncio.sleep(self._chance.uniform(*EVERY))
            kind = self._chance.choice(kinds)
            self.seen[kind.__name__.strip("_").replace("_", " ")] += 1
            task = asyncio.ensure_future(kind())
            self._lasting.add(task)
            task.add_done_callback(self._lasting.discard)
        self.fair = True
        await asyncio.gather(*self._lasting)
        self._vk.failing.clear()

    def _long(self) -> float:
        return self._chance.uniform(*LASTS)

    # --- single calls -------------------------------------------------------------------------------------------------

    def _telegram_fault(self, _method: str, _fields: object) -> Fault | None:
        if self.fair or self._telegram.episode:
            return self._telegram.episode
        kinds, weights = zip(*TELEGRAM_CALLS, strict=True)
        fault: Fault | None = self._chance.choices(kinds, weights)[0]
        if fault:
            self.seen[f"telegram {fault.status or fault.drop}"] += 1
        return fault

    def _vk_fault(self, method: str) -> VkFault:
        if self.fair or self._vk.episode or method == "poll":
            return self._vk.episode or VkFault()
        kinds, weights = zip(*VK_CALLS, strict=True)
        fault: VkFault = self._chance.choices(kinds, weights)[0]
        if fault != VkFault():
            self.seen[f"vk {fault.code or fault.status or fault.drop or 'page'}"] += 1
        return fault

    # --- episodes -----------------------------------------------------------------------------------------------------

    def _episodes(self) -> list[Callable[[], Coroutine[Any, Any, None]]]:
        return [
            self._telegram_refused, self._telegram_broken, self._telegram_gone, self._telegram_odd_polls,
            self._telegram_replays, self._telegram_hangs, self._telegram_odd_updates,
            self._vk_refused, self._vk_broken, self._vk_gone, self._vk_odd_polls, self._vk_failed, self._vk_repeats,
            self._vk_hangs, self._vk_odd_events,
            self._disk, self._clock_steps, self._somebody_blocks, self._somebody_blocks, self._disk,
        ]  # fmt: skip

    async def _telegram_refused(self) -> None:
        code = self._chance.choice([401, 404, 409])
        await self._telegram_is(Fault(code, {401: "Unauthorized", 404: "Not Found", 409: "Conflict"}[code]))

    async def _telegram_broken(self) -> None:
        await self._telegram_is(self._chance.choice([Fault(502, "Bad Gateway"), Fault(drop="before"), PAGE]))

    async def _telegram_is(self, fault: Fault) -> None:
        self._telegram.episode = fault
        await asyncio.sleep(self._long())
        self._telegram.episode = None

    async def _telegram_gone(self) -> None:
        await self._telegram.close()
        await asyncio.sleep(self._long() * 1.5)
        await self._telegram.open()

    async def _telegram_odd_polls(self) -> None:
        self._telegram.spoil = self._chance.choice(SPOILS)
        await asyncio.sleep(self._long() / 4)
        self._telegram.spoil = whole

    async def _telegram_replays(self) -> None:
        self._telegram.replay(self._chance.randrange(1, 20))

    async def _telegram_hangs(self) -> None:
        self._telegram.hangs = self._chance.uniform(2.0, 40.0)
        await asyncio.sleep(self._long() / 2)
        self._telegram.hangs = 0.0

    async def _telegram_odd_updates(self) -> None:
        self._telegram.odd(self._chance.choice(ODD_UPDATES))

    async def _vk_refused(self) -> None:
        await self._vk_is(VkFault(code=self._chance.choice([5, 15, 27, 6, 10])))

    async def _vk_broken(self) -> None:
        await self._vk_is(self._chance.choice([VkFault(status=502), VkFault(drop="before"), VkFault(text=PROXY)]))

    async def _vk_is(self, fault: VkFault) -> None:
        self._vk.episode = fault
        await asyncio.sleep(self._long())
        self._vk.episode = None

    async def _vk_gone(self) -> None:
        await self._vk.close()
        await asyncio.sleep(self._long() * 1.5)
        await self._vk.open()

    async def _vk_odd_polls(self) -> None:
        self._vk.spoil = self._chance.choice(SPOILS)
        await asyncio.sleep(self._long() / 4)
        self._vk.spoil = whole

    async def _vk_failed(self) -> None:
        code = self._chance.choice([1, 2, 3, 4])
        self._vk.failing.append({"failed": code})

    async def _vk_repeats(self) -> None:
        for update in self._vk.updates[-self._chance.randrange(1, 20) :]:
            self._vk.happen(update)

    async def _vk_hangs(self) -> None:
        self._vk.hangs = self._chance.uniform(1.0, 14.0)
        await asyncio.sleep(self._long() / 3)
        self._vk.hangs = 0.0

    async def _vk_odd_events(self) -> None:
        self._vk.happen(self._chance.choice(ODD_EVENTS))

    async def _disk(self) -> None:
        self.disk_full = True
        await asyncio.sleep(self._chance.uniform(0.5, 8.0))
        self.disk_full = False

    async def _clock_steps(self) -> None:
        self._clock.step = self._chance.choice([-90.0, 90.0, 86_400.0, -86_400.0])
        await asyncio.sleep(self._long())
        self._clock.step = 0.0

    async def _somebody_blocks(self) -> None:
        on = self._chance.choice([self._telegram.blocked, self._vk.blocked])
        who = self._chance.randrange(1, self._people + 1)
        on.add(who)
        await asyncio.sleep(self._long())
        on.discard(who)
