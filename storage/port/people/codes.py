"""Codes: typed by a person to become a parent, a teacher or staff."""

from datetime import datetime
from typing import Protocol

from storage.port.answers import Answer


class Codes(Protocol):
    """Codes of all kinds: class, family, child, teacher, staff, link."""

    async def redeem(self, code: str, person: str, now: datetime) -> Answer:
        """Use a code. What is granted, by the kind of code:

        class: told kind, klass, class_name, school; nothing is written.
        child: the person becomes a parent of the child; told kind, child; the code is spent.
        family: told kind, of_family, klass, class_name, school, number, for the child to be created. If this person has
        a child without a number in the class, it gets the number: told kind=number, child and the rest. If the family
        has come already: as kind=child. The code is spent.
        teacher, staff: a role; told kind, school, klass, class_name; the code is spent.
        link: nothing is written; told kind, code, children, questions (of this person), children_there,
        questions_there (of the one who made it).

        Lost: it was spent by another; one's own spent code is granted again. Refused("unknown"): not found or revoked,
        and counted. Refused("too_many"): the sixth wrong code within an hour, whatever the sixth is.
        """

    async def make(self, kind: str, person: str, now: datetime, klass: str = "", child: str = "") -> Answer:
        """Make a code and return it as told.code.

        class: the permanent code of a class, made once. teacher: single use, for a class. staff: single use. child:
        single use, for a child of this person; their earlier unspent ones are revoked. link: single use, valid for a
        quarter of an hour; the earlier one is revoked. Refused("unknown"): not a class of the person's school (staff)
        or theirs (teacher), or not their child.
        """

    async def revoke(self, code: str, now: datetime) -> bool:
        """Revoke a code; return False if there is no such code. Persons who used it keep what they got."""

    async def end_of_class(self, klass: str, person: str, now: datetime) -> Answer:
        """Revoke the permanent code of a class; `make` makes another. Refused("unknown") for anybody but the class's
        teacher and the staff of its school."""
