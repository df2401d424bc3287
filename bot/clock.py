"""Clocks: the machine's, and one that is set by hand (the demo, the terminal, the tests)."""

from datetime import UTC, datetime
from typing import Protocol


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
        """Start at a time-zone-aware time."""
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the time the clock is set to, in UTC."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Move to a time; an earlier time than the current one is ignored."""
        self._now = max(self._now, moment.astimezone(UTC))
