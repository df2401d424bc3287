"""How platforms refuse calls that come too fast."""

import time
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable

Ticks = Callable[[], float]


class AnySecond:
    """Accepts so many calls within any one second, and refuses the others."""

    def __init__(self, most: int, ticks: Ticks = time.monotonic) -> None:
        """Store the limit; 0 accepts everything."""
        self.most, self._ticks = most, ticks
        self.accepted: list[float] = []  #: when a call was accepted
        self.refused: list[float] = []
        self._last: deque[float] = deque()

    def __call__(self) -> bool:
        """Count a call; return True if it is accepted."""
        now = self._ticks()
        while self._last and self._last[0] <= now - 1.0:
            self._last.popleft()
        if self.most and len(self._last) >= self.most:
            self.refused.append(now)
            return False
        self._last.append(now)
        self.accepted.append(now)
        return True

    def within(self, since: float, until: float) -> int:
        """Return the number of calls accepted between two moments."""
        return bisect_right(self.accepted, until) - bisect_left(self.accepted, since)


class OneChat:
    """About one message a second in one chat, and a short burst (A2): a bucket of `burst` messages."""

    def __init__(self, burst: int = 5, ticks: Ticks = time.monotonic) -> None:
        """Store the capacity of the bucket, which loses one message a second."""
        self._burst, self._ticks = burst, ticks
        self._levels: dict[int, tuple[float, float]] = {}
        self.refused = 0

    def __call__(self, chat: int) -> bool:
        """Count a message to a chat; return True if it is accepted."""
        now = self._ticks()
        level, at = self._levels.get(chat, (0.0, now))
        level = max(0.0, level - (now - at))
        accepted = level + 1 <= self._burst
        self._levels[chat] = (level + accepted, now)
        self.refused += not accepted
        return accepted
