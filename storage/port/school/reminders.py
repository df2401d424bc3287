"""Reminders of campaigns for a parent: deadlines for their children, and goals whose reminders they declined."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol


class Asked(NamedTuple):
    """A campaign's deadline by which a person's child is to reach a goal that it has not reached yet."""

    child: str
    goal: str
    deadline: date
    role: str
    declined: bool


class Reminders(Protocol):
    """Reminders of campaigns: a person may decline them goal by goal."""

    async def decline(self, person: str, goal: str, now: datetime) -> None:
        """Record that this person declines reminders of a goal: none are sent to them any more."""

    async def allow(self, person: str, goal: str) -> None:
        """Record that this person allows reminders of a goal again."""

    async def declined(self, person: str) -> Sequence[str]:
        """Return the goals whose reminders a person has declined."""

    async def asked(self, person: str) -> Sequence[Asked]:
        """Return the current deadlines of campaigns for goals that the person's children have not reached yet."""
