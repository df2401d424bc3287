"""Slips: single-use codes of the families of a class, which the teacher hands out on paper."""

from collections.abc import Sequence
from datetime import datetime

from storage.port.answers import Answer, Granted, Refused
from storage.port.people.slips import SlipRow
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Makers, Statements
from storage.sqlite.people.permissions import CLASS_IN_REACH

#: Families that have not come yet, each with its valid code
WAITING = """
SELECT f.id, f.number, (
    SELECT code FROM codes k WHERE k.family = f.id AND k.kind = 'family' AND k.spent_at IS NULL AND k.revoked_at IS NULL
    ORDER BY made_at DESC, code LIMIT 1
)
FROM families f
WHERE f.class = :klass AND f.number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM children k WHERE k.family = f.id)
ORDER BY f.number
"""
CODE = "INSERT INTO codes (code, kind, school, class, family, single, made_by, made_at) VALUES (?,'family',?,?,?,1,?,?)"
BY_NUMBER = "SELECT id FROM families WHERE class = :klass AND number = :number"
REVOKE = """
UPDATE codes SET revoked_at = :now WHERE revoked_at IS NULL AND spent_at IS NULL
    AND (kind, class, family) = ('family', :klass, :family)
"""


class SqlSlips:
    """Implements storage.port.people.slips.Slips."""

    def __init__(self, db: Statements, makers: Makers) -> None:
        """Store the connection on which the statements run, and the function that makes codes."""
        self._db, self._makers = db, makers

    async def waiting(self, klass: str, person: str) -> Sequence[SlipRow]:
        """Return the slips of the families that have not joined yet, ordered by number."""
        reach = await self._db.row(CLASS_IN_REACH, person=person, klass=klass)
        return await self.of_class(klass) if reach else []

    async def of_class(self, klass: str) -> Sequence[SlipRow]:
        """Return the slips of the families of a class that have not joined yet, without checking permissions."""
        return [SlipRow(number, code) for _, number, code in await self._db.rows(WAITING, klass=klass) if code]

    async def make(self, klass: str, person: str, now: datetime) -> Answer:
        """Make the slips that a class lacks. See `storage.port.people.slips` for refusals."""
        reach = await self._db.row(CLASS_IN_REACH, person=person, klass=klass)
        if reach is None:
            return Refused("unknown")
        made = await self.add(klass, str(reach[0]), person, now)
        return Granted({"slips": str(made)}) if made else Refused("nobody")

    async def add(self, klass: str, school: str, person: str, now: datetime) -> int:
        """Make the slips that a class lacks, without checking permissions. Return how many slips the class has now."""
        found, at = await self._db.rows(WAITING, klass=klass), text_of(now)
        lacking = [family for family, _, code in found if code is None]
        self._db.defer_many(CODE, [(self._makers.codes(), school, klass, family, person, at) for family in lacking])
        return len(found)

    async def renew(self, klass: str, number: int, person: str, now: datetime) -> Answer:
        """Make a new code for a number of the paper list, and revoke the earlier one, unless it is spent.

        See `storage.port.people.slips` for refusals.
        """
        reach = await self._db.row(CLASS_IN_REACH, person=person, klass=klass)
        family = await self._db.row(BY_NUMBER, klass=klass, number=number)
        if reach is None or family is None:
            return Refused("unknown")
        code, at = self._makers.codes(), text_of(now)
        self._db.defer(REVOKE, klass=klass, family=family[0], now=at)
        self._db.defer_many(CODE, [(code, reach[0], klass, family[0], person, at)])
        return Granted({"code": code})
