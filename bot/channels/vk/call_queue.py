"""A line to VK: one thread that makes one call at a time, the most urgent first.

vk_api holds a lock for the whole of a call (B6.4), so more threads would only wait for each other. The thread is a
daemon: a call that hangs does not hold up the end of the program (B7), and is repeated with its random_id after.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from queue import PriorityQueue
from threading import Thread
from typing import Any

_Job = tuple[int, int, Callable[[], Any] | None, Future[Any]]
LAST = 99  #: of urgency: when the line is closed, what was put before is still said


class Line:
    """Calls in order of urgency, in a thread of their own."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._waiting: PriorityQueue[_Job] = PriorityQueue()
        self._number = count()
        self._thread: Thread | None = None

    async def say(self, call: Callable[[], Any], urgency: int = 0) -> Any:
        """Make a call in the thread and give what it gives. Who stops waiting does not stop the call."""
        self._start()
        answer: Future[Any] = Future()
        self._waiting.put((urgency, next(self._number), call, answer))
        return await asyncio.wrap_future(answer)

    def close(self) -> None:
        """Let the thread end after what waits now; who calls later begins another."""
        if self._thread:
            self._thread = None
            self._waiting.put((LAST, next(self._number), None, Future()))

    def _start(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._work, name="vk", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            _, _, call, answer = self._waiting.get()
            if call is None:
                return
            if answer.set_running_or_notify_cancel():
                _settle(call, answer)


def _settle(call: Callable[[], Any], answer: Future[Any]) -> None:
    try:
        answer.set_result(call())
    except Exception as error:  # noqa: BLE001 it is raised where the call was asked for
        answer.set_exception(error)
