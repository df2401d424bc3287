"""Calls to a platform beside the updates: presses confirmed, group chats told where to write."""

import asyncio
from collections.abc import Coroutine
from typing import Any

REMEMBERED = 1000  #: subjects of calls that were started, in memory
FAREWELL = 1.0  #: seconds these calls may take when the bot stops


class Aside:
    """Calls that no update waits for. Nothing of them is kept: one that is late or fails is not tried again."""

    def __init__(self) -> None:
        """Start with none."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._known: dict[str | int, None] = {}

    def is_new(self, subject: str | int) -> bool:
        """Return True if no call was started for a subject yet, and remember that one is now."""
        if subject in self._known:
            return False
        self._known[subject] = None
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
        return True

    def start(self, call: Coroutine[Any, Any, None]) -> None:
        """Start a call, which handles its own errors."""
        task = asyncio.ensure_future(call)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Wait a little for the calls under way."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FAREWELL)
