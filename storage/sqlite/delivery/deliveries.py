"""The queue of deliveries: claims them, records how they ended, and ends those of chats that cannot be reached."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from storage.port.delivery.deliveries import LEAST_URGENT, Claimed, Ended, SentLately, Waiting
from storage.port.people.chats import ChatKey
from storage.sqlite.core.memory import Memory
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Statements, Value, listed
from storage.sqlite.delivery.skipping import Skipping
from storage.sqlite.delivery.stale import StaleReminders

# One per chat: the first by urgency, then by age. A delivery that waits for another attempt holds back the younger
# ones of its chat, or an edit would be sent before the screen it edits. A screen that may have arrived holds back no
# newer screen: the person has moved on. The index returns rows in order, so LIMIT ends
# the search.
CLAIMABLE = """
SELECT d.id, d.chat, c.account, c.peer, d.urgency,
       iif(d.broadcast IS NULL, d.body, (SELECT b.body FROM broadcasts b WHERE b.id = d.broadcast)),
       d.mends IS NOT NULL OR (d.edit AND NOT c.buried), d.living,
       iif(d.mends IS NULL, c.living, (SELECT o.message FROM deliveries o WHERE o.id = d.mends)),
       d.attempts, d.interrupted, d.ticket, coalesce(d.broadcast, ''),
       d.urgency = 3 AND d.broadcast IS NULL AND EXISTS (SELECT 1 FROM prompts p WHERE p.delivery = d.id),
       iif(d.interrupted > 0, d.tried_at, NULL), d.due
FROM deliveries d CROSS JOIN chats c ON c.id = d.chat
WHERE d.state = 'queued' AND d.account = :account AND d.due <= :now AND c.reachable = 1
  AND (d.urgency < 2 OR coalesce(c.quiet_until, '') <= :now)
  AND (d.broadcast IS NULL
       OR d.broadcast NOT IN (SELECT id FROM broadcasts WHERE paused_until > '' AND paused_until > :now))
  AND d.urgency <= :least_urgent AND d.chat NOT IN (SELECT value FROM json_each(:resting))
  AND NOT EXISTS (
    SELECT 1 FROM deliveries o WHERE o.chat = d.chat AND o.state IN ('queued', 'in_hand') AND (
        o.state = 'in_hand'
        OR ((o.due <= :now OR (o.attempts > 0 AND NOT (d.living AND o.living AND o.interrupted > 0)))
            AND (o.urgency, o.id) < (d.urgency, d.id))
    )
  )
ORDER BY d.urgency, d.due, d.id LIMIT :most
"""
# `tried_at` is the first attempt that may have arrived
LATELY = """
SELECT d.id, coalesce(d.broadcast, '')
FROM (SELECT id, chat, broadcast FROM deliveries ORDER BY id DESC LIMIT :most) d
WHERE d.chat = (SELECT id FROM chats WHERE account = :account AND peer = :peer)
"""
IN_HAND = """
UPDATE deliveries SET state = 'in_hand', tried_at = iif(interrupted > 0, coalesce(tried_at, :now), :now)
WHERE id IN (SELECT value FROM json_each(:ids))
"""
ENDED = """
UPDATE deliveries SET state = ?, body = '', attempts = attempts + 1, message = ?, why = ?, ended_at = ?
WHERE id = ? AND state = 'in_hand'
"""
LATER = """
UPDATE deliveries
SET state = 'queued', attempts = attempts + ?, interrupted = interrupted + ?, why = ?, due = max(due, ?)
WHERE id = ? AND state = 'in_hand'
"""
# A sent screen becomes the living message. Any other message appears below it: then it is `buried` and is not edited.
# A screen with a file counts as buried: it cannot be edited into text alone. `notice`: text typed under a broadcast
# may answer its buttons
LIVING = """
UPDATE chats SET living = iif(d.living, ?1, chats.living),
    buried = iif(?1 = (SELECT o.message FROM deliveries o WHERE o.id = d.mends), buried, NOT d.living OR d.file <> ''),
    notice = coalesce((SELECT nullif(b.notice, '') FROM broadcasts b WHERE b.id = d.broadcast), notice)
