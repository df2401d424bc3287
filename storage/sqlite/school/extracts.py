"""Extracts from the diary on paper (F15): those that are still needed, and the days on which they were given."""

from collections.abc import Sequence
from datetime import date, datetime

from storage.port.answers import Answer, Granted, Refused
from storage.port.school.extracts import DueExtract, Extract
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Row, Statements, listed
from storage.sqlite.people.roles import SqlRoles

NEVER = "9999"  #: the givers were reminded; there is no second reminder

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
# the request is fulfilled: nobody has to answer the ticket any more
ANSWERED = """
UPDATE tickets SET state = 'closed', closed_at = :now, taken_by = coalesce(taken_by, :person)
WHERE id = :extract AND state <> 'closed'
"""
PARENTS = "SELECT person FROM guardians WHERE child = :child ORDER BY since, person"
IN_FORCE = """
SELECT x.id, l.school, k.class, l.name, x.asked_at, x.given_on, x.remind_at
FROM extracts x JOIN children k ON k.id = x.child JOIN classes l ON l.id = k.class
WHERE x.ended_at IS NULL AND x.remind_at <= :now ORDER BY x.id
"""
REMIND_AT = "UPDATE extracts SET remind_at = :at WHERE id = :extract"
# the class's teachers, or the staff if it has none
GIVERS = """
SELECT h.person FROM hats h WHERE h.kind = 'teacher' AND h.class = :klass
UNION ALL
SELECT h.person FROM hats h WHERE h.kind = 'staff' AND h.school = :school AND NOT EXISTS (
    SELECT 1 FROM hats t WHERE t.kind = 'teacher' AND t.class = :klass
)
"""


class SqlExtracts:
    """Implements storage.port.school.extracts.Extracts."""

    def __init__(self, db: Statements, roles: SqlRoles) -> None:
        """Store the connection, and the object that finds the role of a person in a class."""
        self._db, self._roles = db, roles

    async def of_class(self, person: str, klass: str) -> Sequence[Extract]:
        """Return the extracts of a class, those still needed first. Empty if the person may not see them."""
        if not klass or await self._roles.speaks_for(person, klass) is None:
            return []
        rows = await self._db.rows(OF_CLASS, klass=klass)
        given = await self._db.rows(GIVEN, children=listed({row[1] for row in rows}))
        return [_extract(row, given) for row in rows]

    async def one(self, person: str, ident: str) -> Extract | None:
        """Return an extract; None if the person may not see it."""
        row = await self._db.row(ONE, extract=ident)
        if row is None or await self._roles.speaks_for(person, str(row[2])) is None:
            return None
        return _extract(row, await self._db.rows(GIVEN, children=listed([row[1]])))

    async def given(self, ident: str, person: str, now: datetime) -> None:
        """Close the ticket in which a parent asked for this extract. `person` counts as its taker if nobody took it."""
        self._db.defer(ANSWERED, extract=ident, person=person, now=text_of(now))

    async def end(self, ident: str, person: str, now: datetime) -> Answer:
        """End an extract that is not needed any more. Return Refused("unknown") if the person may not give it."""
        if await self.one(person, ident) is None:
            return Refused("unknown")
        self._db.defer(END, extract=ident, now=text_of(now))
        await self.given(ident, person, now)
        return Granted({})

    async def parents(self, child: str) -> Sequence[str]:
        """Return the parents of a child."""
        return [person for (person,) in await self._db.rows(PARENTS, child=child)]

    async def due(self, now: datetime) -> Sequence[DueExtract]:
        """Return the extracts whose reminder is due, and those whose `remind_at` is None: the caller computes it."""
        return [
            DueExtract(
                ident, school, klass, name, moment_of(asked), date.fromisoformat(given) if given else None,
                moment_of(at) if at else None,
            )
            for ident, school, klass, name, asked, given, at in await self._db.rows(IN_FORCE, now=text_of(now))
        ]  # fmt: skip

    async def remind(self, ident: str, at: datetime | None) -> None:
        """Set the moment `at` at which the persons who give an extract are reminded.

        `at` is None if they were reminded and no further reminder follows.
        """
        self._db.defer(REMIND_AT, extract=ident, at=text_of(at) if at else NEVER)

    async def givers(self, school: str, klass: str) -> Sequence[str]:
        """Return the persons who give the extracts of a class: its teachers, or the staff if it has no teacher."""
        return [person for (person,) in await self._db.rows(GIVERS, school=school, klass=klass)]


def _extract(row: Row, given: Sequence[Row]) -> Extract:
    ident, child, klass, name, school, number, asked_at, given_on, ended_at = row
    days = tuple(date.fromisoformat(day) for of, day in given if of == child)
    return Extract(
        ident, child, klass, name, school, number, moment_of(asked_at),
        date.fromisoformat(given_on) if given_on else None, stands=ended_at is None, given=days,
    )  # fmt: skip
