"""The writer's connection to a SQLite file.

The connection has its own thread. A change to that thread and back takes 0.1 to 0.2 ms. Therefore there are few
statements, each for many rows, and several of them share one change of thread. Short statements run inline: in the
thread of the event loop.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from time import perf_counter

import aiosqlite

from storage.sqlite.core.statements import Execute, Found, Row, Statement, Value

_TOGETHER = 20  #: rows of an INSERT in one statement: a third less work than one by one; more rows gain nothing
_ROW = re.compile(r"VALUES (\(\?(?:, \?)*\))")
_NOTHING: tuple[Statement, ...] = ()

BEGIN: Statement = ("BEGIN IMMEDIATE", {})  #: deferred until the first statement of a transaction
QUICK = 0.002  #: seconds of a COMMIT that may block the event loop; the disk of an old PC takes ten times as long
PATIENT, IMPATIENT = "busy_timeout = 5000", "busy_timeout = 0"  #: milliseconds to wait for another process's lock


class Connection(aiosqlite.Connection):
    """A connection with its own thread. Several statements share one change of thread; short ones run inline.

    Reading and writing the rows of a hundred turns takes one or two milliseconds, so it runs inline. Waiting for the
    write lock of another process or for a slow disk, and counting over a whole school, happen in the connection's
    thread, so that the event loop is not blocked.
    """

    commit_seconds = 0.0  #: duration of a COMMIT, a moving average
    deferred: Sequence[Statement] = _NOTHING  #: run before the next query or COMMIT

    def defer(self, sql: str, **values: Value) -> None:
        """Run a statement before the next query or COMMIT. If it fails, that query or COMMIT raises the error."""
        self.deferred = (*self.deferred, (sql, values))

    def defer_many(self, sql: str, rows: Sequence[tuple[Value, ...]]) -> None:
        """Run a statement for each row, before the next query or COMMIT. Without rows, nothing runs."""
        if rows:
            self.deferred = (*self.deferred, (sql, rows))

    def begin(self) -> None:
        """Begin a transaction. BEGIN runs together with the first statement."""
        assert not self.deferred, "a statement after the end of its transaction"  # noqa: S101 a programming mistake
        self.deferred = (BEGIN,)

    @property
    def untouched(self) -> bool:
        """True if the transaction has not run or deferred any statement."""
        return self.deferred == (BEGIN,)

    def drop_deferred(self) -> Sequence[Statement]:
        """Remove the deferred statements without running them, and return them."""
        deferred, self.deferred = self.deferred, _NOTHING
        return deferred

    async def row(self, sql: str, **values: Value) -> Row | None:
        """Return the first row of a query; None if there is none."""
        rows = (await self.each((sql, values)))[0]
        return rows[0] if rows else None

    async def rows(self, sql: str, **values: Value) -> list[Row]:
        """Return the rows of a query."""
        return (await self.each((sql, values)))[0]

    async def rows_inline(self, sql: str, **values: Value) -> list[Row]:
        """Return the rows of a short query, run inline."""
        return await self.run_inline(lambda execute: execute(sql, values))

    async def each(self, *statements: Statement) -> list[list[Row]]:
        """Run the deferred statements, then `statements` one after another. Return the rows of each of `statements`."""
        return await self.run_in_thread(lambda execute: [execute(*statement) for statement in statements])

    async def run_in_thread(self, do: Callable[[Execute], Found]) -> Found:
        """Run the deferred statements, then call `do`, all in the connection's thread. Return the result of `do`."""
        deferred = self.drop_deferred()
        found: Found = await self._execute(self._after, deferred, do)  # type: ignore[no-untyped-call]  # its own
        return found

    async def run_inline(self, do: Callable[[Execute], Found]) -> Found:
        """Run the deferred statements, then call `do`, in the thread of the event loop. Only for short statements.

        If another process holds the write lock, all of that runs in the connection's thread instead.
        """
        if self.deferred and self.deferred[0] is BEGIN and not self._begun():
            return await self.run_in_thread(do)
        return self._after(self.drop_deferred(), do)

    def _begun(self) -> bool:
        self._conn.execute(f"PRAGMA {IMPATIENT}")
        try:
            self._conn.execute(BEGIN[0])
        except sqlite3.OperationalError:
            return False
        finally:
            self._conn.execute(f"PRAGMA {PATIENT}")
        self.deferred = self.deferred[1:]
        return True

    async def commit(self) -> None:
        """Run the deferred statements, and commit.

        This runs in the connection's thread if statements are deferred, because they may take long (erasing a day's
        rows), or if the disk is slow.
        """
        end = self.run_in_thread if self.deferred or self.commit_seconds >= QUICK else self.run_inline
        await end(lambda _: self._timed_commit())

    def _timed_commit(self) -> None:
        began = perf_counter()
        self._conn.execute("COMMIT")
        self.commit_seconds += (perf_counter() - began - self.commit_seconds) / 4

    def _after(self, deferred: Sequence[Statement], do: Callable[[Execute], Found]) -> Found:
        for statement in deferred:
            self._run(*statement)
        return do(self._run)

    def _run(self, sql: str, values: Mapping[str, Value] | Sequence[tuple[Value, ...]]) -> list[Row]:
        if isinstance(values, dict):
            return self._conn.execute(sql, values).fetchall()
        if values:
            self._run_many(sql, values)  # type: ignore[arg-type]  # what is not a dict is rows
        return []

    def _run_many(self, sql: str, rows: Sequence[tuple[Value, ...]]) -> None:
        wide = of_many(sql) if len(rows) >= _TOGETHER else ""
        end = len(rows) // _TOGETHER * _TOGETHER if wide else 0
        for at in range(0, end, _TOGETHER):
            self._conn.execute(wide, [*chain.from_iterable(rows[at : at + _TOGETHER])])
        if end < len(rows):
            self._conn.executemany(sql, rows[end:])


@lru_cache(maxsize=128)  # statements are constants of the program
def of_many(sql: str) -> str:
    """Return an INSERT of one row, rewritten to insert twenty rows; empty for any other statement."""
    row = _ROW.search(sql)
    return f"{sql[: row.end()]}{f', {row[1]}' * (_TOGETHER - 1)}{sql[row.end() :]}" if row else ""


class InlineConnection(Connection):
    """A connection that runs everything inline: for the demo, stories and tests, whose file is thrown away.

    It blocks the event loop while it writes, so it cannot serve many people.
    """

    async def _execute(self, fn, *args, **kwargs):  # type: ignore[no-untyped-def]  # aiosqlite's own
        return fn(*args, **kwargs)


def connection_to(path: Path, *, inline: bool = False) -> Connection:
    """Return a connection to a file. Awaiting the connection opens the file."""
    open_file = partial(sqlite3.connect, path, isolation_level=None, check_same_thread=False)
    return (InlineConnection if inline else Connection)(open_file, iter_chunk_size=64)
