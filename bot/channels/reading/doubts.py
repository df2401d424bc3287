"""A damaged answer is asked for once more before the cursor moves past it: it may have been damaged on its way."""

import asyncio
from collections.abc import Awaitable, Callable

FIRST, LONGEST = 1.0, 60.0  #: seconds to wait after a damaged answer: the first wait, the longest


class Doubts:
    """Remembers at which cursor the last answer was damaged, and waits longer with each damaged answer."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Start without a damaged answer."""
        self._sleep, self._cursor, self._pause = sleep, "", 0.0
        self._doubtful = False

    async def rest(self) -> None:
        """Wait if the last answer was damaged. Call this before each poll."""
        if self._pause:
            await self._sleep(self._pause)

    def again(self, cursor: str, *, damaged: bool) -> bool:
        """Record the answer to a poll after `cursor`. Return True if the poll must be repeated with this cursor."""
        self._pause = min(max(FIRST, self._pause * 2), LONGEST) if damaged else 0.0
        self._doubtful = damaged and not (self._doubtful and self._cursor == cursor)
        self._cursor = cursor
        return self._doubtful
