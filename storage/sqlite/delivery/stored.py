"""Functions that read a stored broadcast, check whether its author may still write to its classes, and stop it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from flows.values.segments import Segment
from storage.port.delivery.broadcasts import BroadcastRow
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Row, Statements, listed

ONE = """
SELECT id, author, school, segment, classes, before, kind, budget_since, body, confirms, due, title, told, notice,
       cause, fixes, attachment, urgent, state, filled_to, people
FROM broadcasts WHERE id = :id
"""
# the author still has a role in each class of the broadcast; the role of a substitute ends at `ends_at`
REACHES = """
SELECT NOT EXISTS (
    SELECT 1 FROM json_each(:classes) k WHERE NOT EXISTS (
        SELECT 1 FROM classes c JOIN hats h ON h.person = :author AND coalesce(h.ends_at > :now, 1)
            AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id))
        WHERE c.id = k.value
    )
)
"""
STOP = """
UPDATE broadcasts SET state = 'stopped', ended_at = :now
WHERE id = :broadcast AND state NOT IN ('ended', 'stopped')
"""


class Stored(msgspec.Struct):
    """A broadcast and the progress of its fan-out.

    `filled_to` is the id of the last person whose delivery is queued; for a correction, the id of the last delivery.
    """

    row: BroadcastRow
    state: str
    filled_to: str
    people: int


async def stored(db: Statements, broadcast: str) -> Stored | None:
    """Return the broadcast with the id `broadcast`, with the progress of its fan-out; None if it does not exist."""
    found = await db.row(ONE, id=broadcast)
    return _stored(found) if found else None


async def reaches(db: Statements, author: str, classes: Sequence[str], now: datetime) -> bool:
    """True if the author may still write to each of these classes. False if `classes` is empty."""
    found = await db.row(REACHES, author=author, classes=listed(classes), now=text_of(now))
    return bool(classes) and bool(found and found[0])


def stop(db: Statements, broadcast: str, now: datetime) -> None:
    """Stop a broadcast, so that no more of its messages are sent. Messages already sent stay in the chats."""
    db.defer(STOP, broadcast=broadcast, now=text_of(now))


def _stored(found: Row) -> Stored:
    ident, author, school, segment, classes, before, kind, since, body, confirms, due, *rest = found
    title, slots, notice, cause, fixes, file, urgent, state, filled_to, people = rest
    row = BroadcastRow(
        id=ident, author=author, school=school, classes=tuple(msgspec.json.decode(classes)),
        segment=msgspec.json.decode(segment, type=Segment), before=before, kind=kind,
        budget_since=moment_of(since), body=body, due=moment_of(due), confirms=bool(confirms), title=title,
        slots=slots, notice=notice, cause=cause, fixes=fixes, file=file,
        urgent=bool(urgent),
    )  # fmt: skip
    return Stored(row, state, filled_to, people)
