"""Codes: a person types one to become a parent, a teacher or a member of staff, or to link two chats."""

from datetime import datetime
from typing import Protocol

from storage.port.answers import Answer


class Codes(Protocol):
    """Codes of all kinds: class, family, child, teacher, staff, link."""

    async def redeem(self, code: str, person: str, now: datetime) -> Answer:
        """Use a code. The slots of Granted depend on the kind of the code.

        class: the slots are kind, klass, class_name, school. Nothing is written.

        child: the person becomes a parent of the child. The slots are kind, child. The code is spent.

        family: the slots are kind, of_family, klass, class_name, school, number; the caller creates the child. If this
        person has a child without a number in the class, that child gets the number instead, the slot kind is `number`,
        and there is a slot child. If the family has children already, the answer is that of a child's code. The code is
        spent.

        teacher, staff: the person becomes a teacher of the class, or staff of the school. The slots are
        kind, school, klass, class_name. The code is spent.

        link: nothing is written. The slots are kind, code, children and questions (counts of this person),
        children_there and questions_there (counts of the person who made the code).

        Return Lost if another person spent the code; a code that this person spent is granted again. Return
        Refused("unknown") if the code is revoked or does not exist; the attempt is counted. Return Refused("too_many")
        for any code after five wrong ones in an hour.
        """

    async def look_up(self, code: str, person: str, now: datetime) -> Answer:
        """Return whether a code gives a role at a school: Granted has the slot kind, teacher or staff.

        Nothing is written but the attempt. Return Lost if another person spent it, and Refused("unknown") for any other
        code. Return Refused("too_many") after five wrong codes in an hour, or after twenty such questions in vain.
        """

    async def make(self, kind: str, person: str, now: datetime, klass: str = "", child: str = "") -> Answer:
        """Make a code. Granted has the slot `code`.

        class: the permanent code of the class; an existing one is returned. teacher: single use, for the class. staff:
        single use. child: single use, for a child of this person; their earlier unspent codes are revoked. link: single
        use, valid for 15 minutes; the earlier one is revoked.

        Return Refused("unknown") if this person neither teaches the class nor is staff of its school, or is no parent
        of the child.
        """

    async def revoke(self, code: str, now: datetime) -> bool:
        """Revoke a code. Return False if it does not exist. Persons who used the code keep what they got by it."""

    async def end_of_class(self, klass: str, person: str, now: datetime) -> Answer:
        """Revoke the permanent code of a class. `make` can make another.

        Return Refused("unknown") if `person` is neither the teacher of the class nor staff of its school.
        """
