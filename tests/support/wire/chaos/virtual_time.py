"""Virtual time: a clock that jumps to the next timer as soon as nothing is left to do.

Import this module first and call `begin` before anything of the bot is imported: defaults such as
`ticks=time.monotonic` are bound when a module is imported. The sockets of loopback stay real. The clock does not jump
while a socket is ready, or while another thread works: it may be waiting for a platform, or writing a file.
"""

import asyncio
import linecache
import queue
import selectors
import sys
import threading
import time
import weakref
from collections.abc import Callable
from functools import lru_cache
from types import FrameType
from typing import Any

BEGAN = 1000.0  #: the monotonic clock at the start, in seconds
LOOP = 2e-5  #: virtual seconds of one turn of the event loop, so that a loop that spins does not stop the time
STUCK = 20.0  #: real seconds without a timer and without work after which the run is given up
WAITING = (".get(", ".wait(", ".acquire(", ".select(", ".accept(", ".join(")  #: calls in which a thread has no work

_real_sleep, _real_monotonic = time.sleep, time.monotonic
_queues: "weakref.WeakSet[Any]" = weakref.WeakSet()


class VirtualClock:
    """Seconds of virtual time, and the wall clock, which may be stepped."""

    def __init__(self, epoch: float) -> None:
        """Start at `epoch`, in seconds since 1970."""
        self.now, self._epoch = BEGAN, epoch
        self.step = 0.0  #: seconds by which the wall clock is wrong
        self.held = 0  #: requests of other threads that a fake platform does not answer for a while
        self.asleep = 0  #: other threads that sleep
        self.jumps = 0

    def monotonic(self) -> float:
        """Return the monotonic clock."""
        return self.now

    def wall(self) -> float:
        """Return the wall clock, in seconds since 1970."""
        return self._epoch + self.now - BEGAN + self.step


class JumpingSelector(selectors.DefaultSelector):
    """A selector that moves the virtual clock instead of waiting."""

    def __init__(self, clock: VirtualClock) -> None:
        """Store the clock."""
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return the ready files; if there are none and no thread works, let the time pass."""
        self._clock.now += LOOP
        ready, since = super().select(0), _real_monotonic()
        while not ready and timeout != 0 and (timeout is None or _busy(self._clock)):
            ready = super().select(0.001)
            if _real_monotonic() - since > STUCK:
                raise RuntimeError(f"nothing happens: {_where()}")
        ready = ready or super().select(0)
        if not ready and timeout:
            self._clock.now += timeout
            self._clock.jumps += 1
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in virtual time."""

    def __init__(self, clock: VirtualClock) -> None:
        """Store the clock."""
        self.virtual = clock
        super().__init__(JumpingSelector(clock))

    def time(self) -> float:
        """Return the virtual time."""
        return self.virtual.now


def begin(epoch: float) -> VirtualLoop:
    """Put the clocks, the sleep and the queues of this process into virtual time; return its event loop."""
    clock = VirtualClock(epoch)
    loop = VirtualLoop(clock)
    time.monotonic, time.time = clock.monotonic, clock.wall
    time.time_ns = lambda: int(clock.wall() * 1e9)
    time.sleep = _sleeping(loop)  # type: ignore[assignment]
    _watch_queues()
    return loop


def _sleeping(loop: VirtualLoop) -> Callable[[float], None]:
    def fall_asleep(seconds: float, over: threading.Event) -> None:
        loop.virtual.asleep += 1
        loop.call_later(seconds, wake, over)

    def wake(over: threading.Event) -> None:
        loop.virtual.asleep -= 1
        over.set()

    def sleep(seconds: float) -> None:
        if threading.current_thread() is threading.main_thread():
            loop.virtual.now += seconds
        elif seconds > 0:
            over = threading.Event()
            loop.call_soon_threadsafe(fall_asleep, seconds, over)
            over.wait()

    return sleep


def _watch_queues() -> None:
    # a thread that has been given work but has not begun it looks idle, so the queues are counted too
    class WatchedQueue(queue.Queue):  # type: ignore[type-arg]
        def __init__(self, maxsize: int = 0) -> None:
            super().__init__(maxsize)
            _queues.add(self)

    class WatchedSimpleQueue(queue.SimpleQueue):  # type: ignore[type-arg]
        def __init__(self) -> None:
            super().__init__()
            _queues.add(self)

    class WatchedPriorityQueue(queue.PriorityQueue):  # type: ignore[type-arg]
        def __init__(self, maxsize: int = 0) -> None:
            super().__init__(maxsize)
            _queues.add(self)

    queue.Queue, queue.SimpleQueue = WatchedQueue, WatchedSimpleQueue  # type: ignore[misc]
    queue.PriorityQueue = WatchedPriorityQueue  # type: ignore[misc]


def _busy(clock: VirtualClock) -> bool:
    """Return True if a thread works, or has been given work and is neither asleep nor held by a platform."""
    main = threading.main_thread().ident
    working = sum(_works(frame) for thread, frame in sys._current_frames().items() if thread != main)
    return working > clock.held or sum(1 for each in _queues if each.qsize()) > clock.held + clock.asleep


def _works(frame: FrameType) -> bool:
    return not any(call in _line(frame.f_code.co_filename, frame.f_lineno) for call in WAITING)


@lru_cache(maxsize=1000)
def _line(file: str, number: int) -> str:
    return linecache.getline(file, number)


def _where() -> list[str]:
    return [f"{frame.f_code.co_filename}:{frame.f_lineno}" for frame in sys._current_frames().values()]
