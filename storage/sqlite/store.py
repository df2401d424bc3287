"""The store in a SQLite file: one writer connection, one transaction at a time."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock

from storage.port.ids import ordered_ids
from storage.port.store import Work
from storage.sqlite.core.connection import Connection
from storage.sqlite.core.holding import hold
from storage.sqlite.core.memory import Memory
from storage.sqlite.core.opening import connected, made_private, migrations, path_of, upgrade
from storage.sqlite.core.statements import Makers
from storage.sqlite.people.new_codes import new_code
from storage.sqlite.work import parts

# each is the greatest key of a table, so no row is read
NEWEST_ID = """
SELECT max(
    coalesce((SELECT max(id) FROM chats), 0), coalesce((SELECT max(id) FROM deliveries), 0),
    coalesce((SELECT max(id) FROM timers), 0)
)
"""


class SqliteStore:
    """An open SQLite file. Implements storage.port.store.Store."""

    def __init__(self, connection: Connection, makers: Makers, held: BaseFileLock | None = None) -> None:
        """Store an open connection to a file whose schema is up to date, and the lock of the file if it is held.

        `close` closes the connection and releases the lock.
        """
        self._connection, self._memory, self._ids, self._held = connection, Memory(), makers.ids, held
        self._parts = parts(connection, makers, self._memory)
        self._one_at_a_time = asyncio.Lock()

    @property
    def ids(self) -> Callable[[], int]:
        """Makes new ids, each greater than every id in the file, even if the clock is wrong."""
        return self._ids

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """Begin a transaction. It is committed on leaving the context, or rolled back if an exception is raised.

        Only one transaction is open at a time, so they cannot be nested.
        """
        async with self._one_at_a_time:
            before = self._memory.begin()
            self._connection.begin()
            try:
                yield self._parts
                await self._commit()
            except BaseException:
                self._memory.restore(before)
                self._connection.drop_deferred()
                await self._rolled_back()
                raise

    async def _rolled_back(self) -> None:
        # The connection's thread runs statements in the order they were submitted, those of cancelled waiters too, so
        # the ROLLBACK runs after them. The next BEGIN may run inline, ahead of the thread: therefore the ROLLBACK is
        # awaited however often this task is cancelled. CancelledError is re-raised afterwards: a caller would log the
        # exception of the transaction and go on.
        rollback, cancelled = asyncio.ensure_future(self._run("ROLLBACK")), None
        while not rollback.done():
            try:
                await asyncio.wait({rollback})
            except asyncio.CancelledError as error:
                cancelled = error
        # no transaction is open if SQLite rolled back by itself (disk full), or if the cancellation came during a
        # COMMIT that succeeded
        with suppress(sqlite3.OperationalError):
            rollback.result()
        if cancelled:
            raise cancelled

    async def _commit(self) -> None:
        if self._connection.untouched:
            self._connection.drop_deferred()
        else:
            await self._connection.commit()

    async def tidy(self) -> bool:
        """Empty the write-ahead log, so that erased rows are in no file.

        Return False if a reader still uses the log; call it again later.
        """
        async with self._one_at_a_time:
            ((busy, _, _),) = await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            return not busy

    async def abandon(self, copy: Path | None) -> None:
        """Write everything to a new file `copy`, and let no other transaction begin. The store is not closed.

        For a store whose file was deleted or replaced while it is open. None: its write-ahead log was deleted, so
        everything is written to the file itself.
        """
        await self._one_at_a_time.acquire()  # never released
        if copy is None:
            await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        made_private(copy)
        await self._connection.execute_fetchall("VACUUM INTO ?", (str(copy),))

    async def close(self) -> None:
        """Wait for the current transaction, and close the store with everything written to disk."""
        async with self._one_at_a_time:
            await self._connection.close()
            _release(self._held)

    async def _run(self, statement: str) -> None:
        await self._connection.execute_fetchall(statement)


async def opened(
    url: str, ids: Callable[[], int] | None = None, codes: Callable[[], str] | None = None,
    *, inline: bool = False, claims: bool = False,
) -> SqliteStore:  # fmt: skip
    """Open the file named by `sqlite:///path`, and create or upgrade it if needed. Raises StorageError.

    `inline` is for the demo, stories and tests: statements run in the thread of the event loop, and the file is thrown
    away.

    `claims`: this process claims deliveries. If a process died after claiming deliveries, they are queued again at the
    first claim and marked as interrupted. Therefore one process at a time may claim those of a SQLite file: it holds
    the file, and for a second one HeldByAnother is raised. Other processes may read and write beside it.
    """
    path = path_of(url)
    held = hold(path) if claims else None
    try:
        connection = await connected(path, inline=inline)
        try:
            await upgrade(connection, migrations())
            ((newest,),) = await connection.execute_fetchall(NEWEST_ID)
        except BaseException:
            await connection.close()
            raise
    except BaseException:
        _release(held)
        raise
    return SqliteStore(connection, Makers(ids or ordered_ids(above=newest), codes or new_code), held)


def _release(held: BaseFileLock | None) -> None:
    if held:
        held.release()
