"""Broadcasts: accepted in one small row, filled in by chunks that may be repeated, sifted again as they go out.

planned ─ due ─► filling ─ chunk by chunk ─► going ─ nothing left ─► ended        any of them ─► stopped

One that repeats another (`cause`) goes to those the other did not reach; one that corrects another (`fixes`) takes the
place of the messages that arrived.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from flows.values.events import Option
from flows.values.segments import EVERY_CLASS, Segment
from storage.port.values import Answer, BroadcastRow, Claimed, Granted, InReach, Refused, Reported
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Row, listed
from storage.sqlite.delivery.budget import Budget
from storage.sqlite.school.segments import Segments

CHUNK = 500  #: persons filled in at once: under 50 ms of the writer

NEW = """
INSERT INTO broadcasts (id, author, school, segment, classes, before, kind, budget_since, body, confirms, state, due,
                        made_at, title, told, notice, cause, fixes, attachment)
VALUES (:id, :author, :school, :segment, :classes, :before, :kind, :since, :body, :confirms, 'planned', :due, :now,
        :title, :told, :notice, :cause, :fixes, :file)
"""
ONE = """
SELECT id, author, school, segment, classes, before, kind, budget_since, body, confirms, due, title, told, notice,
       cause, fixes, attachment, state, filled_to, people
FROM broadcasts WHERE id = :id
"""
DUE = "SELECT id FROM broadcasts WHERE state = 'filling' OR (state = 'planned' AND due <= :now) ORDER BY due, made_at"
# the author still wears a hat that reaches every class of it; a substitute's ends by itself
REACHES = """
SELECT NOT EXISTS (
    SELECT 1 FROM json_each(:classes) k WHERE NOT EXISTS (
        SELECT 1 FROM classes c JOIN hats h ON h.person = :author AND coalesce(h.ends_at > :now, 1)
            AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id))
        WHERE c.id = k.value
    )
)
"""
# its author, for as long as they wear a hat that reaches every class of it: after that it is theirs no more
THEIRS = """
author = :person AND NOT EXISTS (
    SELECT 1 FROM json_each(classes) k WHERE NOT EXISTS (
        SELECT 1 FROM classes c JOIN hats h ON h.person = :person
            AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id))
        WHERE c.id = k.value
    )
)
"""
IS_THEIRS = f"SELECT 1 FROM broadcasts WHERE id = :broadcast AND {THEIRS}"  # noqa: S608 our own words
# the chat used last, one that can be reached before one that cannot
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
# what arrived is edited in its place; what is in hand is edited after it
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
REWRITE = "UPDATE broadcasts SET body = :body WHERE cause = :cause"
# a message that never arrived has no place to take
PLACED = """
SELECT d.id FROM deliveries d JOIN deliveries o ON o.id = d.mends
WHERE d.id IN (SELECT value FROM json_each(:ids)) AND o.message <> ''
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
# what is left of a stopped one: cleared by chunks, for it may be of ten thousand
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
# what was tried once may have arrived: it stays in the report
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
# in VK people forbid a community to write, in Telegram they block a bot
ENDS = """
SELECT iif(state = 'unreachable' AND account LIKE 'vk%', 'denied', state), count(*) FROM deliveries
WHERE broadcast = :broadcast GROUP BY 1
"""
CLASS_TO_WRITE = """
SELECT c.school, c.id FROM classes c WHERE c.id = :klass AND EXISTS (
    SELECT 1 FROM hats h WHERE h.person = :person
        AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id))
)
"""
AUTHORED = f"""
SELECT id, title FROM broadcasts WHERE {THEIRS} AND fixes = '' ORDER BY made_at DESC, id DESC LIMIT 50
"""  # noqa: S608
ASKED = f"""
SELECT id, title FROM broadcasts
WHERE {THEIRS} AND fixes = '' AND confirms AND state <> 'planned' ORDER BY made_at DESC, id DESC LIMIT 50
"""  # noqa: S608
ALL_IN_REACH = """
SELECT c.school, c.id FROM classes c
WHERE c.school = (SELECT school FROM hats WHERE person = :person AND kind = 'staff' ORDER BY since, id LIMIT 1)
ORDER BY c.id
"""
# the families whose parents it reached and who have not pressed «Прочитал(а)»: numbers, 0 for one without
UNREAD = """
SELECT DISTINCT k.id, coalesce(m.number, 0) AS on_list
FROM broadcasts b CROSS JOIN json_each(b.classes) c
JOIN children k ON k.class = c.value
JOIN guardians g ON g.child = k.id
JOIN chats ch ON ch.person = g.person
JOIN broadcasts s ON s.cause = b.cause
JOIN deliveries d ON d.broadcast = s.id AND d.chat = ch.id AND d.state = 'sent'
LEFT JOIN families m ON m.id = k.family
WHERE b.id = :broadcast AND b.author = :person AND NOT EXISTS (
    SELECT 1 FROM guardians o JOIN confirmed f ON f.person = o.person WHERE o.child = k.id AND f.broadcast = b.cause
)
ORDER BY on_list = 0, on_list
"""
# the child somebody was written about: of the class of its author, or of any when the school wrote
ABOUT = """
SELECT k.id, EXISTS (SELECT 1 FROM hats h WHERE h.person = b.author AND h.kind = 'teacher' AND h.class = k.class)
FROM broadcasts b CROSS JOIN json_each(b.classes) c
JOIN children k ON k.class = c.value
JOIN guardians g ON g.child = k.id AND g.person = :person
WHERE b.id = :broadcast AND EXISTS (
    SELECT 1 FROM chats ch JOIN broadcasts s ON s.cause = b.cause
    JOIN deliveries d ON d.chat = ch.id AND d.broadcast = s.id WHERE ch.person = :person
)
ORDER BY g.since, k.id LIMIT 1
"""
SPARED = "SELECT why, count(*) FROM spared WHERE broadcast = :broadcast GROUP BY why"
CONFIRMED = "SELECT count(*) FROM confirmed WHERE broadcast = :broadcast"
# only somebody it was sent to can have read it
CONFIRM = """
INSERT INTO confirmed (broadcast, person, at)
SELECT :broadcast, :person, :now WHERE EXISTS (
    SELECT 1 FROM chats c JOIN broadcasts s ON s.cause = :broadcast
    JOIN deliveries d ON d.chat = c.id AND d.broadcast = s.id WHERE c.person = :person
)
ON CONFLICT DO NOTHING
"""


