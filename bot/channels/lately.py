"""Remembers what was done lately, so that it is not done twice: a press is answered once, a group told once a day."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST = 10_000  #: subjects kept in memory; the oldest is forgotten first
DAY = 86_400.0  #: seconds during which a group chat is told only once where to write, whoever presses and writes in it


class Lately:
    """The subjects of the last `span` seconds of a monotonic clock: ids of presses or of group chats."""

    def __init__(self, span: float = DAY, ticks: Callable[[], float] = time.monotonic) -> None:
        """Start with no subjects."""
        self._span, self._ticks = span, ticks
        self._known: OrderedDict[Hashable, float] = OrderedDict()

    def is_new(self, subject: Hashable) -> bool:
        """Return True at the first call with this `subject` within the span, whether or not it is then answered."""
        now = self._ticks()
        while self._known and (next(iter(self._known.values())) <= now - self._span or len(self._known) > MOST):
            self._known.popitem(last=False)
        if subject in self._known:
            return False
        self._known[subject] = now
        return True
