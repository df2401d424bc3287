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
        """Return the (school, role) with which a person acts for a class; None if they have no role there.

        If `klass` is empty: the school in which the person is staff.
        """

    async def let_in(self, klass: str, last_day: date, ends_at: datetime, person: str, now: datetime) -> Answer:
        """Make a single-use code for a substitute teacher of a class. Granted has the slot `code`.

        The role that the code gives ends at the moment `ends_at`, the end of the day `last_day`. `person` makes the
        code. Return Refused("unknown") if `person` is neither a permanent teacher of the class nor staff of its school.
        """

    async def leave(self, klass: str, person: str) -> Answer:
        """End the role that `person` has in a class, at their own request.

        Return Refused("unknown") if they have none.
        """

    async def take_off(self, role: str, person: str) -> Answer:
        """Take a class teacher's role away, at the request of `person`, who is staff of the school.

        `role` is the id of a role that `class_teachers` returns for this person. Granted has the slots `whose` (id of
        the teacher), `klass` and `class_name`. Return Refused("unknown") for any other role.
        """

    async def class_teachers(self, person: str) -> Sequence[ClassTeacher]:
        """Return the class teachers of the school in which the person is staff."""
