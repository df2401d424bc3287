"""Parents' requests that wait for the school's administrator. They are counted by class and service, never by family
(F58, F76).
"""

from collections.abc import Sequence
from datetime import date

from storage.port.school.requests import WaitingRequests
from storage.sqlite.core.statements import Statements

#: Stage `half`: one of the two requests is approved
WAITING = """
SELECT c.id, c.name, p.track, count(*), min(p.on_day)
FROM classes c
JOIN children k ON k.class = c.id
JOIN stages p ON p.child = k.id AND p.track IN ('myschool', 'sferum') AND p.about = ''
WHERE c.school IN (SELECT school FROM hats WHERE person = :person AND kind = 'staff')
  AND p.stage IN ('requested', 'half')
GROUP BY c.id, p.track
ORDER BY min(p.on_day), CAST(c.name AS INTEGER), c.name, p.track
"""


class SqlRequests:
    """Implements storage.port.school.requests.Requests."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def waiting(self, person: str) -> Sequence[WaitingRequests]:
        """Return the waiting requests of the school in which the person is staff, counted by class and service."""
        return [
            WaitingRequests(klass, name, track, count, date.fromisoformat(since))
            for klass, name, track, count, since in await self._db.rows(WAITING, person=person)
        ]
