"""The gate of an account: every call to the platform passes it, the most urgent first, evenly spaced."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from bot.channels.beat import Beat, Begun
from bot.channels.pace import BULK, COSMETIC

AHEAD = 4  #: calls of deliveries that may wait at the gate; the sender claims no more before one of them has started


class TooLateError(Exception):
    """A call waited longer than it was worth and was not made."""


class GateStoppedError(Exception):
    """The platform demanded that the account wait; the call was not made. `after` is the time left in seconds."""

    def __init__(self, after: float) -> None:
        """Store the seconds."""
        super().__init__(f"{after:.1f} s")
        self.after = after


class _Waiter(NamedTuple):
    urgency: int
    number: int
    admitted: "asyncio.Future[Begun]"
    until: float


class Gate:
    """Admits the calls of one account, in order of urgency and then of age, as its `Beat` allows."""

    def __init__(
        self, beat: Beat,
        *, ticks: Callable[[], float] = time.monotonic, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        """Start with no calls. `ticks` returns the seconds of a monotonic clock."""
        self._beat, self._ticks, self._sleep = beat, ticks, sleep
        self._waiting: list[_Waiter] = []
        self._numbers = count()
        self._admitting: asyncio.Task[None] | None = None
        self._stopped_until = -math.inf

    @property
    def stopped(self) -> float:
        """Return the seconds until calls are admitted again; 0 if the platform demanded no wait."""
        return max(0.0, self._stopped_until - self._ticks())

    @property
    def room(self) -> int:
        """Return how many calls of replies and answers of staff may still be brought to the gate."""
        return 0 if self.stopped else max(0, AHEAD - self._before(BULK))

    @property
    def bulk_room(self) -> bool:
        """Return True if a call with reminders or broadcasts may be brought to the gate."""
        return not self.stopped and self._before(COSMETIC) < AHEAD / 2

    @property
    def wait(self) -> float:
        """Return the seconds until there may be room again; 0 if there is room for everything."""
        return 0.0 if self.bulk_room else max(self.stopped, self._beat.wait(self._ticks()), self._beat.pace / 2)

    def _before(self, urgency: int) -> int:
        return sum(each.urgency < urgency for each in self._waiting)

    @asynccontextmanager
    async def call(self, urgency: int, patience: float = math.inf) -> AsyncIterator[None]:
        """Wait until a call may start; leaving the context is its answer.

        Calls with a smaller `urgency` start first. Raises TooLateError if it would start after more than `patience`
        seconds, and GateStoppedError while the account must wait.
        """
        begun = await self._admitted(urgency, patience)
        try:
            yield
        finally:
            self._beat.end(begun, self._ticks())

    def stop(self, seconds: float) -> None:
        """Admit no call for `seconds`, because the platform demanded it. The waiting calls end at once."""
        self._stopped_until = max(self._stopped_until, self._ticks() + seconds)
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.admitted.done():
                each.admitted.set_exception(GateStoppedError(seconds))

    async def _admitted(self, urgency: int, patience: float) -> Begun:
        if self.stopped:
            raise GateStoppedError(self.stopped)
        now = self._ticks()
        if not self._waiting and self._beat.wait(now) <= 0:
            return self._beat.begin(now)
        admitted: asyncio.Future[Begun] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, _Waiter(urgency, next(self._numbers), admitted, now + patience))
        if self._admitting is None:
            self._admitting = asyncio.ensure_future(self._admit())
        return await admitted

    async def _admit(self) -> None:
        try:
            while self._waiting:
                if (wait := self._beat.wait(self._ticks())) > 0:
                    await self._sleep(wait)  # a more urgent call may come meanwhile
                else:
                    self._admit_first()
        finally:
            self._admitting = None

    def _admit_first(self) -> None:
        first, now = heappop(self._waiting), self._ticks()
        if first.admitted.done():
            return
        if first.until < now:
            first.admitted.set_exception(TooLateError())
        else:
            first.admitted.set_result(self._beat.begin(now))
