"""Clocks: the machine's clock, and a clock that the demo, the terminal or a test sets."""

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
        """Start at `start`, a time with a time zone."""
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the time the clock is set to, in UTC."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Set the clock to a time. A time earlier than the current one is ignored."""
        self._now = max(self._now, moment.astimezone(UTC))
