"""Segments. They are counted and listed by the current steps of the children, and never by their documents."""

from collections.abc import Collection, Mapping, Sequence

from flows.values.segments import Segment
from storage.port.delivery.segments import Closed, Counted
from storage.sqlite.core.statements import Statements, Value, listed

#: The condition of each kind; `f` is the current step of the child, absent if no record about the child exists
WHOM: Mapping[str, str] = {
    "all": "true",
    "not_started": "coalesce(f.begun, 0) = 0",
    "waiting": "f.checked <> '' AND f.checked <= :before",
    "at": "coalesce(f.step, 'card') = :step",
    "without": "coalesce(instr(f.done, ' ' || :step || ' '), 0) = 0",
    "numbers": """EXISTS (
        SELECT 1 FROM families m WHERE m.id = k.family AND m.number IN (SELECT value FROM json_each(:numbers))
    )""",
    # a repeat and the first of the same content are one (`cause`); a family has read what one of its parents has
    "unread": """
        EXISTS (
            SELECT 1 FROM broadcasts b JOIN broadcasts s ON s.cause = b.cause
            CROSS JOIN chats ch ON ch.person = g.person
            JOIN deliveries d ON d.chat = ch.id AND d.broadcast = s.id AND d.state = 'sent'
            WHERE b.id = :broadcast
        ) AND NOT EXISTS (
            SELECT 1 FROM broadcasts b JOIN confirmed n ON n.broadcast = b.cause
            JOIN guardians o ON o.child = k.id AND o.person = n.person
            WHERE b.id = :broadcast
        )
    """,
}
OF = """
FROM json_each(:classes) c
CROSS JOIN children k ON k.class = c.value
LEFT JOIN fronts f ON f.child = k.id
JOIN guardians g ON g.child = k.id
WHERE {whom}
"""
# Children are counted first, each one once (every child has a parent: it is erased with the last one). So only the
# persons have to be sorted.
COUNT = """
WITH those AS MATERIALIZED (
    SELECT k.id FROM json_each(:classes) c
    CROSS JOIN children k ON k.class = c.value
    LEFT JOIN fronts f ON f.child = k.id
    WHERE {whom}
)
SELECT (SELECT count(*) FROM those),
       (SELECT count(DISTINCT g.person) FROM those t CROSS JOIN guardians g ON g.child = t.id)
"""
# for a condition on parents: it cannot be checked before the parents are joined
COUNT_PARENTS = f"SELECT count(DISTINCT k.id), count(DISTINCT g.person) {OF}"
LIST = f"SELECT DISTINCT g.person {OF} AND g.person > :after ORDER BY g.person LIMIT :most"
# for speed, the search starts from the given persons (about a hundred), not from all recipients of a broadcast
STILL = """
SELECT DISTINCT g.person
FROM json_each(:persons) p
CROSS JOIN guardians g ON g.person = p.value
CROSS JOIN children k ON k.id = g.child AND k.class IN (SELECT value FROM json_each(:classes))
LEFT JOIN fronts f ON f.child = k.id
WHERE {whom}
"""
CLOSED = """
SELECT p.id, p.muted_at IS NOT NULL, EXISTS (SELECT 1 FROM chats c WHERE c.person = p.id AND c.reachable = 1)
FROM json_each(:persons) k CROSS JOIN persons p ON p.id = k.value
"""


class SqlSegments:
    """Implements storage.port.delivery.segments.Segments."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def count(self, classes: Collection[str], of: Segment, before: str) -> Counted:
        """Count the children of the segment `of`, and the persons whom a broadcast to it would reach."""
        children, persons = (await self._db.rows(_sql(counting(of.kind), of), **_values(classes, of, before)))[0]
        return Counted(children, persons)

    async def members(
        self, classes: Collection[str], of: Segment, before: str, *, after: str = "", most: int = 500
    ) -> Sequence[str]:
        """Return up to `most` persons of the segment `of` whose id is greater than `after`, ordered by id."""
        found = await self._db.rows(_sql(LIST, of), **_values(classes, of, before), after=after, most=most)
        return [person for (person,) in found]

    async def still(
        self, classes: Collection[str], of: Segment, before: str, persons: Collection[str]
    ) -> frozenset[str]:
        """Return those of `persons` who belong to the segment `of` now."""
        found = await self._db.rows(_sql(STILL, of), **_values(classes, of, before), persons=listed(persons))
        return frozenset(person for (person,) in found)

    async def closed(self, persons: Collection[str]) -> Closed:
        """Return which of `persons` cannot be reached now, and which of them have muted reminders."""
        found = await self._db.rows(CLOSED, persons=listed(persons))
        return Closed(
            frozenset(person for person, _, reachable in found if not reachable),
            frozenset(person for person, muted, _ in found if muted),
        )


def counting(kind: str) -> str:
    """Return the SQL that counts the children and persons of a segment of this kind."""
    return COUNT_PARENTS if "g.person" in WHOM[kind] else COUNT


def _sql(sql: str, of: Segment) -> str:
    return sql.format(whom=WHOM[of.kind])


def _values(classes: Collection[str], of: Segment, before: str) -> dict[str, Value]:
    words = {"before": before, "step": of.step, "numbers": listed(of.numbers), "broadcast": of.broadcast}
    used = {word: value for word, value in words.items() if f":{word}" in WHOM[of.kind]}
    return {"classes": listed(sorted(classes)), **used}
