"""Families as a teacher sees them: numbers of their own paper list, and new ones whose number nobody said yet."""

from collections.abc import Sequence
from datetime import datetime

from flows.context.known import family_title
from flows.values.events import Option
from storage.port.ids import short
from storage.port.values import Answer, Granted, Lost, PaperList, Refused, SlipRow
from storage.sqlite.core.moments import text_of
from storage.sqlite.people.codes import CLASS_IN_REACH, Codes
from storage.sqlite.people.founding import CLASS_OF
from storage.sqlite.people.keeping import RELEASE
from storage.sqlite.people.slips import EMPTY

LISTED = "UPDATE classes SET families = :count WHERE id = :klass"
NUMBERS = "SELECT number FROM families WHERE class = :klass AND number IS NOT NULL"
GREATEST = """
SELECT coalesce(max(f.number), 0) FROM families f
WHERE f.class = :klass AND EXISTS (SELECT 1 FROM children k WHERE k.family = f.id)
"""
FAMILY = "INSERT INTO families (id, class, number) VALUES (?, ?, ?)"
# numbers the list has no more: their slips end with them
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
#: Families nobody has come of yet, each with the code that still lets somebody in
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
BY_MARK = "SELECT id FROM families WHERE class = :klass AND number IS NULL AND mark = :mark"
REVOKE = """
UPDATE codes SET revoked_at = :now WHERE revoked_at IS NULL AND spent_at IS NULL
    AND (kind, class, family) = (:kind, :klass, :family)
"""
NEW = """
SELECT f.mark FROM families f
WHERE f.class = :klass AND f.number IS NULL AND EXISTS (SELECT 1 FROM children k WHERE k.family = f.id)
ORDER BY f.mark
"""
CHILDREN = "SELECT id FROM children WHERE family = :family"
PARENTS = "SELECT g.person, g.child FROM guardians g JOIN children k ON k.id = g.child WHERE k.family = :family"
INTO = "UPDATE children SET family = :to WHERE family = :family"
OUT = "UPDATE children SET family = NULL, class = NULL WHERE family = :family"


