"""Roles of staff and class teachers: how they begin, are given up, and are taken away."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class ClassTeacher(NamedTuple):
    """A class teacher's role in a list. `last_day`: ISO date on which a substitute's role ends; empty if permanent."""

    role: str
    class_name: str
    last_day: str
    since: datetime


class Roles(Protocol):
    """Roles of persons in classes and schools."""

    async def speaks_for(self, person: str, klass: str) -> tuple[str, str] | None:
        """Return (school, role) with which a person acts for a class; None if they have no role there.

        An empty `klass` stands for the whole school.
        """

    async def let_in(self, klass: str, last_day: date, ends_at: datetime, person: str, now: datetime) -> Answer:
        """Make a single-use code for a substitute teacher, whose role ends at `ends_at`. Granted has the slot `code`.

        Refused("unknown") if `person` is neither a permanent teacher of the class nor staff of its school.
        """

    async def leave(self, klass: str, person: str) -> Answer:
        """Give up one's own role in a class. Refused("unknown") if the person has none."""

    async def take_off(self, role: str, person: str) -> Answer:
        """Take a class teacher's role away, on behalf of staff of the school. `role` is a value listed by
        `class_teachers`.

        Granted has the slots whose (id of the teacher), klass, class_name. Refused("unknown") for any other role.
        """

    async def class_teachers(self, person: str) -> Sequence[ClassTeacher]:
        """Return the class teachers of the school whose staff the person is."""
