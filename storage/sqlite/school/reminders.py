"""Reminders of campaigns for a parent: deadlines for their children, and goals whose reminders they declined."""

from collections.abc import Sequence
from datetime import date, datetime

from storage.port.school.reminders import Asked
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Statements
from storage.sqlite.school.scope import NOT_THERE, SCOPE

DECLINE = "INSERT INTO declined (person, goal, at) VALUES (:person, :goal, :now) ON CONFLICT DO NOTHING"
ALLOW = "DELETE FROM declined WHERE person = :person AND goal = :goal"
DECLINED = "SELECT goal FROM declined WHERE person = :person ORDER BY at, goal"
ASKED = f"""
SELECT k.id, c.goal, c.deadline, c.hat,
       EXISTS (SELECT 1 FROM declined d WHERE d.person = g.person AND d.goal = c.goal)
FROM guardians g
CROSS JOIN children k ON k.id = g.child
CROSS JOIN classes l ON l.id = k.class
CROSS JOIN campaigns c ON c.state = 'set' AND {SCOPE}
LEFT JOIN fronts f ON f.child = k.id
WHERE g.person = :person AND {NOT_THERE}
ORDER BY g.since, k.id, c.deadline, c.goal
"""  # noqa: S608 our own words


class SqlReminders:
    """Implements storage.port.school.reminders.Reminders."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def decline(self, person: str, goal: str, now: datetime) -> None:
        """Record that this person declines reminders of a goal: none are sent to them any more."""
        self._db.defer(DECLINE, person=person, goal=goal, now=text_of(now))

    async def allow(self, person: str, goal: str) -> None:
        """Record that this person allows reminders of a goal again."""
        self._db.defer(ALLOW, person=person, goal=goal)

    async def declined(self, person: str) -> Sequence[str]:
        """Return the goals whose reminders a person has declined."""
        return [goal for (goal,) in await self._db.rows(DECLINED, person=person)]

    async def asked(self, person: str) -> Sequence[Asked]:
        """Return the current deadlines of campaigns for goals that the person's children have not reached yet."""
        rows = await self._db.rows(ASKED, person=person)
        return [
            Asked(child, goal, date.fromisoformat(deadline), role, declined=bool(declined))
            for child, goal, deadline, role, declined in rows
        ]
