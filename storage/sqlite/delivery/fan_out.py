"""Fan-out: makes the deliveries of a broadcast in chunks. Making a chunk again adds no second delivery.

States of a broadcast:

planned ─ its moment has come ─► filling ─ all chunks are made ─► going ─ no delivery is left to send ─► ended
planned, filling or going ─ the author stops it, or may no longer write to its classes ─► stopped

A broadcast that repeats another (`cause`) is sent to the persons whom the other did not reach. A broadcast that
corrects another (`fixes`) edits the messages that arrived.
"""

from collections.abc import Sequence
from datetime import datetime

from storage.port.delivery.broadcasts import BroadcastRow
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Makers, Statements, listed
from storage.sqlite.delivery.budget import SqlBudget
from storage.sqlite.delivery.segments import SqlSegments
from storage.sqlite.delivery.skipping import DROP, SKIP
from storage.sqlite.delivery.stored import Stored, reaches, stop, stored

CHUNK = 500  #: persons queued in one transaction: the writer is busy for less than 50 ms

DUE = """
SELECT id FROM broadcasts
WHERE (state = 'filling' OR (state = 'planned' AND due <= :now)) AND paused_until <= :now ORDER BY due, made_at
"""
# chooses the chat that was used last; a reachable chat is preferred to an unreachable one
FILL = """
INSERT INTO deliveries (id, chat, account, urgency, body, due, broadcast, file, state, ended_at)
SELECT r.id, c.id, c.account, 3, '', :due, :broadcast, :file, iif(c.reachable, 'queued', 'unreachable'),
       iif(c.reachable, NULL, :now)
FROM (SELECT json_extract(value, '$[0]') AS person, json_extract(value, '$[1]') AS id FROM json_each(:rows)) r
CROSS JOIN chats c ON c.id = (
    SELECT id FROM chats WHERE person = r.person ORDER BY reachable DESC, used_at DESC, id DESC LIMIT 1
)
WHERE true ON CONFLICT DO NOTHING
"""
# messages that arrived are edited; a claimed delivery is edited after it arrives
FILL_FIX = """
INSERT INTO deliveries (id, chat, account, urgency, body, due, broadcast, mends, edit)
SELECT json_extract(r.value, '$[0]'), d.chat, d.account, 3, '', :due, :broadcast, d.id, 1
FROM json_each(:rows) r CROSS JOIN deliveries d ON d.id = json_extract(r.value, '$[1]')
WHERE true ON CONFLICT DO NOTHING
"""
ARRIVED = """
SELECT d.id FROM broadcasts b JOIN deliveries d ON d.broadcast = b.id
WHERE b.cause = :cause AND d.state IN ('sent', 'in_hand') AND d.id > :after
ORDER BY d.id LIMIT :most
"""
REACHED = """
SELECT k.value FROM json_each(:persons) k WHERE EXISTS (
    SELECT 1 FROM chats c JOIN deliveries d ON d.chat = c.id
    JOIN broadcasts b ON b.id = d.broadcast AND b.cause = :cause AND b.id <> :broadcast
    WHERE c.person = k.value AND d.state IN ('sent', 'queued', 'in_hand')
)
"""
FILLED = """
UPDATE broadcasts SET filled_to = :to, people = people + :people, state = :state WHERE id = :broadcast
"""
MUTED = "SELECT id FROM persons WHERE id IN (SELECT value FROM json_each(:persons)) AND muted_at IS NOT NULL"
# stopped broadcasts with queued deliveries: ten thousand of them are removed in chunks
STOPPED = """
SELECT id FROM broadcasts b WHERE state = 'stopped' AND EXISTS (
    SELECT 1 FROM deliveries d
    WHERE d.broadcast = b.id AND d.broadcast IS NOT NULL AND d.state IN ('queued', 'in_hand') AND d.state = 'queued'
)
"""
CLEARED = """
SELECT id, attempts + interrupted FROM deliveries
WHERE broadcast = :broadcast AND state = 'queued' AND broadcast IS NOT NULL AND state IN ('queued', 'in_hand')
LIMIT :most
"""
# a delivery that was attempted may have arrived: it stays in the report
DOUBTFUL = "UPDATE deliveries SET state = 'unknown', ended_at = ? WHERE id = ?"
OVER = """
UPDATE broadcasts SET state = 'ended', ended_at = :now
WHERE state = 'going' AND NOT EXISTS (
    SELECT 1 FROM deliveries d
    WHERE d.broadcast = broadcasts.id AND d.broadcast IS NOT NULL AND d.state IN ('queued', 'in_hand')
)
RETURNING id, author
"""
UNDER_WAY = "SELECT id, author FROM broadcasts WHERE state = 'going'"


