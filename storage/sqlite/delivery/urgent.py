"""The journal of urgent letters: broadcasts that went past the budget and the quiet hours."""

from collections.abc import Sequence
from datetime import datetime

from storage.port.delivery.urgent import UrgentLetter
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Statements

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
