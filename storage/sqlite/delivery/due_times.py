"""Moments that were stored while the clock ran ahead, and that nothing may wait for after it was corrected."""

from datetime import datetime, timedelta

from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Statements

RESTS = timedelta(minutes=15)  #: no reply rests longer between two attempts
NIGHT = timedelta(hours=12)  #: no notice waits longer for the morning
BY_HAND = timedelta(days=1)  #: no chat is answered by hand longer after a message of staff
AHEAD = timedelta(days=2)  #: a clock that ran further ahead is not corrected by guessing

REPLIES = """
UPDATE deliveries SET due = :now WHERE state = 'queued' AND urgency = 0 AND due > :rested RETURNING id
"""
NOTICES = """
UPDATE deliveries SET due = :morning WHERE state = 'queued' AND urgency > 0 AND due > :morning_after RETURNING id
"""
HUSHED = "UPDATE chats SET quiet_until = :a_day WHERE quiet_until > :a_day RETURNING id"
TIMERS = "SELECT id, due, since FROM timers WHERE since > :now AND since <= :ahead"
MOVED = "UPDATE timers SET due = ?, since = ? WHERE id = ?"


class SqlDueTimes:
    """Implements storage.port.delivery.due_times.DueTimes."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def look_again(self, now: datetime, morning: datetime) -> int:
        """Bring impossibly far moments forward; return how many."""
        at = {"now": text_of(now), "a_day": text_of(now + BY_HAND), "ahead": text_of(now + AHEAD)}
        far = {"rested": text_of(now + RESTS), "morning": text_of(morning), "morning_after": text_of(now + NIGHT)}
        *moved, timers = await self._db.each((REPLIES, at | far), (NOTICES, far), (HUSHED, at), (TIMERS, at))
        self._db.defer_many(
            MOVED,
            [(text_of(now + (moment_of(due) - moment_of(since))), text_of(now), ident) for ident, due, since in timers],
        )
        return sum(map(len, (*moved, timers)))
