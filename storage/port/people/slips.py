"""Slips: single-use codes for families, numbered as in the teacher's paper list."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class SlipRow(NamedTuple):
    """A slip: a number of the paper list, and the code of its family."""

    number: int
    code: str


class Slips(Protocol):
    """Slips, for the class's teacher and the staff of its school; for anybody else Refused("unknown") or nothing."""

    async def waiting(self, klass: str, person: str) -> Sequence[SlipRow]:
        """Return the slips of the families that have not come yet, by number."""

    async def make(self, klass: str, person: str, now: datetime) -> Answer:
        """Make the missing codes of families that have not come yet. Slots: slips (how many there are now).

        Refused("nobody"): all families have come, or the length of the list is not set.
        """

    async def renew(self, klass: str, number: int, person: str, now: datetime) -> Answer:
        """Make a new code for a number; the earlier one is revoked. Slots: code. For a family that has come already,
        the code admits the other parent. Refused("unknown"): the list has no such number."""
