"""Families of a class, as its teacher sees them: by number of the teacher's own paper list."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class PaperList(NamedTuple):
    """Counts of a class: families on the teacher's paper list, those of them that came, those that came without a
    number."""

    listed: int
    came: int
    new: int


class Families(Protocol):
    """Families, for the class's teacher and the staff of its school; for anybody else Refused("unknown") or nothing."""

    async def set_count(self, klass: str, count: int, person: str, now: datetime) -> Answer:
        """Set how many families the paper list has: numbers 1…count exist. Slots: count, never less than the
        greatest number whose family came. The slips of numbers that no longer exist are revoked."""

    async def paper_list(self, klass: str, person: str) -> PaperList:
        """Count the families of a class; zeros for anybody who may not see them."""

    async def number(self, klass: str, family: str, number: int, person: str, now: datetime) -> Answer:
        """Give a new family (`n2`: the mark 2 that `new` returned) its number. Slots: number. The slip is revoked.

        Lost: a family with the number came already. Refused("unknown"): no such family or number.
        """

    async def remove(self, klass: str, family: str, person: str, now: datetime) -> Answer:
        """Remove the children of a family (`7`, or `n2` for a new one) from the class; the records of
        the children stay.

        The number stays on the list. Refused("nobody"): no child has it.
        """

    async def parents(self, klass: str, family: str, person: str) -> Sequence[tuple[str, str]]:
        """Return (parent, child) of a family."""

    async def new(self, klass: str, person: str) -> Sequence[int]:
        """Return the families without a number, each by its mark, in their order: 1, 2, …"""
