"""Calls without which everything still works: answers to presses, removing buttons, sentences to group chats.

They go when nothing more urgent waits. Nobody can make them pile up: one person has at most MOST_OF_ONE of them
waiting, and a call that has waited too long is dropped.
"""

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

MOST_OF_ONE = 3  #: waiting calls of one person or chat; the oldest is dropped first
MOST = 2000  #: waiting calls of an account; the oldest is dropped first
AT_A_TIME = 4  #: calls that one `CosmeticLine` makes at the same time
LOOKED_AT = 0.25  #: seconds between two looks at calls that must not be made yet
FAREWELL = 1.0  #: seconds to wait for the calls when the bot stops
PRESS_ANSWERED = 60.0  #: seconds after which the answer to a press is useless (B1; Telegram's limit is not documented)
STRIPPED = 30.0  #: seconds that the removal of buttons may wait; then the next screen of the chat tries it again
INVITED = 600.0  #: seconds that a sentence to a group chat may wait

T = TypeVar("T")


class _Waiting(NamedTuple, Generic[T]):
    call: T
    since: float
    until: float


class CosmeticCalls(Generic[T]):
    """The waiting cosmetic calls of one account. Its methods may be called from any thread."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        """Start with no calls. `ticks` returns the seconds of a monotonic clock."""
        self._ticks, self._lock = ticks, Lock()
        self._waiting: OrderedDict[tuple[Hashable, Hashable], _Waiting[T]] = OrderedDict()
        self._of: Counter[Hashable] = Counter()

    def __len__(self) -> int:
        """Return the number of waiting calls."""
        return len(self._waiting)

    def add(self, call: T, *, whom: Hashable, what: Hashable, within: float, after: float = 0.0) -> None:
        """Add a call that must not be made before `after` seconds and is useless after `within` seconds.

        `whom`: the person or chat it concerns. If a call about the same `what` of the same `whom` waits already, the
        new call takes its place.
        """
        now = self._ticks()
        with self._lock:
            if (whom, what) not in self._waiting:
                self._make_room(whom)
                self._of[whom] += 1
            self._waiting[whom, what] = _Waiting(call, now + after, now + within)

    def take(self) -> T | None:
        """Return the oldest call that may be made now, and forget it; None if there is none."""
        now = self._ticks()
        with self._lock:
            for key in [key for key, each in self._waiting.items() if each.until < now]:
                self._drop(key)
            ready = next((key for key, each in self._waiting.items() if each.since <= now), None)
            return self._drop(ready).call if ready else None

    def _make_room(self, whom: Hashable) -> None:
        if self._of[whom] >= MOST_OF_ONE:
            self._drop(next(key for key in self._waiting if key[0] == whom))
        elif len(self._waiting) >= MOST:
            self._drop(next(iter(self._waiting)))

    def _drop(self, key: tuple[Hashable, Hashable]) -> _Waiting[T]:
        self._of[key[0]] -= 1
        if not self._of[key[0]]:
            del self._of[key[0]]
        return self._waiting.pop(key)


Make = Callable[[], Awaitable[None]]  #: makes one call; handles the errors of the platform itself


class CosmeticLine:
    """Makes cosmetic calls in the background, AT_A_TIME at the same time."""

    def __init__(
        self, ticks: Callable[[], float] = time.monotonic, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Start with no calls."""
        self._calls: CosmeticCalls[Make] = CosmeticCalls(ticks)
        self._sleep = sleep
        self._working: set[asyncio.Task[None]] = set()
        self._closed = False

    def add(self, make: Make, *, whom: Hashable, what: Hashable, within: float, after: float = 0.0) -> None:
        """Add a call; see `CosmeticCalls.add`. After `close` it is ignored."""
        if self._closed:
            return
        self._calls.add(make, whom=whom, what=what, within=within, after=after)
        if len(self._working) < AT_A_TIME:
            task = asyncio.ensure_future(self._work())
            self._working.add(task)
            task.add_done_callback(self._working.discard)

    async def _work(self) -> None:
        while self._calls:
            if make := self._calls.take():
                await make()
            else:
                await self._sleep(LOOKED_AT)

    async def close(self) -> None:
        """Wait up to FAREWELL seconds for the calls, then give them up."""
        self._closed = True
        if self._working:
            _, late = await asyncio.wait(self._working, timeout=FAREWELL)
            for task in late:
                task.cancel()
