"""Handovers: what the teachers of a class are told once, when somebody comes to it or goes from it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from storage.port.values import Rested, Substitution
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Statements

# a substitute is told by their own timer; who stays in the class hears of them
CHANGED = """
SELECT s.state, h.person, c.id, c.name, s.last_day FROM substitutions s JOIN classes c ON c.id = s.class
JOIN hats h ON h.kind = 'teacher' AND h.class = s.class AND h.ends_at IS NULL
ORDER BY s.class, s.state, s.last_day, h.person
"""
TOLD_OF_CHANGES = "DELETE FROM substitutions"
RESTING = """
SELECT h.person, c.id, c.name, p.id FROM campaigns p JOIN classes c ON c.id = p.class
JOIN hats h ON h.kind = 'teacher' AND h.class = p.class
WHERE p.state = 'resting' AND p.ends_at > :now AND NOT EXISTS (
    SELECT 1 FROM rests_told t WHERE t.campaign = p.id AND t.person = h.person
)
ORDER BY h.person, c.id, p.deadline, p.id
"""
TOLD_OF_RESTING = "INSERT INTO rests_told (campaign, person) VALUES (?, ?)"


class Handovers(Statements):
    """Handovers of every class."""

    async def substitutions(self) -> Sequence[Substitution]:
        """Give whom to tell that a substitute came to their class or is gone from it, each once."""
        rows = await self._rows(CHANGED)
        await self._run(TOLD_OF_CHANGES)
        return [Substitution(*row) for row in rows]

    async def resting(self, now: datetime) -> Sequence[Rested]:
        """Give which teachers are to hear what deadlines of their class wait for their word, each once."""
        rows = await self._rows(RESTING, now=text_of(now))
        await self._many(TOLD_OF_RESTING, [(campaign, person) for person, *_, campaign in rows])
        return [
            Rested(person, klass, name, tuple(row[-1] for row in group))
            for (person, klass, name), group in groupby(rows, key=lambda row: row[:3])
        ]
