"""Reminders of campaigns as a parent sees them: which deadlines concern them, which they declined."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol


class Asked(NamedTuple):
    """A deadline of a person's child, of a goal not reached yet."""

    child: str
    goal: str
    deadline: date
    role: str
    declined: bool


class Reminders(Protocol):
    """Reminders of a person."""

    async def decline(self, person: str, goal: str, now: datetime) -> None:
        """Send this person no reminders of a goal."""

    async def allow(self, person: str, goal: str) -> None:
        """Send reminders of a goal again."""

    async def declined(self, person: str) -> Sequence[str]:
        """Return the goals a person declined."""

    async def asked(self, person: str) -> Sequence[Asked]:
        """Return the current deadlines of the person's children, of goals they have not reached."""
