"""Families of a class as its teacher sees them: each is shown by its number on the teacher's own paper list."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class PaperList(NamedTuple):
    """Counts of the families of a class.

    `listed`: on the teacher's paper list. `came`: those of the list that have joined (a parent uses the bot). `new`:
    those that joined without a number.
    """

    listed: int
    came: int
    new: int


class Families(Protocol):
    """Families of a class. Only its teacher and the staff of its school may use them.

    For others, commands return Refused("unknown") and queries are empty.
    """

    async def set_count(self, klass: str, count: int, person: str, now: datetime) -> Answer:
        """Set how many families the paper list has: their numbers are 1…count.

        Granted has the slot `count`. It is at least the greatest number whose family has joined, even if a smaller one
        was asked for. Slips of numbers that no longer exist are revoked.
        """

    async def paper_list(self, klass: str, person: str) -> PaperList:
        """Return the counts of the families of a class; zeros if the person may not see them."""

    async def absent(self, klass: str, person: str) -> Sequence[int]:
        """Return the numbers of the paper list whose families have not joined yet, in order."""

    async def number(self, klass: str, family: str, number: int, person: str, now: datetime) -> Answer:
        """Give a number to a family that joined without one.

        `family` is `n2` for the family with the mark 2, see `new`. Granted has the slot `number`; the slip of that
        number is revoked. Return Lost if a family with this number has joined already. Return Refused("unknown") if the
        family or the number does not exist.
        """

    async def remove(self, klass: str, family: str, person: str, now: datetime) -> Answer:
        """Remove the children of a family from the class. Their records stay, and the number stays on the list.

        `family` is `7` for the number 7, or `n2` for the mark 2 of a family without a number. Return Refused("nobody")
        if the family has no children.
        """

    async def parents(self, klass: str, family: str, person: str) -> Sequence[tuple[str, str]]:
        """Return (parent, child) for every parent and child of a family. `family` is as in `remove`."""

    async def new(self, klass: str, person: str) -> Sequence[int]:
        """Return the marks of the families that joined without a number of the paper list, in order.

        Marks are 1, 2, …
        """
