"""The queue of deliveries: taken in hand, settled, ended when a chat cannot be written to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from storage.port.store import LEAST_URGENT
from storage.port.values import ChatKey, Claimed, Ended, Waiting
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Value, listed
from storage.sqlite.delivery.broadcasts import Broadcasts
from storage.sqlite.school.prompts import Prompts

# One a chat: the first by urgency, then by age. A message that waits to be tried again holds back the younger ones of
# its chat, or an edit would overtake the screen it edits. The index hands rows out in order, so LIMIT ends the search.
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
  AND d.urgency <= :least_urgent AND d.chat NOT IN (SELECT value FROM json_each(:resting))
  AND NOT EXISTS (
    SELECT 1 FROM deliveries o WHERE o.chat = d.chat AND o.state IN ('queued', 'in_hand') AND (
        o.state = 'in_hand'
        OR ((o.due <= :now OR o.attempts > 0) AND (o.urgency, o.id) < (d.urgency, d.id))
    )
  )
ORDER BY d.urgency, d.due, d.id LIMIT :most
"""
# a try before which nothing may have arrived begins the count anew
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
# a screen becomes the message that presses edit; anything else that was said below buries it, and what carries a file
# can be stripped of its buttons but not be edited into words alone. What is typed under a broadcast may answer it
LIVING = """
UPDATE chats SET living = iif(d.living, ?1, chats.living),
    buried = iif(?1 = (SELECT o.message FROM deliveries o WHERE o.id = d.mends), buried, NOT d.living OR d.file <> ''),
    notice = coalesce((SELECT nullif(b.notice, '') FROM broadcasts b WHERE b.id = d.broadcast), notice)
FROM deliveries d WHERE d.id = ?2 AND chats.id = d.chat
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
REACH = "UPDATE chats SET reachable = :reachable WHERE account = :account AND peer = :peer"
# ended by nobody's clock: the port gives `reach` no moment
SILENCED_CHAT = """
UPDATE deliveries SET state = 'unreachable', body = '', ended_at = due
WHERE state = 'queued' AND chat = (SELECT id FROM chats WHERE account = :account AND peer = :peer)
"""
# what a dead process had in hand may have arrived
INTERRUPTED = "UPDATE deliveries SET state = 'queued', interrupted = interrupted + 1 WHERE state = 'in_hand'"
WAITING = """
SELECT c.account, count(*), min(d.due) FROM deliveries d CROSS JOIN chats c ON c.id = d.chat
WHERE d.state = 'queued' AND d.due <= :now AND c.reachable = 1
GROUP BY c.account
"""
CURSOR = "SELECT cursor FROM accounts WHERE name = :account"
MOVED = """
INSERT INTO accounts (name, channel, cursor) VALUES (:account, :channel, :value)
ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor
"""


class Queue(Broadcasts, Prompts):
    """The queue of deliveries, and how far each account's stream was read."""

    #: nobody of this process has claimed yet, so whatever is in hand was left by a dead one. Asked at the first claim
    #: and not on opening: the command line opens the file too, while the bot has messages in hand.
    inherits = False
    spared = 0  #: deliveries that claims of this transaction took out of the queue, for nobody wants them any more

    async def claim(
        self, now: datetime, most: int, accounts: Collection[str],
        *, resting: Collection[int] = (), least_urgent: int = LEAST_URGENT,
    ) -> Sequence[Claimed]:  # fmt: skip
        """Take due deliveries in hand: one a chat, the most urgent first, then the oldest."""
        if self.inherits:
            await self._run(INTERRUPTED)
            self.inherits = False
        asked: dict[str, Value] = {"now": text_of(now), "most": most, "least_urgent": least_urgent}
        found = [
            row
            for account in accounts
            for row in await self._short(CLAIMABLE, account=account, resting=listed(resting), **asked)
        ]
        rows = sorted(found, key=lambda row: (row[4], row[-1], row[0]))[:most]
        if rows:
            await self._run(IN_HAND, ids=listed(row[0] for row in rows), now=text_of(now))
        wanted = await self.take_back(await self.sift([_claimed(*row[:-1]) for row in rows], now), now)
        self.spared += len(rows) - len(wanted)
        return wanted

    async def settle(self, ends: Sequence[Ended], now: datetime) -> None:
        """Keep how tries ended."""
        at = text_of(now)
        later = [end for end in ends if end.end == "later"]
        gone = [end.id for end in ends if end.end == "unreachable"]
        await self._many(ENDED, [(e.end, e.message, e.why, at, e.id) for e in ends if e.end != "later"])
        await self._many(
            LATER, [(e.tried, e.why == "unknown", e.why, text_of(e.due) if e.due else "", e.id) for e in later]
        )
        await self._many(LIVING, [(e.message, e.id) for e in ends if e.end == "sent" and e.message])
        if gone:
            await self._run(UNREACHABLE, ids=listed(gone))
        if gone or later:
            await self._run(SILENCED, ids=listed(end.id for end in ends), now=at)

    async def reach(self, key: ChatKey, *, reachable: bool) -> None:
        """Mark that a chat can or cannot be written to; what was queued for one that cannot has ended."""
        await self._run(REACH, account=key.account, peer=key.peer, reachable=reachable)
        if not reachable:
            await self._run(SILENCED_CHAT, account=key.account, peer=key.peer)

    async def waiting(self, now: datetime) -> Mapping[str, Waiting]:
        """Tell of each account how many deliveries are due and for how long the oldest of them has been."""
        rows = await self._rows(WAITING, now=text_of(now))
        return {row[0]: Waiting(row[1], (now - moment_of(row[2])).total_seconds()) for row in rows}

    async def cursor(self, account: str, value: str | None = None) -> str:
        """Give, or keep, an account's place in its platform's stream of updates."""
        if value is None:
            found = await self._row(CURSOR, account=account)
            return str(found[0]) if found else ""
        await self._run(MOVED, account=account, channel=account.partition(":")[0], value=value)
        return value


def _claimed(
    id_: int, chat: int, account: str, peer: str, urgency: int, body: str, edit: int, living: int,
    living_message: str, attempts: int, interrupted: int, ticket: str, broadcast: str, prompt: int,
    doubted: str | None,
) -> Claimed:  # fmt: skip
    return Claimed(
        id_, chat, ChatKey(account, peer), urgency, body, bool(edit), bool(living), living_message, attempts,
        interrupted, ticket, broadcast, bool(prompt), moment_of(doubted) if doubted else None,
    )  # fmt: skip
