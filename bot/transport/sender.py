"""The line of one account: takes due deliveries in hand at the account's pace, sends them, settles how they ended.

Replies overtake bulk (they are claimed first and always find room), one is in flight a chat, and an account that waits
or hangs holds up nobody but itself.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from bot.channels import Channel, End, Later, Unknown
from bot.channels.pace import BULK, Meter, Pace
from bot.clock import Clock
from bot.errors import AccountStoppedError
from bot.transport.ends import ended, in_doubt, parcel
from storage.port.delivery import Claimed, Ended
from storage.port.store import Store, Work

log = logging.getLogger(__name__)

IDLE = 1.0  #: seconds after which the queue is looked at although nobody called


class Line:
    """The queue of one account on its way to people."""

    def __init__(
        self,
        account: str,
        channel: Channel,
        pace: Pace,
        *,
        store: Store,
        clock: Clock,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep the parts; `ticks` is a clock that does not jump, in seconds."""
        self.account, self._channel, self._pace, self._store, self._clock = account, channel, pace, store, clock
        self._ticks, self.meter = ticks, Meter(pace)
        self._called = asyncio.Event()
        self.under_way: set[asyncio.Task[None]] = set()
        self._ended: list[Ended] = []
        self._stopped: AccountStoppedError | None = None

    def call(self) -> None:
        """Say that there may be something to send."""
        self._called.set()

    async def run(self, working: Callable[[], None]) -> None:
        """Send for ever. Raises AccountStoppedError when the platform refuses the account."""
        while True:
            wait = await self.step()
            working()
            await self._rest(wait)

    async def _rest(self, wait: float) -> None:
        # until somebody calls, something ends, or there is room again
        called = asyncio.ensure_future(self._called.wait())
        try:
            await asyncio.wait({called, *self.under_way}, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
        finally:
            called.cancel()

    async def step(self) -> float:
        """Settle what has ended, begin what may go, and give how long nothing more can be begun."""
        self._called.clear()
        if self._stopped:
            await self._settle()
            raise self._stopped
        now = self._ticks()
        room = min(self.meter.room(now), self._pace.under_way - len(self.under_way))
        ended_now = list(self._ended)
        async with self._store.work() as work:
            await work.delivery.settle(ended_now, self._clock.now())
            claimed = await self._claimed(work, room, now) if room > 0 else []
            spared = work.delivery.skipped
        del self._ended[: len(ended_now)]
        self._begin(claimed, now)
        # with nothing more to send somebody will call, with all under way something will end; else until there is room
        nothing_more = room > 0 and not claimed and not spared and self._bulk_may_go(now)
        full = len(self.under_way) >= self._pace.under_way - 1
        return IDLE if nothing_more or full else min(IDLE, self.meter.wait(self._ticks()))

    def _bulk_may_go(self, now: float) -> bool:
        # one place under way is kept for whoever waits for an answer
        return self.meter.bulk_room(now) and len(self.under_way) < self._pace.under_way - 1

    async def _claimed(self, work: Work, room: int, now: float) -> list[Claimed]:
        moment, resting, each = self._clock.now(), self.meter.resting(now), self._pace.at_once
        claimed = [
            *await work.delivery.claim(moment, room * each, [self.account], resting=resting, least_urgent=BULK - 1),
        ]
        if len(claimed) <= (room - 1) * each and self._bulk_may_go(now):
            claimed += await work.delivery.claim(moment, each, [self.account], resting=resting)
        return claimed

    def _begin(self, claimed: Sequence[Claimed], now: float) -> None:
        moment = self._clock.now()
        doubtful = [each for each in claimed if in_doubt(each, moment, repeats=self._pace.repeats)]
        self._ended += [Ended(each.id, "unknown", why="interrupted") for each in doubtful]
        going = [each for each in claimed if each not in doubtful]
        for at in range(0, len(going), self._pace.at_once):
            call = going[at : at + self._pace.at_once]
            self.meter.spend(now, bulk=call[0].urgency >= BULK)
            for each in call:
                self.meter.said(each.chat, now)
            task = asyncio.ensure_future(self._send(call))
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)
        if doubtful:
            self.call()

    async def _send(self, call: Sequence[Claimed]) -> None:
        ends = await self._ends(call)
        now = self._clock.now()
        self._ended += [ended(each, end, now, repeats=self._pace.repeats) for each, end in zip(call, ends, strict=True)]
        for end in ends:
            if isinstance(end, Later) and end.whole:
                self.meter.stop(self._ticks() + end.after)

    async def _ends(self, call: Sequence[Claimed]) -> Sequence[End]:
        try:
            return await self._channel.send(self.account, [parcel(each) for each in call])
        except AccountStoppedError as error:
            self._stopped = error
            return [Later(0, "stopped", whole=True)] * len(call)
        except Exception as error:  # noqa: BLE001 an edge: a channel's failure is one of the ends
            log.warning("account %s: %s", self.account, type(error).__name__)
            return [Unknown(type(error).__name__)] * len(call)

    async def finish(self, within: float) -> None:
        """End what is in hand, as far as there is time; what is not settled then is found interrupted."""
        if self.under_way:
            await asyncio.wait(self.under_way, timeout=within)
        await self._settle()

    async def _settle(self) -> None:
        ended_now = list(self._ended)
        if ended_now:
            async with self._store.work() as work:
                await work.delivery.settle(ended_now, self._clock.now())
            del self._ended[: len(ended_now)]
