"""Handovers: notices to the teachers of a class when a colleague joins or leaves it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from storage.port.school.handovers import Substitution, SuspendedCampaigns
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Statements

# a timer notifies the substitute; these are the permanent teachers
CHANGED = """
SELECT s.state, h.person, c.id, c.name, s.last_day FROM substitutions s JOIN classes c ON c.id = s.class
JOIN hats h ON h.kind = 'teacher' AND h.class = s.class AND h.ends_at IS NULL
ORDER BY s.class, s.state, s.last_day, h.person
"""
NOTIFIED_OF_CHANGES = "DELETE FROM substitutions"
RESTING = """
SELECT h.person, c.id, c.name, p.id FROM campaigns p JOIN classes c ON c.id = p.class
JOIN hats h ON h.kind = 'teacher' AND h.class = p.class
WHERE p.state = 'resting' AND p.ends_at > :now AND NOT EXISTS (
    SELECT 1 FROM rests_told t WHERE t.campaign = p.id AND t.person = h.person
)
ORDER BY h.person, c.id, p.deadline, p.id
"""
NOTIFIED_OF_SUSPENDED = "INSERT INTO rests_told (campaign, person) VALUES (?, ?)"


class SqlHandovers:
    """Implements storage.port.school.handovers.Handovers."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def substitutions(self) -> Sequence[Substitution]:
        """Return the new notices to permanent teachers: a substitute of their class came, stays longer, or left.

        The notices are deleted, so a later call does not return them again.
        """
        rows = await self._db.rows(CHANGED)
        self._db.defer(NOTIFIED_OF_CHANGES)
        return [Substitution(*row) for row in rows]

    async def suspended(self, now: datetime) -> Sequence[SuspendedCampaigns]:
        """Return the new notices to teachers whose class has suspended campaigns.

        They are recorded as returned: a later call returns no campaign to the same teacher again.
        """
        rows = await self._db.rows(RESTING, now=text_of(now))
        self._db.defer_many(NOTIFIED_OF_SUSPENDED, [(campaign, person) for person, *_, campaign in rows])
        return [
            SuspendedCampaigns(person, klass, name, tuple(row[-1] for row in group))
            for (person, klass, name), group in groupby(rows, key=lambda row: row[:3])
        ]
