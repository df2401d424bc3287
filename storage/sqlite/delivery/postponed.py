"""Postponed events: those of a chat whose file is being downloaded, in the order in which they came."""

from collections.abc import Collection, Sequence

import msgspec

from flows.values import events
from storage.port.delivery.postponed import PostponedEvent
from storage.port.people.chats import ChatKey
from storage.sqlite.core.statements import Row, Statements, listed

FIRST = """
SELECT p.id, c.account, c.peer, p.key, p.event, p.fetch FROM postponed p JOIN chats c ON c.id = p.chat
WHERE p.id = (SELECT min(id) FROM postponed WHERE chat = p.chat) ORDER BY p.id
"""
STORED = "SELECT id FROM postponed WHERE id IN (SELECT value FROM json_each(:ids))"
DROP = "DELETE FROM postponed WHERE id = ?"


class SqlPostponed:
    """Implements storage.port.delivery.postponed.Postponed."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def first(self) -> Sequence[PostponedEvent]:
        """Return the oldest event of every chat that has any."""
        rows = await self._db.rows_inline(FIRST)
        found = [each for row in rows if (each := _event(row))]
        if len(found) == len(rows):
            return found
        readable = {each.id for each in found}
        self._db.defer_many(DROP, [(row[0],) for row in rows if row[0] not in readable])
        return await self.first()

    async def stored(self, ids: Collection[int]) -> frozenset[int]:
        """Return those of `ids` that are still stored."""
        return frozenset([id_ for (id_,) in await self._db.rows_inline(STORED, ids=listed(ids))])


def _event(row: Row) -> PostponedEvent | None:
    id_, account, peer, key, event, fetch = row
    try:
        return PostponedEvent(id_, ChatKey(account, peer), key, events.decoded(event), fetch)
    except msgspec.DecodeError:  # written by a version whose events are not read any more
        return None
