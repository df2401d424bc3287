"""Promises: timers that come due, and what is promised still."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from flows.values import events
from flows.values.events import News
from storage.port.values import ChatKey, DueTimer, Promise
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Row, Statements, listed
from storage.sqlite.people.standings import OVER

# a Wait is for its own chat, news for any chat the person can be reached in
DROP_UNHEARD = """
DELETE FROM timers WHERE due <= :now AND NOT EXISTS (
    SELECT 1 FROM chats c WHERE c.person = timers.person AND c.reachable = 1 AND c.id = coalesce(timers.chat, c.id)
)
"""
DUE = """
SELECT t.id, c.account, c.peer, t.event
FROM timers t JOIN chats c ON c.id = coalesce(t.chat, (
    SELECT id FROM chats WHERE person = t.person AND reachable = 1 ORDER BY used_at DESC, id DESC LIMIT 1
))
WHERE t.due <= :now
ORDER BY t.due, t.id LIMIT :most
"""
POSTPONE = "UPDATE timers SET due = :due WHERE id IN (SELECT value FROM json_each(:timers))"
DROP = "DELETE FROM timers WHERE id = ?"
PROMISES = "SELECT due, person, event FROM timers ORDER BY due, id"
NEXT = """
SELECT min(due) FROM (
    SELECT min(due) AS due FROM timers
    UNION ALL
    SELECT min(due) FROM broadcasts WHERE state = 'planned'
    UNION ALL
    SELECT min(max(d.due, iif(d.urgency < 2, '', coalesce(c.quiet_until, ''))))
    FROM deliveries d JOIN chats c ON c.id = d.chat WHERE d.state = 'queued'
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


class Promises(Statements):
    """Timers that come due, and what is promised still."""

    async def due(self, now: datetime, most: int) -> Sequence[DueTimer]:
        """Give timers whose moment has come, the oldest first; those nobody can hear are dropped."""
        at = {"now": text_of(now)}
        *_, rows = await self._each((OVER, at), (DROP_UNHEARD, at), (DUE, {**at, "most": most}))
        timers = [DueTimer(row[0], ChatKey(*row[1:3]), event) for row, event in _read(rows)]
        unread = {row[0] for row in rows} - {timer.id for timer in timers}
        await self._many(DROP, [(timer,) for timer in sorted(unread)])
        return timers

    async def postpone(self, timers: Sequence[int], due: datetime) -> None:
        """Let timers come due later."""
        if timers:
            await self._run(POSTPONE, timers=listed(timers), due=text_of(due))

    async def promises(self) -> Sequence[Promise]:
        """Give the open promises, the soonest first."""
        found = _read(await self._rows(PROMISES))
        return [
            Promise(moment_of(row[0]), row[1], event.flow, event.state, event.child)
            for row, event in found
            if isinstance(event, News)
        ]

    async def next_due(self) -> datetime | None:
        """Give the moment of the soonest timer, delayed delivery or reminder of a campaign."""
        ((due,),) = await self._rows(NEXT)
        return moment_of(due) if due else None


def _read(rows: Iterable[Row]) -> Iterable[tuple[Row, events.Event]]:
    for row in rows:
        try:
            yield row, events.decoded(row[-1])
        except msgspec.DecodeError:  # promised by a version whose events are no more: nothing could be done with it
            continue
