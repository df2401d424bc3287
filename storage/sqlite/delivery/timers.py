"""Timers: returned when their moment has come, postponed, and listed as promises to a person."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from flows.values import events
from flows.values.events import News
from storage.port.delivery.timers import DueTimer, Promise
from storage.port.people.chats import ChatKey
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Row, Statements
from storage.sqlite.people.chats import OVER

# a timer of the effect Wait goes to its own chat; any other goes to a reachable chat of the person
DROP_UNREACHABLE = """
DELETE FROM timers WHERE due <= :now AND NOT EXISTS (
    SELECT 1 FROM chats c WHERE c.person = timers.person AND c.reachable = 1 AND c.id = coalesce(timers.chat, c.id)
)
"""
DUE = """
SELECT t.id, c.account, c.peer, t.due, coalesce(t.since, t.due), t.event
FROM timers t JOIN chats c ON c.id = coalesce(t.chat, (
    SELECT id FROM chats WHERE person = t.person AND reachable = 1 ORDER BY used_at DESC, id DESC LIMIT 1
))
WHERE t.due <= :now
ORDER BY t.due, t.id LIMIT :most
"""
POSTPONE = "UPDATE timers SET due = ?, event = ? WHERE id = ?"
DROP = "DELETE FROM timers WHERE id = ?"
PROMISES = "SELECT due, person, event FROM timers ORDER BY due, id"
NEXT = """
SELECT min(due) FROM (
    SELECT min(due) AS due FROM timers
    UNION ALL
    SELECT min(max(due, paused_until)) FROM broadcasts WHERE state = 'planned'
    UNION ALL
    SELECT min(max(d.due, iif(d.urgency < 2, '', coalesce(c.quiet_until, '')), coalesce(b.paused_until, '')))
    FROM deliveries d JOIN chats c ON c.id = d.chat LEFT JOIN broadcasts b ON b.id = d.broadcast
    WHERE d.state = 'queued'
    UNION ALL
    SELECT min(r.due) FROM rounds r JOIN campaigns c ON c.id = r.campaign AND c.state = 'set'
    WHERE r.state IN ('planned', 'filling')
    UNION ALL
    SELECT min(until) FROM prompts WHERE outcome = 'again'
    UNION ALL
    SELECT min(next_at) FROM acquaintance WHERE next_at IS NOT NULL
    UNION ALL
    SELECT min(remind_at) FROM extracts WHERE ended_at IS NULL AND remind_at > '' AND remind_at < '9'
)
"""


class SqlTimers:
    """Implements storage.port.delivery.timers.Timers."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def due(self, now: datetime, most: int) -> Sequence[DueTimer]:
        """Return up to `most` timers whose moment has come, the oldest first. Delete those without a reachable chat."""
        at = {"now": text_of(now)}
        *_, rows = await self._db.each((OVER, at), (DROP_UNREACHABLE, at), (DUE, {**at, "most": most}))
        timers = [
            DueTimer(row[0], ChatKey(*row[1:3]), event, moment_of(row[3]), moment_of(row[4]))
            for row, event in _read(rows)
        ]
        unread = {row[0] for row in rows} - {timer.id for timer in timers}
        self._db.defer_many(DROP, [(timer,) for timer in sorted(unread)])
        return timers

    async def postpone(self, timers: Sequence[DueTimer]) -> None:
        """Store the `due` and the `event` of these timers."""
        self._db.defer_many(POSTPONE, [(text_of(each.due), events.encoded(each.event), each.id) for each in timers])

    async def promises(self) -> Sequence[Promise]:
        """Return the timers that will show a state to a person, the soonest first."""
        found = _read(await self._db.rows(PROMISES))
        return [
            Promise(moment_of(row[0]), row[1], event.flow, event.state, event.child)
            for row, event in found
            if isinstance(event, News)
        ]

    async def next_due(self) -> datetime | None:
        """Return the next moment at which a timer, delivery, broadcast or reminder is due; None if there is none."""
        ((due,),) = await self._db.rows(NEXT)
        return moment_of(due) if due else None


def _read(rows: Iterable[Row]) -> Iterable[tuple[Row, events.Event]]:
    for row in rows:
        try:
            yield row, events.decoded(row[-1])
        except msgspec.DecodeError:  # written by a version whose events are not read any more
            continue
