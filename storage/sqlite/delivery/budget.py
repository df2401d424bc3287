"""The budget of what families are written unasked: reminders of segments and campaigns, a teacher's own words.

Follow-ups a parent was promised and answers are not counted. One place counts, whoever writes.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Statements, listed

MOST: Mapping[str, int] = {"reminder": 2, "own": 1}  #: messages to a family within the budget's days
WITHIN: Mapping[str, timedelta] = {"reminder": timedelta(days=7), "own": timedelta(days=1)}  #: «own»: a calendar day

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


class Budget(Statements):
    """Who has had how many unasked messages: counted by person, kind and cause."""

    async def spent(self, persons: Collection[str], kind: str, since: datetime, cause: str = "") -> frozenset[str]:
        """Give those who have had all that may be written of a kind since a moment, not counting `cause` itself."""
        found = await self._rows(
            SPENT, persons=listed(persons), kind=kind, since=text_of(since), most=MOST[kind], cause=cause
        )
        return frozenset(person for (person,) in found)

    async def spend(self, persons: Collection[str], kind: str, cause: str, at: datetime) -> None:
        """Count one message to each; twice of the same cause counts once."""
        await self._many(SPEND, [(person, text_of(at), kind, cause) for person in sorted(persons)])

    async def give_back(self, persons: Collection[str], kind: str, cause: str) -> None:
        """Count a message no more: it was not needed and did not go."""
        await self._run(GIVE_BACK, persons=listed(persons), kind=kind, cause=cause)