class Broadcasts(Segments, Budget):
    """Broadcasts, from being accepted to the report."""

    async def submit(self, row: BroadcastRow, now: datetime) -> Answer:
        """Accept a broadcast: one row, whatever the number of its people. Refused: the author may not write to them."""
        if not await self._may_send(row, now):
            return Refused("unknown")
        await self._run(
            NEW, id=row.id, author=row.author, school=row.school, segment=msgspec.json.encode(row.segment).decode(),
            classes=listed(row.classes), before=row.before, kind=row.kind, since=text_of(row.budget_since),
            body=row.body, confirms=row.confirms, due=text_of(row.due), now=text_of(now), title=row.title,
            told=row.told, notice=row.notice, cause=row.cause or row.id, fixes=row.fixes, file=row.file,
        )  # fmt: skip
        if row.fixes:  # whom it has still to go to reads it corrected
            await self._run(REWRITE, cause=row.fixes, body=row.body)
        return Granted({"broadcast": row.id})

    async def _may_send(self, row: BroadcastRow, now: datetime) -> bool:
        # what another has sent is nobody's to repeat, to correct, or to ask who has read it
        others = {row.segment.broadcast, row.fixes, row.cause} - {"", row.id}
        mine = [await self.authored(each, row.author) for each in sorted(others)]
        return all(mine) and await self._reaches(row.author, row.classes, now)

    async def in_reach(self, klass: str, person: str) -> InReach:
        """Give the classes a person may write to when they name one, or all of their school (`EVERY_CLASS`)."""
        said = ALL_IN_REACH if klass == EVERY_CLASS else CLASS_TO_WRITE
        values = {"person": person} if klass == EVERY_CLASS else {"person": person, "klass": klass}
        rows = await self._rows(said, **values)
        return InReach(str(rows[0][0]) if rows else "", tuple(str(ident) for _, ident in rows))

    async def _reaches(self, author: str, classes: Sequence[str], now: datetime) -> bool:
        found = await self._row(REACHES, author=author, classes=listed(classes), now=text_of(now))
        return bool(classes) and bool(found and found[0])

    async def authored(self, broadcast: str, person: str) -> BroadcastRow | None:
        """Give a broadcast to its author while they may write to its classes, None to anybody else."""
        theirs = await self._row(IS_THEIRS, broadcast=broadcast, person=person)
        of = await self._broadcast(broadcast) if theirs and person else None
        return of.row if of else None

    async def unread(self, broadcast: str, person: str) -> Sequence[int]:
        """Give its author the numbers of the families it reached none of whose parents said they read it; 0: none."""
        if await self.authored(broadcast, person) is None:
            return []
        return [int(number) for _, number in await self._rows(UNREAD, broadcast=broadcast, person=person)]

    async def written_about(self, broadcast: str, person: str) -> Answer:
        """Tell somebody it was sent to which child of theirs it is about, and who answers for it."""
        found = await self._row(ABOUT, broadcast=broadcast, person=person)
        if found is None:
            return Refused("unknown")
        child, taught = found
        return Granted({"child": str(child), "mends": "teacher" if taught else "school"})

    async def _authored(self, person: str, *, asked: bool) -> tuple[Option, ...]:
        rows = await self._rows(ASKED if asked else AUTHORED, person=person)
        return tuple(Option(f"unread:{ident}" if asked else str(ident), str(title)) for ident, title in rows)

    async def filling(self, now: datetime) -> Sequence[str]:
        """Give the broadcasts whose people are to be filled in now."""
        return [broadcast for (broadcast,) in await self._rows(DUE, now=text_of(now))]

    async def fill(self, broadcast: str, now: datetime, most: int = CHUNK) -> bool:
        """Fill in the next people of a broadcast; tell whether there are more. An author who lost the hat stops it."""
        of = await self._broadcast(broadcast)
        if of is None or of.state not in {"planned", "filling"}:
            return False
        if not await self._reaches(of.row.author, of.row.classes, now):
            await self.stop(broadcast, now)
            return False
        chunk, people = await (self._fill_fix if of.row.fixes else self._fill)(of, now, most)
        more = len(chunk) == most
        await self._run(
            FILLED, broadcast=broadcast, to=chunk[-1] if chunk else of.filled_to, people=people,
            state="filling" if more else "going",
        )  # fmt: skip
        return more

    async def _fill(self, of: "_Of", now: datetime, most: int) -> tuple[Sequence[str], int]:
        row = of.row
        chunk = await self.members(row.classes, row.segment, row.before, after=of.filled_to, most=most)
        meant = await self._unreached(row, chunk)
        await self._queue(row, await self._unspared(row, meant), now)
        return chunk, len(meant)

    async def _fill_fix(self, of: "_Of", now: datetime, most: int) -> tuple[Sequence[str], int]:
        row = of.row
        found = await self._rows(ARRIVED, cause=row.fixes, after=int(of.filled_to or 0), most=most)
        chunk = [int(ident) for (ident,) in found]
        rows = listed((self._makers.ids(), ident) for ident in chunk)
        await self._run(FILL_FIX, rows=rows, broadcast=row.id, due=text_of(max(row.due, now)))
        return [str(ident) for ident in chunk], len(chunk)

    async def _unreached(self, row: BroadcastRow, chunk: Sequence[str]) -> Sequence[str]:
        if row.cause in {"", row.id}:
            return chunk
        found = await self._rows(REACHED, persons=listed(chunk), cause=row.cause, broadcast=row.id)
        reached = {person for (person,) in found}
        return [person for person in chunk if person not in reached]

    async def _unspared(self, row: BroadcastRow, chunk: Sequence[str]) -> Sequence[str]:
        spent = await self.spent(chunk, row.kind, row.budget_since, row.cause or row.id)
        muted = {person for (person,) in await self._rows(MUTED, persons=listed(chunk))} if row.kind != "own" else set()
        why = {**dict.fromkeys(spent, "budget"), **dict.fromkeys(muted, "muted")}
        await self._many(SPARE, [(row.id, person, reason) for person, reason in sorted(why.items())])
        return [person for person in chunk if person not in why]

    async def _queue(self, row: BroadcastRow, persons: Sequence[str], now: datetime) -> None:
        rows = listed((person, self._makers.ids()) for person in persons)
        await self._run(
            FILL, rows=rows, broadcast=row.id, file=row.file, due=text_of(max(row.due, now)), now=text_of(now)
        )
        await self.spend(persons, row.kind, row.cause or row.id, max(row.due, now))

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
        if of is None or of.state == "stopped" or not await self._reaches(of.row.author, of.row.classes, now):
            await self.stop(broadcast, now)
            await self._run(DROP, ids=listed(ids))
            return set(ids)
        if of.row.fixes:
            placed = {int(ident) for (ident,) in await self._rows(PLACED, ids=listed(ids))}
            await self._run(DROP, ids=listed(set(ids) - placed))
            return set(ids) - placed
        whose = {int(ident): str(person) for ident, person in await self._rows(PERSONS, ids=listed(ids))}
        still = await self.still(of.row.classes, of.row.segment, of.row.before, whose.values())
        gone = {ident: person for ident, person in whose.items() if person not in still}
        if gone:
            await self._many(SPARE, [(broadcast, person, "needless") for person in gone.values()])
            await self.give_back(gone.values(), of.row.kind, of.row.cause or broadcast)
            await self._run(DROP, ids=listed(gone))
        return set(gone)

    async def stop(self, broadcast: str, now: datetime) -> None:
        """Let nothing more of a broadcast go; what was sent was sent."""
        await self._run(STOP, broadcast=broadcast, now=text_of(now))

    async def stopped(self) -> Sequence[str]:
        """Give the stopped broadcasts of which something is queued still."""
        return [broadcast for (broadcast,) in await self._rows(STOPPED)]

    async def clear(self, broadcast: str, now: datetime, most: int = CHUNK) -> bool:
        """Take the next of what a stopped broadcast has queued out of the queue; tell whether there is more."""
        rows = await self._rows(CLEARED, broadcast=broadcast, most=most)
        await self._run(DROP, ids=listed(ident for ident, tried in rows if not tried))
        await self._many(DOUBTFUL, [(text_of(now), ident) for ident, tried in rows if tried])
        return len(rows) == most

    async def over(self, now: datetime) -> Sequence[tuple[str, str]]:
        """End the broadcasts of which nothing is left to send; give each with its author, once."""
        return [(str(ident), str(author)) for ident, author in await self._rows(OVER, now=text_of(now))]

    async def under_way(self) -> Sequence[tuple[str, str]]:
        """Give the broadcasts that go out now, each with its author."""
        return [(str(ident), str(author)) for ident, author in await self._rows(UNDER_WAY)]

    async def reported(self, broadcast: str, person: str) -> Reported | None:
        """Tell how a broadcast stands, to its author alone."""
        of = await self._broadcast(broadcast)
        if of is None or await self.authored(broadcast, person) is None:
            return None
        ends = await self._rows(ENDS, broadcast=broadcast)
        spared = Counter({str(why): int(n) for why, n in await self._rows(SPARED, broadcast=broadcast)})
        ((confirmed,),) = await self._rows(CONFIRMED, broadcast=of.row.cause or broadcast)
        return _reported(of, ends, spared, int(confirmed))

    async def confirm(self, broadcast: str, person: str, now: datetime) -> Answer:
        """Keep that a person has read it. Refused: it was not sent to them."""
        if await self.written_about(broadcast, person) == Refused("unknown"):
            return Refused("unknown")
        await self._run(CONFIRM, broadcast=broadcast, person=person, now=text_of(now))
        return Granted({})

    async def _broadcast(self, ident: str) -> "_Of | None":
        found = await self._row(ONE, id=ident)
        return _of(found) if found else None


