"""What time it is: the wall's, or one that is moved by hand (the demo, the terminal, the tests)."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the moment, in UTC."""

    def now(self) -> datetime:
        """Give the moment it is."""


class WallClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the moment it is."""
        return datetime.now(UTC)


class MovedClock:
    """A clock that stands still until it is set."""

    def __init__(self, start: datetime) -> None:
        """Start at a moment with a time zone."""
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Give the moment it was set to."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Move to a moment; never backwards."""
        self._now = max(self._now, moment.astimezone(UTC))
