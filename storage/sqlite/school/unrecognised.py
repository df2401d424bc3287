"""Unrecognised messages, counted by school and signature."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2s

from storage.port.school.unrecognised import CountedSignature, UnrecognisedRow, UnrecognisedSignature
from storage.sqlite.core.statements import Statements

SHOWN_FOR = timedelta(days=30)  #: what `top` and `one` count
UNRECOGNISED_FOR = timedelta(days=90)
MOST_SHOWN = 40  #: lines of a list

MISSED = """
INSERT INTO misses (school, key, guess, day, shape, count) VALUES (?, ?, ?, ?, ?, 1)
ON CONFLICT (school, key, guess, day) DO UPDATE SET count = count + 1
"""
SCHOOL = "(SELECT school FROM hats WHERE person = :person AND kind = 'staff' ORDER BY since, id LIMIT 1)"
TOP = f"""
SELECT key, shape, sum(count) FROM misses WHERE school = {SCHOOL} AND day > :since
GROUP BY key ORDER BY sum(count) DESC, max(day) DESC, key LIMIT {MOST_SHOWN}
"""  # noqa: S608 our own words
COUNT = f"""
SELECT shape, guess, sum(count), min(day) FROM misses WHERE school = {SCHOOL} AND key = :key AND day > :since
GROUP BY guess ORDER BY sum(count) DESC, guess
"""  # noqa: S608 our own words
DROP = f"DELETE FROM misses WHERE school = {SCHOOL} AND key = :key"  # noqa: S608 our own words


def missed(row: UnrecognisedRow, at: str) -> tuple[str, str, str, str, str]:
    """Return the values for the statement MISSED, which counts one unrecognised message."""
    return row.school, key_of(row.signature), row.guess, at[:10], row.signature


def key_of(signature: str) -> str:
    """Return a key of twelve characters for a signature, short enough for the data of a button."""
    return blake2s(signature.encode(), digest_size=6).hexdigest()


class SqlUnrecognised:
    """Implements storage.port.school.unrecognised.UnrecognisedMessages."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def top(self, person: str, now: datetime) -> Sequence[CountedSignature]:
        """Return the most frequent signatures of unrecognised messages in the last 30 days, with their counts."""
        return [CountedSignature(*row) for row in await self._db.rows(TOP, person=person, since=_since(now))]

    async def one(self, key: str, person: str, now: datetime) -> UnrecognisedSignature | None:
        """Return the signature with this key, with its counts of the last 30 days; None if it did not occur in them."""
        found = await self._db.rows(COUNT, person=person, key=key, since=_since(now))
        if not found:
            return None
        counts = tuple((guess, count) for _, guess, count, _ in found)
        return UnrecognisedSignature(found[0][0], counts, date.fromisoformat(min(row[3] for row in found)))

    async def drop(self, key: str, person: str) -> None:
        """Delete all counts of the signature with this key in the school in which the person is staff."""
        self._db.defer(DROP, person=person, key=key)


def _since(now: datetime) -> str:
    return (now - SHOWN_FOR).date().isoformat()
