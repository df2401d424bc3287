"""Roles of staff and class teachers: given until a day, given up, taken away."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class ClassTeacher(NamedTuple):
    """A class teacher's role in a list. `last_day`: ISO date a substitute's role ends; empty: permanent."""

    role: str
    class_name: str
    last_day: str
    since: datetime


class Roles(Protocol):
    """Roles of persons in classes and schools."""

    async def speaks_for(self, person: str, klass: str) -> tuple[str, str] | None:
        """Return (school, role) a person acts with for a class; `klass` empty: for the whole school. None: no role."""

    async def let_in(self, klass: str, last_day: date, ends_at: datetime, person: str, now: datetime) -> Answer:
        """Make a single-use code for a substitute, whose role ends at `ends_at`. Slots: code.

        Refused("unknown") for a substitute, a teacher of another class, staff of another school.
        """

    async def leave(self, klass: str, person: str) -> Answer:
        """Give up one's own role in a class. Refused("unknown"): the person has none."""

    async def take_off(self, role: str, person: str) -> Answer:
        """Take a class teacher's role away, as staff of the school. `role` is a value of `class_teachers`.

        Slots: whose (the teacher's person), klass, class_name. Refused("unknown") for any other role.
        """

    async def class_teachers(self, person: str) -> Sequence[ClassTeacher]:
        """Return the class teachers of the school whose staff the person is."""
