"""Families of a class, each known by its number on the teacher's paper list, or by a mark if it has no number yet."""

from collections.abc import Sequence
from datetime import datetime

from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.ids import short
from storage.port.people.families import PaperList
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Makers, Statements
from storage.sqlite.people.permissions import CLASS_IN_REACH
from storage.sqlite.people.slip_entry import EMPTY
from storage.sqlite.people.slips import BY_NUMBER, REVOKE
from storage.sqlite.people.turns import RELEASE

LISTED = "UPDATE classes SET families = :count WHERE id = :klass"
NUMBERS = "SELECT number FROM families WHERE class = :klass AND number IS NOT NULL"
GREATEST = """
SELECT coalesce(max(f.number), 0) FROM families f
WHERE f.class = :klass AND EXISTS (SELECT 1 FROM children k WHERE k.family = f.id)
"""
FAMILY = "INSERT INTO families (id, class, number) VALUES (?, ?, ?)"
# numbers that are no longer on the list: their slips are revoked
NO_MORE = """
UPDATE codes SET revoked_at = :now WHERE kind = 'family' AND revoked_at IS NULL
    AND family IN (SELECT id FROM families WHERE class = :klass AND number > :count)
"""
CROSSED_OUT = "DELETE FROM families WHERE class = :klass AND number > :count"
ROLL = """
SELECT c.families,
    (SELECT count(DISTINCT f.id) FROM families f JOIN children k ON k.family = f.id
        WHERE f.class = c.id AND f.number IS NOT NULL),
    (SELECT count(*) FROM children k JOIN families f ON f.id = k.family
        WHERE k.class = c.id AND f.number IS NULL)
FROM classes c WHERE c.id = :klass
"""
ABSENT = """
SELECT f.number FROM families f
WHERE f.class = :klass AND f.number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM children k WHERE k.family = f.id)
ORDER BY f.number
"""
BY_MARK = "SELECT id FROM families WHERE class = :klass AND number IS NULL AND mark = :mark"
NEW = """
SELECT f.mark FROM families f
WHERE f.class = :klass AND f.number IS NULL AND EXISTS (SELECT 1 FROM children k WHERE k.family = f.id)
ORDER BY f.mark
"""
CHILDREN = "SELECT id FROM children WHERE family = :family"
PARENTS = "SELECT g.person, g.child FROM guardians g JOIN children k ON k.id = g.child WHERE k.family = :family"
INTO = "UPDATE children SET family = :to WHERE family = :family"
OUT = "UPDATE children SET family = NULL, class = NULL WHERE family = :family"


class SqlFamilies:
    """Implements storage.port.people.families.Families."""

    def __init__(self, db: Statements, makers: Makers) -> None:
        """Store the connection on which the statements run, and the functions that make ids."""
        self._db, self._makers = db, makers

    async def set_count(self, klass: str, count: int, person: str, now: datetime) -> Answer:
        """Set how many families the paper list has. See `storage.port.people.families` for the answer."""
        if await self._db.row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return Refused("unknown")
        return Granted({"count": str(await self.lengthen(klass, count, now))})

    async def lengthen(self, klass: str, count: int, now: datetime) -> int:
        """Set the length of the paper list, at least to the greatest number whose family has joined.

        Return the length.
        """
        ((greatest,),) = await self._db.rows(GREATEST, klass=klass)
        count = max(count, int(greatest))
        self._db.defer(LISTED, klass=klass, count=count)
        self._db.defer(NO_MORE, klass=klass, count=count, now=text_of(now))
        self._db.defer(CROSSED_OUT, klass=klass, count=count)
        there = {number for (number,) in await self._db.rows(NUMBERS, klass=klass)}
        missing = [number for number in range(1, count + 1) if number not in there]
        self._db.defer_many(FAMILY, [(short(self._makers.ids()), klass, number) for number in missing])
        return count

    async def paper_list(self, klass: str, person: str) -> PaperList:
        """Return how many families of a class are on the list, how many of them joined, and how many have no number."""
        if await self._db.row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return PaperList(0, 0, 0)
        ((listed, came, new),) = await self._db.rows(ROLL, klass=klass)
        return PaperList(listed, came, new)

    async def absent(self, klass: str, person: str) -> Sequence[int]:
        """Return the numbers of the paper list whose families have not joined yet, in order."""
        if await self._db.row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return []
        return [int(number) for (number,) in await self._db.rows(ABSENT, klass=klass)]

    async def number(self, klass: str, family: str, number: int, person: str, now: datetime) -> Answer:
        """Give a number to a family that joined without one. See `storage.port.people.families` for refusals."""
        new = await self._family(klass, family, person)
        to = await self._db.row(BY_NUMBER, klass=klass, number=number)
        if new is None or to is None:
            return Refused("unknown")
        if await self._db.rows(CHILDREN, family=to[0]):
            return Lost()
        self._db.defer(REVOKE, klass=klass, family=to[0], now=text_of(now))
        self._db.defer(INTO, family=new, to=to[0])
        self._db.defer(EMPTY, klass=klass)
        return Granted({"number": str(number)})

    async def remove(self, klass: str, family: str, person: str, now: datetime) -> Answer:
        """Remove the children of a family from the class. See `storage.port.people.families` for refusals."""
        found = await self._family(klass, family, person)
        if found is None:
            return Refused("unknown")
        children = [child for (child,) in await self._db.rows(CHILDREN, family=found)]
        if not children:
            return Refused("nobody")
        self._db.defer(OUT, family=found)
        self._db.defer_many(RELEASE, [(child,) for child in children])
        self._db.defer(REVOKE, klass=klass, family=found, now=text_of(now))
        self._db.defer(EMPTY, klass=klass)
        return Granted({})

    async def parents(self, klass: str, family: str, person: str) -> Sequence[tuple[str, str]]:
        """Return (parent, child) for every parent and child of a family. `family` is as in `remove`."""
        found = await self._family(klass, family, person)
        return [(parent, child) for parent, child in await self._db.rows(PARENTS, family=found or "")]

    async def _family(self, klass: str, family: str, person: str) -> str | None:
        # «7» is a number, «n2» the mark of a new family: a teacher never gets an internal id
        if await self._db.row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return None
        mark = family.removeprefix("n")
        if not mark.isdecimal() or len(mark) > 4:
            return None
        found = (
            await self._db.row(BY_MARK, klass=klass, mark=int(mark))
            if mark != family
            else await self._db.row(BY_NUMBER, klass=klass, number=int(family))
        )
        return str(found[0]) if found else None

    async def new(self, klass: str, person: str) -> Sequence[int]:
        """Return the marks of the families that joined without a number of the paper list, in order.

        Marks are 1, 2, …
        """
        if await self._db.row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return []
        return [mark for (mark,) in await self._db.rows(NEW, klass=klass)]
