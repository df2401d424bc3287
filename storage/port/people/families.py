"""Families of a class, as its teacher sees them: by number of the teacher's own paper list."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class PaperList(NamedTuple):
    """Families of a class: on the teacher's paper list, come of those, come without a number."""

    listed: int
    came: int
    new: int


class Families(Protocol):
    """Families, for the class's teacher and the staff of its school; for anybody else Refused("unknown") or nothing."""

    async def set_count(self, klass: str, count: int, person: str, now: datetime) -> Answer:
        """Set how many families the paper list has: numbers 1…count exist. Told count, never less than the greatest
        number that came. The slips of numbers that no longer exist are revoked."""

    async def paper_list(self, klass: str, person: str) -> PaperList:
        """Count the families of a class; zeros for anybody who may not see them."""

    async def number(self, klass: str, family: str, number: int, person: str, now: datetime) -> Answer:
        """Give a new family (`n2`, a value of `new`) its number; told number. The number's slip is revoked.

        Lost: the number has come already. Refused("unknown"): no such family or number.
        """

    async def remove(self, klass: str, family: str, person: str, now: datetime) -> Answer:
        """Remove the children of a family (`7`, or `n2` for a new one) from the class; their records stay theirs.

        A number stays on the list. Refused("nobody"): nobody came of it.
        """

    async def parents(self, klass: str, family: str, person: str) -> Sequence[tuple[str, str]]:
        """Return (parent, child) of a family."""

    async def new(self, klass: str, person: str) -> Sequence[int]:
        """Return the families without a number, each by its mark, in their order: 1, 2, …"""
