"""Extracts from the diary on paper: what is asked for and stands, what was given and when (F15)."""

from collections.abc import Sequence
from datetime import date, datetime

from flows.context.known import extract_label
from flows.values.events import Option
from storage.port.values import Answer, DueExtract, Extract, Granted, Refused
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Row, listed
from storage.sqlite.school.campaigns import Campaigns

NEVER = "9999"  #: told of already: until it is given there is nothing more to say

OF = """
SELECT x.id, x.child, k.class, l.name, l.school, m.number, x.asked_at, x.given_on, x.ended_at
FROM extracts x JOIN children k ON k.id = x.child JOIN classes l ON l.id = k.class
LEFT JOIN families m ON m.id = k.family
"""
OF_CLASS = f"{OF} WHERE k.class = :klass ORDER BY x.ended_at IS NOT NULL, x.asked_at DESC, x.id LIMIT 200"
ONE = f"{OF} WHERE x.id = :extract"
GIVEN = """
SELECT DISTINCT child, on_day FROM progress
WHERE child IN (SELECT value FROM json_each(:children)) AND track = 'diary' AND about = 'extract' AND stage = 'given'
ORDER BY on_day
"""
END = "UPDATE extracts SET ended_at = :now WHERE id = :extract AND ended_at IS NULL"
# what was asked for is done: nobody is asked for an answer to it any more
ANSWERED = """
UPDATE tickets SET state = 'closed', closed_at = :now, taken_by = coalesce(taken_by, :person)
WHERE id = :extract AND state <> 'closed'
"""
PARENTS = "SELECT person FROM guardians WHERE child = :child ORDER BY since, person"
STANDING = """
SELECT x.id, l.school, k.class, l.name, x.asked_at, x.given_on, x.remind_at
FROM extracts x JOIN children k ON k.id = x.child JOIN classes l ON l.id = k.class
WHERE x.ended_at IS NULL AND x.remind_at <= :now ORDER BY x.id
"""
REMIND_AT = "UPDATE extracts SET remind_at = :at WHERE id = :extract"
# whoever teaches the class gives it; where nobody does, the school
GIVERS = """
SELECT h.person FROM hats h WHERE h.kind = 'teacher' AND h.class = :klass
UNION ALL
SELECT h.person FROM hats h WHERE h.kind = 'staff' AND h.school = :school AND NOT EXISTS (
    SELECT 1 FROM hats t WHERE t.kind = 'teacher' AND t.class = :klass
)
"""


class Extracts(Campaigns):
    """Extracts, for whoever speaks for the class: its teachers, and the staff of its school."""

    async def extracts(self, person: str, klass: str) -> Sequence[Extract]:
        """Give the extracts of a class, those that stand first; none where the person may not see them."""
        if not klass or await self.speaks_for(person, klass) is None:
            return []
        rows = await self._rows(OF_CLASS, klass=klass)
        given = await self._rows(GIVEN, children=listed({row[1] for row in rows}))
        return [_extract(row, given) for row in rows]

    async def extract(self, person: str, ident: str) -> Extract | None:
        """Give one of them; None where the person may not see it."""
        row = await self._row(ONE, extract=ident)
        if row is None or await self.speaks_for(person, str(row[2])) is None:
            return None
        return _extract(row, await self._rows(GIVEN, children=listed([row[1]])))

    async def extract_given(self, ident: str, person: str, now: datetime) -> None:
        """Close the question an extract was asked by."""
        await self._run(ANSWERED, extract=ident, person=person, now=text_of(now))

    async def end_extract(self, ident: str, person: str, now: datetime) -> Answer:
        """Let an extract stand no more. Refused("unknown"): not theirs to give."""
        if await self.extract(person, ident) is None:
            return Refused("unknown")
        await self._run(END, extract=ident, now=text_of(now))
        await self.extract_given(ident, person, now)
        return Granted({})

    async def parents(self, child: str) -> Sequence[str]:
        """Give the ids of whoever may speak of a child."""
        return [person for (person,) in await self._rows(PARENTS, child=child)]

    async def standing_extracts(self, now: datetime) -> Sequence[DueExtract]:
        """Give extracts whose reminder is due, or is to be worked out (`remind_at` None)."""
        return [
            DueExtract(
                ident, school, klass, name, moment_of(asked), date.fromisoformat(given) if given else None,
                moment_of(at) if at else None,
            )
            for ident, school, klass, name, asked, given, at in await self._rows(STANDING, now=text_of(now))
        ]  # fmt: skip

    async def remind_of_extract(self, ident: str, at: datetime | None) -> None:
        """Keep when whoever gives an extract is reminded; None: they were."""
        await self._run(REMIND_AT, extract=ident, at=text_of(at) if at else NEVER)

    async def givers(self, school: str, klass: str) -> Sequence[str]:
        """Give who gives extracts of a class: its teachers, where there are none the staff."""
        return [person for (person,) in await self._rows(GIVERS, school=school, klass=klass)]

    async def _extracts(self, person: str, klass: str) -> tuple[Option, ...]:
        standing = [each for each in await self.extracts(person, klass) if each.stands]
        return tuple(Option(each.id, extract_label(each.number, each.asked_at.date())) for each in standing)


def _extract(row: Row, given: Sequence[Row]) -> Extract:
    ident, child, klass, name, school, number, asked_at, given_on, ended_at = row
    days = tuple(date.fromisoformat(day) for of, day in given if of == child)
    return Extract(
        ident, child, klass, name, school, number, moment_of(asked_at),
        date.fromisoformat(given_on) if given_on else None, stands=ended_at is None, given=days,
    )  # fmt: skip
