"""Slips: single-use codes for families, each for one number of the teacher's paper list."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class SlipRow(NamedTuple):
    """A slip: a number of the teacher's paper list, and the single-use code of the family with this number."""

    number: int
    code: str


class Slips(Protocol):
    """Slips. Only the class teacher and the staff of the school may use them.

    For others, commands return Refused("unknown") and queries are empty.
    """

    async def waiting(self, klass: str, person: str) -> Sequence[SlipRow]:
        """Return the slips of the families that have not joined yet, ordered by number."""

    async def make(self, klass: str, person: str, now: datetime) -> Answer:
        """Make the missing codes of families that have not joined yet.

        Granted has the slot `slips` (how many there are now). Return Refused("nobody") if all families have joined, or
        if the length of the list is not set.
        """

    async def renew(self, klass: str, number: int, person: str, now: datetime) -> Answer:
        """Make a new code for a number of the paper list, and revoke the earlier one. Granted has the slot `code`.

        If the family has joined already, the code is for the other parent. Return Refused("unknown") if the list has no
        such number.
        """