FROM deliveries d WHERE d.id = ?2 AND chats.id = d.chat
"""
# the person has moved on: a newer screen arrived, so an older one that may have arrived is not repeated
MOVED_ON = """
UPDATE deliveries SET state = 'unknown', body = '', why = 'moved on', ended_at = :now
WHERE state = 'queued' AND living AND urgency = 0 AND interrupted > 0 AND id < (
    SELECT max(n.id) FROM deliveries n
    WHERE n.chat = deliveries.chat AND n.living AND n.id IN (SELECT value FROM json_each(:ids))
) AND chat IN (SELECT n.chat FROM deliveries n WHERE n.living AND n.id IN (SELECT value FROM json_each(:ids)))
"""
# a screen that may have arrived may stand below the living message: a newer screen is sent below both
DOUBTED = """
UPDATE chats SET buried = 1
FROM deliveries d WHERE d.id = ? AND chats.id = d.chat AND d.living AND d.mends IS NULL AND NOT (d.edit AND NOT buried)
"""
UNREACHABLE = """
UPDATE chats SET reachable = 0
WHERE id IN (SELECT chat FROM deliveries WHERE id IN (SELECT value FROM json_each(:ids)))
"""
SILENCED = """
UPDATE deliveries SET state = 'unreachable', body = '', ended_at = :now
WHERE state = 'queued' AND chat IN (
    SELECT c.id FROM deliveries d JOIN chats c ON c.id = d.chat AND c.reachable = 0
    WHERE d.id IN (SELECT value FROM json_each(:ids))
)
"""
# deliveries claimed by a process that died may have arrived
INTERRUPTED = "UPDATE deliveries SET state = 'queued', interrupted = interrupted + 1 WHERE state = 'in_hand'"
WAITING = """
SELECT c.account, count(*), min(d.due) FROM deliveries d CROSS JOIN chats c ON c.id = d.chat
WHERE d.state = 'queued' AND d.due <= :now AND c.reachable = 1
GROUP BY c.account
"""


class SqlDelivery:
    """Implements storage.port.delivery.deliveries.Delivery."""

    def __init__(self, db: Statements, memory: Memory, skipping: Skipping, stale: StaleReminders) -> None:
        """Store the connection, the cached values, and the two objects that delete deliveries that are not needed."""
        self._db, self._memory, self._skipping, self._stale = db, memory, skipping, stale

    @property
    def skipped(self) -> int:
        """How many deliveries were deleted by `claim` in this transaction because they are no longer needed."""
        return self._memory.skipped

    async def claim(
        self, now: datetime, most: int, accounts: Collection[str],
        *, resting: Collection[int] = (), least_urgent: int = LEAST_URGENT,
    ) -> Sequence[Claimed]:  # fmt: skip
        """Claim due deliveries for sending: one per chat, the most urgent first, then the oldest."""
        if not self._memory.claims:
            self._db.defer(INTERRUPTED)
            self._memory.claims = True
        asked: dict[str, Value] = {"now": text_of(now), "most": most, "least_urgent": least_urgent}
        found = [
            row
            for account in accounts
            for row in await self._db.rows_inline(CLAIMABLE, account=account, resting=listed(resting), **asked)
        ]
        rows = sorted(found, key=lambda row: (row[4], row[-1], row[0]))[:most]
        if rows:
            self._db.defer(IN_HAND, ids=listed(row[0] for row in rows), now=text_of(now))
        claimed = [_claimed(*row[:-1]) for row in rows]
        wanted = await self._stale.sift(await self._skipping.sift(claimed, now), now)
        self._memory.skipped += len(rows) - len(wanted)
        return wanted

    async def settle(self, ends: Sequence[Ended], now: datetime) -> None:
        """Record the results of attempts to send claimed deliveries."""
        at = text_of(now)
        later = [end for end in ends if end.end == "later"]
        gone = [end.id for end in ends if end.end == "unreachable"]
        self._db.defer_many(ENDED, [(e.end, e.message, e.why, at, e.id) for e in ends if e.end != "later"])
        self._db.defer_many(
            LATER, [(e.tried, e.why == "unknown", e.why, text_of(e.due) if e.due else "", e.id) for e in later]
        )
        sent = [(e.message, e.id) for e in ends if e.end == "sent" and e.message]
        self._db.defer_many(LIVING, sent)
        self._db.defer_many(DOUBTED, [(e.id,) for e in later if e.why == "unknown"])
        if sent:
            self._db.defer(MOVED_ON, ids=listed(ident for _, ident in sent), now=at)
        if gone:
            self._db.defer(UNREACHABLE, ids=listed(gone))
        if gone or later:
            self._db.defer(SILENCED, ids=listed(end.id for end in ends), now=at)

    async def lately(self, key: ChatKey, most: int) -> Sequence[SentLately]:
        """Return the deliveries of a chat, in any state, that are among the `most` newest ones of the store."""
        found = await self._db.rows(LATELY, account=key.account, peer=key.peer, most=most)
        return [SentLately(int(ident), str(broadcast)) for ident, broadcast in found]

    async def waiting(self, now: datetime) -> Mapping[str, Waiting]:
        """Return {account: how many deliveries are due, and for how many seconds the oldest has been due}."""
        rows = await self._db.rows(WAITING, now=text_of(now))
        return {row[0]: Waiting(row[1], (now - moment_of(row[2])).total_seconds()) for row in rows}


def _claimed(
    id_: int, chat: int, account: str, peer: str, urgency: int, body: str, edit: int, living: int,
    living_message: str, attempts: int, interrupted: int, ticket: str, broadcast: str, reminder: int,
    doubted: str | None,
) -> Claimed:  # fmt: skip
    return Claimed(
        id_, chat, ChatKey(account, peer), urgency, body, bool(edit), bool(living), living_message, attempts,
        interrupted, ticket, broadcast, bool(reminder), moment_of(doubted) if doubted else None,
    )  # fmt: skip
