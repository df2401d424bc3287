"""Stores submitted broadcasts, returns them and their delivery figures to their authors, and records who read one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from flows.values.segments import EVERY_CLASS
from storage.port.answers import Answer, Granted, Refused
from storage.port.delivery.broadcasts import BroadcastRow, InReach, ListedBroadcast, Reported
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Row, Statements, listed
from storage.sqlite.delivery.stored import Stored, reaches, stop, stored

NEW = """
INSERT INTO broadcasts (id, author, school, segment, classes, before, kind, budget_since, body, confirms, state, due,
                        made_at, title, told, notice, cause, fixes, attachment, urgent)
VALUES (:id, :author, :school, :segment, :classes, :before, :kind, :since, :body, :confirms, 'planned', :due, :now,
        :title, :slots, :notice, :cause, :fixes, :file, :urgent)
"""
# an author may see and manage a broadcast only while they have a role in each of its classes
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
REWRITE = "UPDATE broadcasts SET body = :body WHERE cause = :cause"
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
# numbers of the families that got the broadcast and in which nobody has pressed «Прочитал(а)»; 0: without a number
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
# the recipient's child whom the broadcast is about, and whether its author teaches the child's class
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
# only a person to whom the broadcast was sent can confirm it
CONFIRM = """
INSERT INTO confirmed (broadcast, person, at)
SELECT :broadcast, :person, :now WHERE EXISTS (
    SELECT 1 FROM chats c JOIN broadcasts s ON s.cause = :broadcast
    JOIN deliveries d ON d.chat = c.id AND d.broadcast = s.id WHERE c.person = :person
)
ON CONFLICT DO NOTHING
"""
RECEIVED = """
SELECT b.body FROM broadcasts b WHERE b.id = :broadcast AND EXISTS (
    SELECT 1 FROM chats c JOIN broadcasts s ON s.cause = b.cause
    JOIN deliveries d ON d.chat = c.id AND d.broadcast = s.id WHERE c.person = :person
)
"""
PAUSE = """
UPDATE broadcasts SET paused_until = :until WHERE id = :broadcast AND state NOT IN ('ended', 'stopped')
"""
# in VK people forbid a community to write, in Telegram they block a bot
ENDS = """
SELECT iif(state = 'unreachable' AND account LIKE 'vk%', 'denied', state), count(*) FROM deliveries
WHERE broadcast = :broadcast GROUP BY 1
"""
SKIPPED = "SELECT why, count(*) FROM spared WHERE broadcast = :broadcast GROUP BY why"
CONFIRMED = "SELECT count(*) FROM confirmed WHERE broadcast = :broadcast"


class SqlBroadcasts:
    """Implements storage.port.delivery.broadcasts.Broadcasts."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def submit(self, row: BroadcastRow, now: datetime) -> Answer:
        """Store a broadcast as one row. Its deliveries are added later, see `SqlFanOut`.

        Return Refused("unknown") if the author may not write to its classes.
        """
        if not await self._may_send(row, now):
            return Refused("unknown")
        self._db.defer(
            NEW, id=row.id, author=row.author, school=row.school, segment=msgspec.json.encode(row.segment).decode(),
            classes=listed(row.classes), before=row.before, kind=row.kind, since=text_of(row.budget_since),
            body=row.body, confirms=row.confirms, due=text_of(row.due), now=text_of(now), title=row.title,
            slots=row.slots, notice=row.notice, cause=row.cause or row.id, fixes=row.fixes, file=row.file,
            urgent=row.urgent,
        )  # fmt: skip
        if row.fixes:  # deliveries that are not sent yet get the corrected text
            self._db.defer(REWRITE, cause=row.fixes, body=row.body)
        return Granted({"broadcast": row.id})

    async def _may_send(self, row: BroadcastRow, now: datetime) -> bool:
        # only the author of a broadcast may repeat it, correct it, or see who has read it
        others = {row.segment.broadcast, row.fixes, row.cause} - {"", row.id}
        mine = [await self.authored(each, row.author) for each in sorted(others)]
        return all(mine) and await reaches(self._db, row.author, row.classes, now)

    async def in_reach(self, klass: str, person: str) -> InReach:
        """Return the class `klass`, or no class if the person may not write to its families.

        If `klass` is EVERY_CLASS: return all classes of the school in which the person is staff.
        """
        said = ALL_IN_REACH if klass == EVERY_CLASS else CLASS_TO_WRITE
        values = {"person": person} if klass == EVERY_CLASS else {"person": person, "klass": klass}
        rows = await self._db.rows(said, **values)
        return InReach(str(rows[0][0]) if rows else "", tuple(str(ident) for _, ident in rows))

    async def authored(self, broadcast: str, person: str) -> BroadcastRow | None:
        """Return a broadcast; None if `person` is not its author, or may no longer write to its classes."""
        theirs = await self._db.row(IS_THEIRS, broadcast=broadcast, person=person)
        of = await stored(self._db, broadcast) if theirs and person else None
        return of.row if of else None

    async def unread(self, broadcast: str, person: str) -> Sequence[int]:
        """Return the numbers of the families that got a broadcast and have not confirmed that they read it.

        A family without a number counts as 0. Empty if `person` is not the author.
        """
        if await self.authored(broadcast, person) is None:
            return []
        return [int(number) for _, number in await self._db.rows(UNREAD, broadcast=broadcast, person=person)]

    async def written_about(self, broadcast: str, person: str) -> Answer:
        """Return which child of the recipient `person` a broadcast is about, and who corrects mistakes in it."""
        found = await self._db.row(ABOUT, broadcast=broadcast, person=person)
        if found is None:
            return Refused("unknown")
        child, taught = found
        return Granted({"child": str(child), "mends": "teacher" if taught else "school"})

    async def mine(self, person: str, *, to_read: bool) -> Sequence[ListedBroadcast]:
        """Return the broadcasts that this person wrote, the newest first.

        `to_read`: return only those that ask the recipients to confirm that they read them.
        """
        rows = await self._db.rows(ASKED if to_read else AUTHORED, person=person)
        return [ListedBroadcast(str(ident), str(title)) for ident, title in rows]

    async def stop(self, broadcast: str, now: datetime) -> None:
        """Stop a broadcast, so that no more of its messages are sent. Messages already sent stay in the chats."""
        stop(self._db, broadcast, now)

    async def pause(self, broadcast: str, until: datetime) -> None:
        """Send nothing of a broadcast until the moment `until`. A moment that is not in the future ends a pause."""
        self._db.defer(PAUSE, broadcast=broadcast, until=text_of(until))

    async def reported(self, broadcast: str, person: str) -> Reported | None:
        """Return the delivery figures of a broadcast; None if `person` is not its author."""
        of = await stored(self._db, broadcast)
        if of is None or await self.authored(broadcast, person) is None:
            return None
        return await _report(self._db, of)

    async def received(self, broadcast: str, person: str) -> str:
        """Return the body of a broadcast; "" if it was not sent to this person."""
        found = await self._db.row(RECEIVED, broadcast=broadcast, person=person)
        return str(found[0]) if found else ""

    async def confirm(self, broadcast: str, person: str, now: datetime) -> Answer:
        """Record that a person has read a broadcast. Return Refused("unknown") if it was not sent to them."""
        if await self.written_about(broadcast, person) == Refused("unknown"):
            return Refused("unknown")
        self._db.defer(CONFIRM, broadcast=broadcast, person=person, now=text_of(now))
        return Granted({})


