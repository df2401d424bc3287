"""Reminders of campaigns as a parent sees them: deadlines for their children, and goals without reminders."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol


class Asked(NamedTuple):
    """A deadline for a person's child, for a goal that the child has not reached yet."""

    child: str
    goal: str
    deadline: date
    role: str
    declined: bool


class Reminders(Protocol):
    """Reminders that a person may decline."""

    async def decline(self, person: str, goal: str, now: datetime) -> None:
        """Stop sending this person reminders of a goal."""

    async def allow(self, person: str, goal: str) -> None:
        """Send this person reminders of a goal again."""

    async def declined(self, person: str) -> Sequence[str]:
        """Return the goals for which a person wants no reminders."""

    async def asked(self, person: str) -> Sequence[Asked]:
        """Return the current deadlines for goals that the person's children have not reached yet."""
