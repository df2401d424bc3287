"""Reminders of campaigns from a parent's side: the deadlines that concern them, and the goals they declined."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol


class Asked(NamedTuple):
    """A deadline that concerns a person's child, for a goal the child has not reached yet."""

    child: str
    goal: str
    deadline: date
    role: str
    declined: bool


class Reminders(Protocol):
    """Reminders of a person."""

    async def decline(self, person: str, goal: str, now: datetime) -> None:
        """Stop sending this person reminders of a goal."""

    async def allow(self, person: str, goal: str) -> None:
        """Send reminders of a goal again."""

    async def declined(self, person: str) -> Sequence[str]:
        """Return the goals a person declined."""

    async def asked(self, person: str) -> Sequence[Asked]:
        """Return the current deadlines of the person's children, of goals they have not reached."""