class SqlFanOut:
    """Implements storage.port.delivery.fan_out.FanOut."""

    def __init__(self, db: Statements, makers: Makers, segments: SqlSegments, budget: SqlBudget) -> None:
        """Store the connection, the functions that make ids, and the objects that list segments and count messages."""
        self._db, self._makers, self._segments, self._budget = db, makers, segments, budget

    async def filling(self, now: datetime) -> Sequence[str]:
        """Return the ids of the broadcasts whose deliveries must be queued now."""
        return [broadcast for (broadcast,) in await self._db.rows(DUE, now=text_of(now))]

    async def fill(self, broadcast: str, now: datetime, most: int = CHUNK) -> bool:
        """Queue deliveries of a broadcast for the next `most` persons. Return True if more persons are left.

        The broadcast is stopped if its author may no longer write to its classes.
        """
        of = await stored(self._db, broadcast)
        if of is None or of.state not in {"planned", "filling"}:
            return False
        if not await reaches(self._db, of.row.author, of.row.classes, now):
            stop(self._db, broadcast, now)
            return False
        chunk, people = await (self._fill_fix if of.row.fixes else self._fill)(of, now, most)
        more = len(chunk) == most
        self._db.defer(
            FILLED, broadcast=broadcast, to=chunk[-1] if chunk else of.filled_to, people=people,
            state="filling" if more else "going",
        )  # fmt: skip
        return more

    async def _fill(self, of: Stored, now: datetime, most: int) -> tuple[Sequence[str], int]:
        row = of.row
        chunk = await self._segments.members(row.classes, row.segment, row.before, after=of.filled_to, most=most)
        meant = await self._unreached(row, chunk)
        await self._queue(row, await self._unskipped(row, meant), now)
        return chunk, len(meant)

    async def _fill_fix(self, of: Stored, now: datetime, most: int) -> tuple[Sequence[str], int]:
        row = of.row
        found = await self._db.rows(ARRIVED, cause=row.fixes, after=int(of.filled_to or 0), most=most)
        chunk = [int(ident) for (ident,) in found]
        rows = listed((self._makers.ids(), ident) for ident in chunk)
        self._db.defer(FILL_FIX, rows=rows, broadcast=row.id, due=text_of(max(row.due, now)))
        return [str(ident) for ident in chunk], len(chunk)

    async def _unreached(self, row: BroadcastRow, chunk: Sequence[str]) -> Sequence[str]:
        if row.cause in {"", row.id}:
            return chunk
        found = await self._db.rows(REACHED, persons=listed(chunk), cause=row.cause, broadcast=row.id)
        reached = {person for (person,) in found}
        return [person for person in chunk if person not in reached]

    async def _unskipped(self, row: BroadcastRow, chunk: Sequence[str]) -> Sequence[str]:
        cause = row.cause or row.id
        spent = [] if row.urgent else await self._budget.spent(chunk, row.kind, row.budget_since, cause)
        muted = (
            {person for (person,) in await self._db.rows(MUTED, persons=listed(chunk))} if row.kind != "own" else set()
        )
        why = {**dict.fromkeys(spent, "budget"), **dict.fromkeys(muted, "muted")}
        self._db.defer_many(SKIP, [(row.id, person, reason) for person, reason in sorted(why.items())])
        return [person for person in chunk if person not in why]

    async def _queue(self, row: BroadcastRow, persons: Sequence[str], now: datetime) -> None:
        rows = listed((person, self._makers.ids()) for person in persons)
        self._db.defer(
            FILL, rows=rows, broadcast=row.id, file=row.file, due=text_of(max(row.due, now)), now=text_of(now)
        )
        await self._budget.spend(persons, row.kind, row.cause or row.id, max(row.due, now))

    async def stopped(self) -> Sequence[str]:
        """Return the ids of the stopped broadcasts that still have queued deliveries."""
        return [broadcast for (broadcast,) in await self._db.rows(STOPPED)]

    async def clear(self, broadcast: str, now: datetime, most: int = CHUNK) -> bool:
        """Remove up to `most` deliveries of a stopped broadcast from the queue. Return True if more are left.

        A delivery that was never attempted is deleted. Any other may have arrived, so it ends as unknown.
        """
        rows = await self._db.rows(CLEARED, broadcast=broadcast, most=most)
        self._db.defer(DROP, ids=listed(ident for ident, tried in rows if not tried))
        self._db.defer_many(DOUBTFUL, [(text_of(now), ident) for ident, tried in rows if tried])
        return len(rows) == most

    async def over(self, now: datetime) -> Sequence[tuple[str, str]]:
        """End the broadcasts that have nothing left to send. Return (broadcast, author) of each that ended now."""
        return [(str(ident), str(author)) for ident, author in await self._db.rows(OVER, now=text_of(now))]

    async def under_way(self) -> Sequence[tuple[str, str]]:
        """Return (broadcast, author) of each broadcast that has all its deliveries and is still being sent."""
        return [(str(ident), str(author)) for ident, author in await self._db.rows(UNDER_WAY)]
