"""Roles of staff and class teachers: given for a time, left, taken away."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class ClassTeacher(NamedTuple):
    """A class teacher's role in a list. `last_day`: of a substitute, an ISO date; empty: no end is set."""

    role: str
    class_name: str
    last_day: str
    since: datetime


class Roles(Protocol):
    """Roles; the table is called `roles`."""

    async def speaks_for(self, person: str, klass: str) -> tuple[str, str] | None:
        """Return the school and the role a person has towards a class; `klass` empty: towards the whole school."""

    async def let_in(self, klass: str, last_day: date, ends_at: datetime, person: str, now: datetime) -> Answer:
        """Make a single-use code for a substitute, whose role ends at `ends_at`; told code.

        Refused("unknown") for a substitute, a teacher of another class, staff of another school.
        """

    async def leave(self, klass: str, person: str) -> Answer:
        """Give up one's own role in a class. Refused("unknown"): the person has none."""

    async def take_off(self, role: str, person: str) -> Answer:
        """Take a class teacher's role away, as staff of the school. `role` is a value of `class_teachers`.

        Told whose (a person), klass, class_name. Refused("unknown") for any other role.
        """

    async def class_teachers(self, person: str) -> Sequence[ClassTeacher]:
        """Return the class teachers of the school whose staff the person is."""
