"""The budget of unasked messages, and the journal of urgent letters, which go past it.

One table counts the messages of all authors and kinds.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from storage.port.delivery.budget import MOST
from storage.port.delivery.urgent import UrgentLetter
from storage.sqlite.core.moments import moment_of, text_of
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
RECORD = """
INSERT INTO urgent_letters (broadcast, school, author, role, class_name, people, at)
VALUES (:broadcast, :school, :author, :role, :class_name, :people, :at) ON CONFLICT DO NOTHING
"""
USED = "SELECT count(*) FROM urgent_letters WHERE author = :person AND at >= :since"
JOURNAL = """
SELECT broadcast, school, author, role, class_name, people, at FROM urgent_letters
WHERE school = (SELECT school FROM hats WHERE person = :person AND kind = 'staff' ORDER BY since, id LIMIT 1)
ORDER BY at DESC, broadcast LIMIT :most
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


class SqlUrgentLetters:
    """Implements storage.port.delivery.urgent.UrgentLetters."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def record(self, letter: UrgentLetter) -> None:
        """Add a letter to the journal. A repeated call for the same broadcast is ignored."""
        self._db.defer(RECORD, **{**letter._asdict(), "at": text_of(letter.at)})

    async def used(self, person: str, since: datetime) -> int:
        """Return how many urgent letters this person has sent since the moment `since`."""
        ((used,),) = await self._db.rows(USED, person=person, since=text_of(since))
        return int(used)

    async def journal(self, person: str, most: int) -> Sequence[UrgentLetter]:
        """Return up to `most` urgent letters of the school in which the person is staff, the newest first."""
        found = await self._db.rows(JOURNAL, person=person, most=most)
        return [
            UrgentLetter(broadcast, school, author, role, name, people, moment_of(at))
            for broadcast, school, author, role, name, people, at in found
        ]
