"""Broadcasts: accepted in one small row, filled in by chunks that may be repeated, sifted again as they go out.

planned ─ due ─► filling ─ chunk by chunk ─► going ─ nothing left ─► ended        any of them ─► stopped
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from flows.segments import Segment
from storage.budget import Budget
from storage.moments import moment_of, text_of
from storage.segments import Segments
from storage.statements import Row, listed
from storage.values import Answer, BroadcastRow, Claimed, Granted, Refused, Reported

CHUNK = 500  #: persons filled in at once: under 50 ms of the writer

NEW = """
INSERT INTO broadcasts (id, author, school, segment, classes, before, kind, budget_since, body, confirms, state, due,
                        made_at)
VALUES (:id, :author, :school, :segment, :classes, :before, :kind, :since, :body, :confirms, 'planned', :due, :now)
"""
ONE = """
SELECT id, author, school, segment, classes, before, kind, budget_since, body, confirms, state, due, filled_to
FROM broadcasts WHERE id = :id
"""
DUE = "SELECT id FROM broadcasts WHERE state = 'filling' OR (state = 'planned' AND due <= :now) ORDER BY due, made_at"
# the author still wears a hat that reaches every class of it
REACHES = """
SELECT NOT EXISTS (
    SELECT 1 FROM json_each(:classes) k WHERE NOT EXISTS (
        SELECT 1 FROM classes c JOIN hats h ON h.person = :author
            AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id))
        WHERE c.id = k.value
    )
)
"""
# the chat used last, one that can be reached before one that cannot
FILL = """
INSERT INTO deliveries (id, chat, account, urgency, body, due, broadcast, state, ended_at)
SELECT r.id, c.id, c.account, 3, '', :due, :broadcast, iif(c.reachable, 'queued', 'unreachable'),
       iif(c.reachable, NULL, :now)
