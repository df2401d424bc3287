"""Calls to a platform that no update waits for: confirming button presses, telling group chats where to write."""

import asyncio
from collections.abc import Coroutine
from typing import Any

REMEMBERED = 1000  #: subjects kept in memory; the oldest is dropped first
FAREWELL = 1.0  #: seconds to wait for running calls when the bot stops


class Aside:
    """Runs calls to a platform in the background: no update waits for them, and a failed call is not retried."""

    def __init__(self) -> None:
        """Start with no running calls."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._known: dict[str | int, None] = {}

    def is_new(self, subject: str | int) -> bool:
        """Return True at the first call with this `subject`: the id of a button press or of a group chat.

        Only the last REMEMBERED ids are kept in memory; an older id counts as new again.
        """
        if subject in self._known:
            return False
        self._known[subject] = None
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
        return True

    def start(self, call: Coroutine[Any, Any, None]) -> None:
        """Start a call in the background. The call must handle its own errors."""
        task = asyncio.ensure_future(call)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Wait up to FAREWELL seconds for the background calls that are still running."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FAREWELL)
