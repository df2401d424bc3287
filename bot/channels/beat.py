"""Computes when the calls of an account may start: evenly spaced, and never more than the platform counts in a second.

The spacing alone does not keep the limit: a slow network or a busy server can bunch calls that started evenly. So a
call also keeps one of `most` places, from its start until a second after the platform surely counted it.
"""

from collections import deque
from itertools import count
from typing import NamedTuple

SECOND = 1.0
HELD = 3.0  #: seconds after which a call that has no answer gives up its place
RECENT = 100  #: calls whose shortest duration is the time that a call takes on an idle network
LATE = 0.02  #: seconds of delay that the spacing makes up for


class Begun(NamedTuple):
    """A call that started at the time `at`."""

    number: int
    at: float


class Beat:
    """Spaces the calls of one account. Times are seconds of a monotonic clock."""

    def __init__(self, pace: float, most: int, late: float = LATE) -> None:
        """Allow the first call at once.

        `pace`: seconds between the starts of two calls; 0 for no limit at all. `most`: calls within any second. If a
        call starts late, the next ones start up to `late` seconds sooner to make up for the delay.
        """
        self.pace, self._most, self._late = pace, most, late
        self._next = float("-inf")
        self._numbers = count()
        self._open: dict[int, float] = {}  #: when each call began that has no answer yet
        self._ended: dict[int, float] = {}  #: when each answer came
        self._took: deque[float] = deque(maxlen=RECENT)

    def wait(self, now: float) -> float:
        """Return the seconds from `now` until a call may start."""
        if not self.pace:
            return 0.0
        until = self._taken(now)
        full = len(until) - self._most
        free = until[full] if full >= 0 else now
        return max(0.0, self._next - now, free - now)

    def begin(self, now: float) -> Begun:
        """Count a call that starts at the time `now`. Pass the result to `end`."""
        begun = Begun(next(self._numbers), now)
        self._open[begun.number] = now
        self._next = max(now - self._late, self._next) + self.pace
        return begun

    def end(self, begun: Begun, now: float) -> None:
        """Count the answer to a call."""
        self._took.append(now - begun.at)
        if self._open.pop(begun.number, None) is not None:
            self._ended[begun.number] = now

    def _taken(self, now: float) -> list[float]:
        """Return, sorted, the times at which the places that are taken at the time `now` become free.

        If a call on an idle network takes `quickest` seconds, some of them pass before the platform counts the call and
        the others after it. So a call that starts `SECOND - quickest` after an answer is counted a second later.
        """
        later = SECOND - min(self._took, default=0.0)
        self._open = {number: began for number, began in self._open.items() if began + HELD > now}
        self._ended = {number: ended for number, ended in self._ended.items() if ended + later > now}
        return sorted([*(began + HELD for began in self._open.values()), *(at + later for at in self._ended.values())])
