"""Clocks: the machine's clock, and a clock that the demo, the terminal or a test sets."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

log = logging.getLogger(__name__)

EARLIEST = datetime(2026, 11, 1, tzinfo=UTC)  #: a clock that shows an earlier time is wrong: the program is younger
STEP = 30.0  #: seconds by which a clock is set back in one step; less is its ordinary correction


class Clock(Protocol):
    """A source of the current time."""

    def now(self) -> datetime:
        """Return the current time in UTC."""


class WallClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the current time in UTC."""
        return datetime.now(UTC)


class MovedClock:
    """A clock that stands still until it is set."""

    def __init__(self, start: datetime) -> None:
        """Start at `start`, a time with a time zone."""
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the time the clock is set to, in UTC."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Set the clock to a time. A time earlier than the current one is ignored."""
        self._now = max(self._now, moment.astimezone(UTC))


class ClockWatch:
    """Notices when a clock was set back, by comparing it with one that cannot be set."""

    def __init__(self, clock: Clock, ticks: Callable[[], float] = time.monotonic) -> None:
        """Store the clock, and `ticks`, which returns seconds since any moment and never goes back."""
        self._clock, self._ticks = clock, ticks
        self._ahead: float | None = None  #: seconds by which the clock was ahead of `ticks` at the last look
        self._set_back = 0.0

    def stepped(self) -> bool:
        """Return True at the first call, and if the clock was set back by more than STEP seconds since the last one."""
        ahead, before = self._clock.now().timestamp() - self._ticks(), self._ahead
        if before is None:
            self._ahead = ahead
            if not self.right:
                log.error("the clock shows %s: that cannot be true", self._clock.now().isoformat(timespec="seconds"))
            return True
        if before - ahead <= STEP:
            self._ahead = max(before, ahead)
            return False
        self._ahead, self._set_back = ahead, before - ahead
        log.warning("the clock was set back by %.0f s", self._set_back)
        return True

    @property
    def right(self) -> bool:
        """Return False if the clock shows a time before this program was made."""
        return self._clock.now() >= EARLIEST

    def report(self) -> dict[str, object]:
        """Return what `GET /health` says of the clock: if it can be right, and by how much it was last set back."""
        return {"ok": self.right, "set_back_s": round(self._set_back)}