class _Of(msgspec.Struct):
    # how far it is filled in: `filled_to` is the last person, of a correction the last delivery
    row: BroadcastRow
    state: str
    filled_to: str
    people: int


def _of(found: Row) -> _Of:
    ident, author, school, segment, classes, before, kind, since, body, confirms, due, *rest = found
    title, told, notice, cause, fixes, file, state, filled_to, people = rest
    row = BroadcastRow(
        id=ident, author=author, school=school, classes=tuple(msgspec.json.decode(classes)),
        segment=msgspec.json.decode(segment, type=Segment), before=before, kind=kind,
        budget_since=moment_of(since), body=body, due=moment_of(due), confirms=bool(confirms), title=title,
        told=told, notice=notice, cause=cause, fixes=fixes, file=file,
    )  # fmt: skip
    return _Of(row, state, filled_to, people)


def _reported(of: _Of, ends: Iterable[Row], spared: Counter[str], confirmed: int) -> Reported:
    by = Counter({str(state): int(count) for state, count in ends})
    queued = by["queued"] + by["in_hand"]
    found = Reported(
        state=of.state, sent=by["sent"], waiting=queued, blocked=by["unreachable"],
        denied=by["denied"], unknown=by["unknown"], refused=by["refused"], needless=spared["needless"],
        held=spared["budget"], muted=spared["muted"], confirmed=confirmed, stopped=0, due=of.row.due,
        title=of.row.title, confirms=of.row.confirms, fixes=bool(of.row.fixes),
    )  # fmt: skip
    # what a stop took out of the queue leaves no row behind: it is what is missing of those it was filled for
    unsent = max(of.people - (found.people - queued), 0)
    return found._replace(waiting=0, stopped=unsent) if of.state == "stopped" else found