class Families(Codes):
    """Families of a class, asked about by its teacher or by staff of its school; nobody else gets an answer."""

    async def list_families(self, klass: str, count: int, person: str, now: datetime) -> Answer:
        """Keep how many families the teacher's paper list has, as the port says."""
        if await self._row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return Refused("unknown")
        return Granted({"count": str(await self._listed(klass, count, now))})

    async def establish_slips(self, school: str, klass: str, count: int, now: datetime) -> Sequence[SlipRow]:
        """Make the slips of a class by its name, its list as long as said. KeyError: no such class."""
        found = await self._row(CLASS_OF, school=school, name=klass)
        if found is None:
            raise KeyError(klass)
        await self._listed(str(found[0]), count, now)
        await self._slipped(str(found[0]), school, "", now)
        return await self._slips(str(found[0]))

    async def _listed(self, klass: str, count: int, now: datetime) -> int:
        ((greatest,),) = await self._rows(GREATEST, klass=klass)
        count = max(count, int(greatest))
        await self._run(LISTED, klass=klass, count=count)
        await self._run(NO_MORE, klass=klass, count=count, now=text_of(now))
        await self._run(CROSSED_OUT, klass=klass, count=count)
        there = {number for (number,) in await self._rows(NUMBERS, klass=klass)}
        missing = [number for number in range(1, count + 1) if number not in there]
        await self._many(FAMILY, [(short(self._makers.ids()), klass, number) for number in missing])
        return count

    async def paper_list(self, klass: str, person: str) -> PaperList:
        """Count the families of a class: on the list, come, new."""
        if await self._row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return PaperList(0, 0, 0)
        ((listed, came, new),) = await self._rows(ROLL, klass=klass)
        return PaperList(listed, came, new)

    async def slips(self, klass: str, person: str) -> Sequence[SlipRow]:
        """Give the slips of the families nobody has come of yet, in the order of their numbers."""
        reach = await self._row(CLASS_IN_REACH, person=person, klass=klass)
        return await self._slips(klass) if reach else []

    async def make_slips(self, klass: str, person: str, now: datetime) -> Answer:
        """Make the slips of the families nobody has come of yet, as the port says."""
        reach = await self._row(CLASS_IN_REACH, person=person, klass=klass)
        if reach is None:
            return Refused("unknown")
        made = await self._slipped(klass, str(reach[0]), person, now)
        return Granted({"slips": str(made)}) if made else Refused("nobody")

    async def _slips(self, klass: str) -> Sequence[SlipRow]:
        return [SlipRow(number, code) for _, number, code in await self._rows(WAITING, klass=klass) if code]

    async def _slipped(self, klass: str, school: str, person: str, now: datetime) -> int:
        found, at = await self._rows(WAITING, klass=klass), text_of(now)
        lacking = [family for family, _, code in found if code is None]
        await self._many(CODE, [(self._makers.codes(), school, klass, family, person, at) for family in lacking])
        return len(found)

    async def new_slip(self, klass: str, number: int, person: str, now: datetime) -> Answer:
        """Make the code of a family anew, as the port says."""
        reach = await self._row(CLASS_IN_REACH, person=person, klass=klass)
        family = await self._row(BY_NUMBER, klass=klass, number=number)
        if reach is None or family is None:
            return Refused("unknown")
        code, at = self._makers.codes(), text_of(now)
        await self._run(REVOKE, kind="family", klass=klass, family=family[0], now=at)
        await self._many(CODE, [(code, reach[0], klass, family[0], person, at)])
        return Granted({"code": code})

    async def end_class_code(self, klass: str, person: str, now: datetime) -> Answer:
        """Let nobody in by the code of the class any more."""
        if await self._row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return Refused("unknown")
        await self._run(REVOKE, kind="class", klass=klass, family="", now=text_of(now))
        return Granted({})

    async def number_family(self, klass: str, family: str, number: int, person: str, now: datetime) -> Answer:
        """Give a new family its number, as the port says."""
        new = await self._family(klass, family, person)
        to = await self._row(BY_NUMBER, klass=klass, number=number)
        if new is None or to is None:
            return Refused("unknown")
        if await self._rows(CHILDREN, family=to[0]):
            return Lost()
        await self._run(REVOKE, kind="family", klass=klass, family=to[0], now=text_of(now))
        await self._run(INTO, family=new, to=to[0])
        await self._run(EMPTY, klass=klass)
        return Granted({"number": str(number)})

    async def remove_family(self, klass: str, family: str, person: str, now: datetime) -> Answer:
        """Take a family out of the class, as the port says."""
        found = await self._family(klass, family, person)
        if found is None:
            return Refused("unknown")
        children = [child for (child,) in await self._rows(CHILDREN, family=found)]
        if not children:
            return Refused("nobody")
        await self._run(OUT, family=found)
        await self._many(RELEASE, [(child,) for child in children])
        await self._run(REVOKE, kind="family", klass=klass, family=found, now=text_of(now))
        await self._run(EMPTY, klass=klass)
        return Granted({})

    async def parents_of(self, klass: str, family: str, person: str) -> Sequence[tuple[str, str]]:
        """Give the parents of a family, each with their child, to the one who may ask."""
        found = await self._family(klass, family, person)
        return [(parent, child) for parent, child in await self._rows(PARENTS, family=found or "")]

    async def _family(self, klass: str, family: str, person: str) -> str | None:
        # «7» is a number, «n2» the mark of a new one: no id of ours is ever told to a teacher
        if await self._row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return None
        mark = family.removeprefix("n")
        if not mark.isdecimal() or len(mark) > 4:
            return None
        found = (
            await self._row(BY_MARK, klass=klass, mark=int(mark))
            if mark != family
            else await self._row(BY_NUMBER, klass=klass, number=int(family))
        )
        return str(found[0]) if found else None

    async def _new_families(self, person: str, klass: str) -> tuple[Option, ...]:
        if await self._row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return ()
        found = await self._rows(NEW, klass=klass)
        return tuple(Option(f"n{mark}", family_title(None, mark)) for (mark,) in found)
