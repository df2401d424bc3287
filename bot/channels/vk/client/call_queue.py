"""The queue of calls to VK: one thread makes one call at a time, the most urgent first, as the beat allows.

vk_api holds a lock during a whole call (B6.4), so more threads would only wait for each other. The thread is a daemon:
a hanging call does not delay the exit of the program (platform fact B7). The next
process repeats the call with the same random_id.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from queue import PriorityQueue
from threading import Thread
from typing import Any

from bot.channels.beat import Beat
from bot.channels.pace import VK

_Job = tuple[int, int, Callable[[], Any] | None, Future[Any]]
LAST = 99  #: urgency of the entry that closes the queue: all calls queued before it are still made


class CallQueue:
    """Runs calls in a separate thread, the most urgent first."""

    def __init__(self, pace: float = 0.0) -> None:
        """Start with an empty queue. The thread starts at the first call. `pace`: seconds between two calls."""
        self._waiting: PriorityQueue[_Job] = PriorityQueue()
        self._number = count()
        self._thread: Thread | None = None
        self._beat = Beat(pace, VK.calls)

    async def call(self, job: Callable[[], Any], urgency: int = 0) -> Any:
        """Run a job in the thread and return its result. Jobs with a smaller `urgency` run first.

        Cancelling the caller does not stop a running job.
        """
        self._start()
        answer: Future[Any] = Future()
        self._waiting.put((urgency, next(self._number), job, answer))
        return await asyncio.wrap_future(answer)

    def close(self) -> None:
        """Stop the thread after the jobs already in the queue. A later call starts a new thread."""
        if self._thread:
            self._thread = None
            self._waiting.put((LAST, next(self._number), None, Future()))

    def _start(self) -> None:
        if self._thread is None:
            self._thread = Thread(target=self._work, name="vk", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            _, _, job, answer = self._first()
            if job is None:
                return
            if answer.set_running_or_notify_cancel():
                begun = self._beat.begin(time.monotonic())
                _settle(job, answer, lambda of=begun: self._beat.end(of, time.monotonic()))  # type: ignore[misc]

    def _first(self) -> _Job:
        first = self._waiting.get()
        while first[2] and (wait := self._beat.wait(time.monotonic())) > 0:
            time.sleep(wait)
            self._waiting.put(first)  # a more urgent call may have come meanwhile
            first = self._waiting.get()
        return first


def _settle(job: Callable[[], Any], answer: Future[Any], answered: Callable[[], None]) -> None:
    try:
        found = job()
    except Exception as error:  # noqa: BLE001 re-raised in the caller of `call`
        answered()
        answer.set_exception(error)
    else:
        answered()
        answer.set_result(found)