FROM (SELECT json_extract(value, '$[0]') AS person, json_extract(value, '$[1]') AS id FROM json_each(:rows)) r
CROSS JOIN chats c ON c.id = (
    SELECT id FROM chats WHERE person = r.person ORDER BY reachable DESC, used_at DESC, id DESC LIMIT 1
)
WHERE true ON CONFLICT DO NOTHING
"""
FILLED = """
UPDATE broadcasts SET filled_to = :to, people = people + :people, state = :state WHERE id = :broadcast
"""
SPARE = "INSERT INTO spared (broadcast, person, why) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
MUTED = "SELECT id FROM persons WHERE id IN (SELECT value FROM json_each(:persons)) AND muted_at IS NOT NULL"
PERSONS = """
SELECT d.id, c.person FROM deliveries d JOIN chats c ON c.id = d.chat
WHERE d.id IN (SELECT value FROM json_each(:ids))
"""
DROP = "DELETE FROM deliveries WHERE id IN (SELECT value FROM json_each(:ids))"
STOP = """
UPDATE broadcasts SET state = 'stopped', ended_at = :now
WHERE id = :broadcast AND state NOT IN ('ended', 'stopped')
"""
# what was tried once may have arrived: it stays in the report
UNSENT = "DELETE FROM deliveries WHERE broadcast = :broadcast AND state = 'queued' AND attempts + interrupted = 0"
DOUBTFUL = "UPDATE deliveries SET state = 'unknown', ended_at = :now WHERE broadcast = :broadcast AND state = 'queued'"
OVER = """
UPDATE broadcasts SET state = 'ended', ended_at = :now
WHERE state = 'going' AND NOT EXISTS (
    SELECT 1 FROM deliveries d WHERE d.broadcast = broadcasts.id AND d.state IN ('queued', 'in_hand')
)
RETURNING id, author
"""
ENDS = "SELECT state, why, count(*) FROM deliveries WHERE broadcast = :broadcast GROUP BY state, why"
SPARED = "SELECT why, count(*) FROM spared WHERE broadcast = :broadcast GROUP BY why"
CONFIRMED = "SELECT count(*) FROM confirmed WHERE broadcast = :broadcast"
# only somebody it was sent to can have read it
CONFIRM = """
INSERT INTO confirmed (broadcast, person, at)
SELECT :broadcast, :person, :now WHERE EXISTS (
    SELECT 1 FROM deliveries d JOIN chats c ON c.id = d.chat WHERE d.broadcast = :broadcast AND c.person = :person
)
ON CONFLICT DO NOTHING
"""


class Broadcasts(Segments, Budget):
    """Broadcasts, from being accepted to the report."""

    async def submit(self, row: BroadcastRow, now: datetime) -> Answer:
        """Accept a broadcast: one row, whatever the number of its people. Refused: the author may not write to them."""
        if not await self._reaches(row.author, row.classes):
            return Refused("unknown")
        await self._run(
            NEW, id=row.id, author=row.author, school=row.school, segment=msgspec.json.encode(row.segment).decode(),
            classes=listed(row.classes), before=row.before, kind=row.kind, since=text_of(row.budget_since),
            body=row.body, confirms=row.confirms, due=text_of(row.due), now=text_of(now),
        )  # fmt: skip
        return Granted({"broadcast": row.id})

    async def _reaches(self, author: str, classes: Sequence[str]) -> bool:
        found = await self._row(REACHES, author=author, classes=listed(classes))
        return bool(classes) and bool(found and found[0])

    async def filling(self, now: datetime) -> Sequence[str]:
        """Give the broadcasts whose people are to be filled in now."""
        return [broadcast for (broadcast,) in await self._rows(DUE, now=text_of(now))]

    async def fill(self, broadcast: str, now: datetime, most: int = CHUNK) -> bool:
        """Fill in the next people of a broadcast; tell whether there are more. An author who lost the hat stops it."""
        of = await self._broadcast(broadcast)
        if of is None or of.state not in {"planned", "filling"}:
            return False
        if not await self._reaches(of.row.author, of.row.classes):
            await self.stop(broadcast, now)
            return False
        row = of.row
        chunk = await self.members(row.classes, row.segment, row.before, after=of.filled_to, most=most)
        going = await self._unspared(row, chunk)
        await self._queue(row, going, now)
        more = len(chunk) == most
        await self._run(
            FILLED, broadcast=broadcast, to=chunk[-1] if chunk else of.filled_to, people=len(chunk),
            state="filling" if more else "going",
        )  # fmt: skip
        return more

    async def _unspared(self, row: BroadcastRow, chunk: Sequence[str]) -> Sequence[str]:
        spent = await self.spent(chunk, row.kind, row.budget_since, row.id)
        muted = {person for (person,) in await self._rows(MUTED, persons=listed(chunk))} if row.kind != "own" else set()
        why = {**dict.fromkeys(spent, "budget"), **dict.fromkeys(muted, "muted")}
        await self._many(SPARE, [(row.id, person, reason) for person, reason in sorted(why.items())])
        return [person for person in chunk if person not in why]

    async def _queue(self, row: BroadcastRow, persons: Sequence[str], now: datetime) -> None:
        rows = listed((person, self._makers.ids()) for person in persons)
        await self._run(FILL, rows=rows, broadcast=row.id, due=text_of(max(row.due, now)), now=text_of(now))
        await self.spend(persons, row.kind, row.id, max(row.due, now))

    async def sift(self, claimed: Sequence[Claimed], now: datetime) -> Sequence[Claimed]:
        """Give of claimed deliveries those that are still wanted: who left, reached the goal or whose author lost the
        hat since planning is spared."""
        dropped: set[int] = set()
        # what was tried before may have arrived: it is tried to its end
        untried = [each for each in claimed if each.broadcast and not each.attempts + each.interrupted]
        for broadcast in dict.fromkeys(each.broadcast for each in untried):
            dropped |= await self._unwanted(broadcast, [e.id for e in untried if e.broadcast == broadcast], now)
        return [each for each in claimed if each.id not in dropped] if dropped else claimed

    async def _unwanted(self, broadcast: str, ids: Sequence[int], now: datetime) -> set[int]:
        of = await self._broadcast(broadcast)
        if of is None or of.state == "stopped" or not await self._reaches(of.row.author, of.row.classes):
            await self.stop(broadcast, now)
            await self._run(DROP, ids=listed(ids))
            return set(ids)
        whose = {int(ident): str(person) for ident, person in await self._rows(PERSONS, ids=listed(ids))}
        still = await self.still(of.row.classes, of.row.segment, of.row.before, whose.values())
        gone = {ident: person for ident, person in whose.items() if person not in still}
        if gone:
            await self._many(SPARE, [(broadcast, person, "needless") for person in gone.values()])
            await self.give_back(gone.values(), of.row.kind, broadcast)
            await self._run(DROP, ids=listed(gone))
        return set(gone)

    async def stop(self, broadcast: str, now: datetime) -> None:
        """Let nothing more of a broadcast go; what was sent was sent."""
        await self._run(STOP, broadcast=broadcast, now=text_of(now))
        await self._run(UNSENT, broadcast=broadcast)
        await self._run(DOUBTFUL, broadcast=broadcast, now=text_of(now))

    async def over(self, now: datetime) -> Sequence[tuple[str, str]]:
        """End the broadcasts of which nothing is left to send; give each with its author, once."""
        return [(str(ident), str(author)) for ident, author in await self._rows(OVER, now=text_of(now))]

    async def reported(self, broadcast: str, person: str) -> Reported | None:
        """Tell how a broadcast stands, to its author alone."""
        of = await self._broadcast(broadcast)
        if of is None or of.row.author != person:
            return None
        ends = await self._rows(ENDS, broadcast=broadcast)
        spared = Counter({str(why): int(n) for why, n in await self._rows(SPARED, broadcast=broadcast)})
        ((confirmed,),) = await self._rows(CONFIRMED, broadcast=broadcast)
        return _reported(of, ends, spared, int(confirmed))

    async def confirm(self, broadcast: str, person: str, now: datetime) -> None:
        """Keep that a person has read it."""
        await self._run(CONFIRM, broadcast=broadcast, person=person, now=text_of(now))

    async def _broadcast(self, ident: str) -> "_Of | None":
        found = await self._row(ONE, id=ident)
        return _of(found) if found else None


class _Of(msgspec.Struct):
    row: BroadcastRow
    state: str
    filled_to: str


def _of(found: Row) -> _Of:
    ident, author, school, segment, classes, before, kind, since, body, confirms, state, due, filled_to = found
    row = BroadcastRow(
        id=ident, author=author, school=school, classes=tuple(msgspec.json.decode(classes)),
        segment=msgspec.json.decode(segment, type=Segment), before=before, kind=kind,
        budget_since=moment_of(since), body=body, due=moment_of(due), confirms=bool(confirms),
    )  # fmt: skip
    return _Of(row, state, filled_to)


def _reported(of: _Of, ends: Iterable[Row], spared: Counter[str], confirmed: int) -> Reported:
    by: Counter[str] = Counter()
    for state, why, count in ends:
        by["denied" if state == "unreachable" and why == "denied" else state] += count
    return Reported(
        state=of.state, sent=by["sent"], waiting=by["queued"] + by["in_hand"], blocked=by["unreachable"],
        denied=by["denied"], unknown=by["unknown"], refused=by["refused"], needless=spared["needless"],
        held=spared["budget"], muted=spared["muted"], confirmed=confirmed,
    )  # fmt: skip
