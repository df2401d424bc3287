"""Updates of the platforms: which were seen, which failed, and how far each stream has been read."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from storage.port.people.chats import ChatKey
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Execute, Statements, Value, listed

ALL_FRESH = "INSERT INTO seen (key, at) SELECT value, :now FROM json_each(:keys)"
FRESH = f"{ALL_FRESH} WHERE true ON CONFLICT DO NOTHING RETURNING key"
LAID_ASIDE = """
INSERT INTO laid_aside (key, account, peer, error, at) VALUES (:key, :account, :peer, :error, :at)
ON CONFLICT (key) DO UPDATE SET error = excluded.error, at = excluded.at
"""
CURSOR = "SELECT cursor FROM accounts WHERE name = :account"
MOVED = """
INSERT INTO accounts (name, channel, cursor) VALUES (:account, :channel, :value)
ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor
"""


class SqlUpdates:
    """Implements storage.port.updates.Updates."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def fresh(self, keys: Sequence[str], now: datetime) -> frozenset[str]:
        """Mark updates as seen, and return the keys of those that were not seen before."""
        return await self._db.run_inline(lambda execute: _fresh(execute, keys, text_of(now)))

    async def lay_aside(self, key: str, chat: ChatKey, error: str, now: datetime) -> None:
        """Record that an update could not be processed: its key, its chat and the kind of error, never its text."""
        self._db.defer(LAID_ASIDE, key=key, account=chat.account, peer=chat.peer, error=error, at=text_of(now))

    async def cursor(self, account: str, value: str | None = None) -> str:
        """Return the read position in the stream of updates of an account; empty if there is none.

        If `value` is given, it is stored first.
        """
        if value is None:
            found = await self._db.row(CURSOR, account=account)
            return str(found[0]) if found else ""
        self._db.defer(MOVED, account=account, channel=account.partition(":")[0], value=value)
        return value


def _fresh(execute: Execute, keys: Sequence[str], at: str) -> frozenset[str]:
    # in most batches all keys are new, so they are checked one by one only if the INSERT of all of them fails
    values: dict[str, Value] = {"keys": listed(keys), "now": at}
    try:
        execute(ALL_FRESH, values)
    except sqlite3.IntegrityError:
        return frozenset([key for (key,) in execute(FRESH, values)])
    return frozenset(keys)
