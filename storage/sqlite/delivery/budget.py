"""The budget of unasked messages.

One table counts the messages of all authors and kinds.
"""

from collections.abc import Collection
from datetime import datetime

from storage.port.delivery.budget import MOST
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Statements, listed

SPENT = """
SELECT r.person FROM json_each(:persons) k
CROSS JOIN reminded r ON r.person = k.value AND r.kind = :kind AND r.at > :since AND r.cause <> :cause
GROUP BY r.person HAVING count(*) >= :most
"""
SPEND = "INSERT INTO reminded (person, at, kind, cause) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
GIVE_BACK = """
DELETE FROM reminded
WHERE person IN (SELECT value FROM json_each(:persons)) AND kind = :kind AND cause = :cause
"""


class SqlBudget:
    """Implements storage.port.delivery.budget.Budget."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def spent(self, persons: Collection[str], kind: str, since: datetime, cause: str = "") -> frozenset[str]:
        """Return the persons who must not get another message of this kind, because their budget is spent.

        Messages since the moment `since` count, except those with the cause `cause`.
        """
        found = await self._db.rows(
            SPENT, persons=listed(persons), kind=kind, since=text_of(since), most=MOST[kind], cause=cause
        )
        return frozenset(person for (person,) in found)

    async def spend(self, persons: Collection[str], kind: str, cause: str, at: datetime) -> None:
        """Count one message to each of `persons`, sent at the moment `at`. A repeat with the same cause is ignored."""
        self._db.defer_many(SPEND, [(person, text_of(at), kind, cause) for person in sorted(persons)])

    async def give_back(self, persons: Collection[str], kind: str, cause: str) -> None:
        """Undo `spend` for these persons, because their messages with this cause were not sent."""
        self._db.defer(GIVE_BACK, persons=listed(persons), kind=kind, cause=cause)
