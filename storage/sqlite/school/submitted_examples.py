"""Submitted examples: unrecognised messages that a person agreed to show to their school."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.port.answers import Answer, Granted, Refused
from storage.port.ids import short
from storage.port.school.submitted_examples import ListedSubmission, SubmittedExample, SubmittedExampleRow
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Makers, Statements
from storage.sqlite.school.unrecognised import MOST_SHOWN, SCHOOL

SUBMITTED_FOR = timedelta(days=30)
A_DAY = 3  #: submissions of one person within a day: nobody can flood a school

SENT = "SELECT count(*) FROM lessons WHERE person = :person AND at > :since"
ADD = """
INSERT INTO lessons (id, school, person, text, meaning, at) VALUES (:id, :school, :person, :text, :intent, :now)
"""
OF_SCHOOL = f"SELECT id, text FROM lessons WHERE school = {SCHOOL} ORDER BY at DESC, id LIMIT {MOST_SHOWN}"  # noqa: S608
ONE = f"SELECT text, meaning, at, person FROM lessons WHERE school = {SCHOOL} AND id = :submitted"  # noqa: S608
DROP = f"DELETE FROM lessons WHERE school = {SCHOOL} AND id = :submitted"  # noqa: S608 our own words


class SqlSubmittedExamples:
    """Implements storage.port.school.submitted_examples.SubmittedExamples."""

    def __init__(self, db: Statements, makers: Makers) -> None:
        """Store the connection on which the statements run, and the functions that make ids."""
        self._db, self._makers = db, makers

    async def keep(self, row: SubmittedExampleRow, now: datetime) -> Answer:
        """Store a submitted example. Return Refused("too_many") after three in the last 24 hours."""
        ((sent,),) = await self._db.rows(SENT, person=row.person, since=text_of(now - timedelta(days=1)))
        if sent >= A_DAY:
            return Refused("too_many")
        self._db.defer(ADD, id=short(self._makers.ids()), now=text_of(now), **row._asdict())
        return Granted({})

    async def one(self, submitted: str, person: str) -> SubmittedExample | None:
        """Return a submitted example; None if the person is not staff of its school."""
        found = await self._db.row(ONE, person=person, submitted=submitted)
        return SubmittedExample(found[0], found[1], moment_of(found[2]), found[3]) if found else None

    async def drop(self, submitted: str, person: str) -> None:
        """Delete a submitted example."""
        self._db.defer(DROP, person=person, submitted=submitted)

    async def of_school(self, person: str) -> Sequence[ListedSubmission]:
        """Return the submitted examples of the school in which the person is staff, the newest first."""
        return [ListedSubmission(*row) for row in await self._db.rows(OF_SCHOOL, person=person)]
