"""Codes: typed by a person to become a parent, a teacher or staff."""

from datetime import datetime
from typing import Protocol

from storage.port.answers import Answer


class Codes(Protocol):
    """Codes of all kinds: class, family, child, teacher, staff, link."""

    async def redeem(self, code: str, person: str, now: datetime) -> Answer:
        """Use a code. The slots of Granted depend on the kind of code:

        class: slots kind, klass, class_name, school; nothing is written.
        child: the person becomes a parent of the child; slots kind, child; the code is spent.
        family: slots kind, of_family, klass, class_name, school, number, for the child to be created. If this person
        has a child without a number in the class, the child gets the number: slots kind=number, child and the rest. If
        the family has children already: as kind=child. The code is spent.
        teacher, staff: the person gets the role; slots kind, school, klass, class_name; the code is spent.
        link: nothing is written; slots kind, code, children, questions (counts of this person), children_there,
        questions_there (counts of the person who made the code).

        Lost: another person spent it; a code spent by this person is granted again. Refused("unknown"): not found or
        revoked; the attempt is counted. Refused("too_many"): after five wrong codes within an hour, for any code.
        """

    async def make(self, kind: str, person: str, now: datetime, klass: str = "", child: str = "") -> Answer:
        """Make a code and return it in the slot `code`.

        class: the permanent code of a class, made once. teacher: single use, for a class. staff: single use. child:
        single use, for a child of this person; their earlier unspent ones are revoked. link: single use, valid for a
        quarter of an hour; the earlier one is revoked. Refused("unknown"): the class is neither of the person's
        school (staff) nor their own (teacher), or the child is not theirs.
        """

    async def revoke(self, code: str, now: datetime) -> bool:
        """Revoke a code; return False if there is no such code. Persons who used it keep what they got."""

    async def end_of_class(self, klass: str, person: str, now: datetime) -> Answer:
        """Revoke the permanent code of a class; `make` makes another. Refused("unknown") for anybody but the class's
        teacher and the staff of its school."""