async def _report(db: Statements, of: Stored) -> Reported:
    """Return how the deliveries of a broadcast ended, in numbers of persons."""
    ends = await db.rows(ENDS, broadcast=of.row.id)
    skipped = Counter({str(why): int(n) for why, n in await db.rows(SKIPPED, broadcast=of.row.id)})
    ((confirmed,),) = await db.rows(CONFIRMED, broadcast=of.row.cause or of.row.id)
    return _reported(of, ends, skipped, int(confirmed))


def _reported(of: Stored, ends: Iterable[Row], skipped: Counter[str], confirmed: int) -> Reported:
    by = Counter({str(state): int(count) for state, count in ends})
    queued = by["queued"] + by["in_hand"]
    found = Reported(
        state=of.state, sent=by["sent"], waiting=queued, blocked=by["unreachable"],
        denied=by["denied"], unknown=by["unknown"], refused=by["refused"], needless=skipped["needless"],
        held=skipped["budget"], muted=skipped["muted"], confirmed=confirmed, stopped=0, due=of.row.due,
        title=of.row.title, confirms=of.row.confirms, fixes=bool(of.row.fixes),
    )  # fmt: skip
    # deliveries removed by a stop leave no row: their number is that of the persons without any other outcome
    unsent = max(of.people - (found.people - queued), 0)
    return found._replace(waiting=0, stopped=unsent) if of.state == "stopped" else found
