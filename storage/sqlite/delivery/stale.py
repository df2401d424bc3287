"""Deletes claimed reminders of campaigns whose text is out of date (stale reminders)."""

from collections.abc import Sequence
from datetime import datetime

from storage.port.delivery.deliveries import Claimed
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Statements, listed
from storage.sqlite.delivery.skipping import DROP
from storage.sqlite.school.scope import NOT_THERE, SCOPE

# the text is true if the child is in the class and at the same step, the goal is not reached, and the person has
# neither muted nor declined reminders
STALE = f"""
SELECT DISTINCT p.delivery FROM prompts p
WHERE p.delivery IN (SELECT value FROM json_each(:deliveries)) AND (p.until <= :now OR NOT EXISTS (
    SELECT 1 FROM campaigns c
    JOIN children k ON k.id = p.child
    JOIN classes l ON l.id = k.class AND {SCOPE}
    JOIN guardians g ON g.child = k.id AND g.person = p.person
    JOIN persons s ON s.id = p.person AND s.muted_at IS NULL
    LEFT JOIN fronts f ON f.child = k.id
    WHERE c.id = p.campaign AND c.state = 'set' AND {NOT_THERE}
      AND coalesce(f.step || ':' || f.state, 'card:next') = p.step
      AND NOT EXISTS (SELECT 1 FROM declined d WHERE d.person = p.person AND d.goal = c.goal)
))
"""  # noqa: S608 our own words
# a reminder that was not sent does not count against the budget
UNSPENT = """
DELETE FROM reminded WHERE kind = 'reminder'
    AND (person, cause) IN (SELECT person, CAST(delivery AS TEXT) FROM prompts
        WHERE delivery IN (SELECT value FROM json_each(:ids)))
"""
TAKEN_BACK = """
UPDATE prompts SET outcome = 'again', delivery = NULL, until = :now
WHERE delivery IN (SELECT value FROM json_each(:ids))
"""


class StaleReminders:
    """Checks, when reminders of campaigns are claimed, whether their text is still true."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def sift(self, claimed: Sequence[Claimed], now: datetime) -> Sequence[Claimed]:
        """Return the claimed deliveries, except the reminders whose text is out of date. Delete those reminders.

        Whether their persons still need a reminder is decided again later.
        """
        untried = [each.id for each in claimed if each.reminder and not each.attempts + each.interrupted]
        if not untried:
            return claimed
        stale = {row[0] for row in await self._db.rows(STALE, deliveries=listed(untried), now=text_of(now))}
        if not stale:
            return claimed
        ids = listed(sorted(stale))
        self._db.defer(UNSPENT, ids=ids)
        self._db.defer(TAKEN_BACK, ids=ids, now=text_of(now))
        self._db.defer(DROP, ids=ids)
        return [each for each in claimed if each.id not in stale]
