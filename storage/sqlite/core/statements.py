"""Statements on the writer's connection. A hop to its thread costs 0.1–0.2 ms: few and wide, and several in one.

What gives nothing back is owed: it is said with the next thing asked, or with COMMIT, in the order it was put.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple, TypeVar

import aiosqlite
import msgspec

Row = tuple[Any, ...]
Value = str | int | bytes | None
Said = tuple[str, Mapping[str, Value] | Sequence[tuple[Value, ...]]]  #: a statement, and its values or rows of them

Found = TypeVar("Found")
Say = Callable[[str, Mapping[str, Value] | Sequence[tuple[Value, ...]]], list[Row]]  #: says a statement at once

_TOGETHER = 20  #: rows of an INSERT said in one statement: a third less to do than one by one; more win nothing
_ROW = re.compile(r"VALUES (\(\?(?:, \?)*\))")
_encoder = msgspec.json.Encoder()


class Makers(NamedTuple):
    """What makes ids and codes; tests give their own."""

    ids: Callable[[], int]
    codes: Callable[[], str]


def listed(values: Iterable[Any]) -> str:
    """Write values for `json_each(:name)`, which keeps the text of a statement the same for any number of them."""
    return _encoder.encode(list(values)).decode()


BEGIN: Said = ("BEGIN IMMEDIATE", {})  #: said with the first statement of a transaction
QUICK = 0.002  #: seconds of a COMMIT that nobody notices; a disk of a school's old PC takes ten times as long
PATIENT, IMPATIENT = "busy_timeout = 5000", "busy_timeout = 0"  #: milliseconds another process is waited for


class Connection(aiosqlite.Connection):
    """A connection in its own thread that takes several statements in one hop, and what is short without any.

    A batch's own rows are read and written where the batch is folded: a hundred of them take a millisecond or two, and
    a hop costs a quarter of one. What waits for another process that writes, or for a slow disk, and what counts over a
    school goes to the thread: everybody else goes on meanwhile.
    """

    ends_in = 0.0  #: seconds a COMMIT takes, the latest counting most
    owed: Sequence[Said] = ()  #: what is said before whatever is asked next

    def owe(self, *said: Said) -> None:
        """Let statements be said before whatever is asked next; what fails fails there."""
        self.owed = (*self.owed, *said)

    def forget(self) -> Sequence[Said]:
        """Give what is owed, and owe it no more."""
        owed, self.owed = self.owed, ()
        return owed

    async def each(self, *said: Said) -> list[list[Row]]:
        """Say what is owed, then statements one after another, and give the rows of each of these."""
        return await self.whole(lambda say: [say(*statement) for statement in said])

    async def whole(self, do: Callable[[Say], Found]) -> Found:
        """Say what is owed, then do something of several statements in the connection's thread: one hop."""
        found: Found = await self._execute(self._whole, self.forget(), do)  # type: ignore[no-untyped-call]  # its own
        return found

    async def here(self, do: Callable[[Say], Found]) -> Found:
        """Do the same where we are. Only for what is short; in the thread after all when the file is being written."""
        if self.owed and self.owed[0] is BEGIN and not self._begun():
            return await self.whole(do)
        return self._whole(self.forget(), do)

    def _begun(self) -> bool:
        self._conn.execute(f"PRAGMA {IMPATIENT}")
        try:
            self._conn.execute(BEGIN[0])
        except sqlite3.OperationalError:
            return False
        finally:
            self._conn.execute(f"PRAGMA {PATIENT}")
        self.owed = self.owed[1:]
        return True

    async def commit(self) -> None:
        """Say what is owed, and end the transaction with all of it kept.

        In the thread when something is owed, for it may be long (what a sweep erases), or where the disk is slow.
        """
        end = self.whole if self.owed or self.ends_in >= QUICK else self.here
        await end(lambda _: self._end())

    def _end(self) -> None:
        begun = perf_counter()
        self._conn.execute("COMMIT")
        self.ends_in += (perf_counter() - begun - self.ends_in) / 4

    def _whole(self, owed: Sequence[Said], do: Callable[[Say], Found]) -> Found:
        for statement in owed:
            self._say(*statement)
        return do(self._say)

    def _say(self, sql: str, values: Mapping[str, Value] | Sequence[tuple[Value, ...]]) -> list[Row]:
        if isinstance(values, dict):
            return self._conn.execute(sql, values).fetchall()
        if values:
            self._rows(sql, values)  # type: ignore[arg-type]  # what is no dict is rows
        return []

    def _rows(self, sql: str, rows: Sequence[tuple[Value, ...]]) -> None:
        wide = of_many(sql) if len(rows) >= _TOGETHER else ""
        end = len(rows) // _TOGETHER * _TOGETHER if wide else 0
        for at in range(0, end, _TOGETHER):
            self._conn.execute(wide, [*chain.from_iterable(rows[at : at + _TOGETHER])])
        if end < len(rows):
            self._conn.executemany(sql, rows[end:])


@lru_cache(maxsize=128)  # statements are the program's own
def of_many(sql: str) -> str:
    """Write an INSERT of one row for twenty; empty for any other statement."""
    row = _ROW.search(sql)
    return f"{sql[: row.end()]}{f', {row[1]}' * (_TOGETHER - 1)}{sql[row.end() :]}" if row else ""


class NearConnection(Connection):
    """A connection of a play: statements are said where they are asked, with no hop and no wait for the disk.

    One speaks at a time there, over a file nobody keeps. What serves many must go on with others while it writes.
    """

    async def _execute(self, fn, *args, **kwargs):  # type: ignore[no-untyped-def]  # aiosqlite's own
        return fn(*args, **kwargs)


def connection_to(path: Path, *, near: bool = False) -> Connection:
    """Give a connection to a file; it opens when it is awaited."""
    open_file = partial(sqlite3.connect, path, isolation_level=None, check_same_thread=False)
    return (NearConnection if near else Connection)(open_file, iter_chunk_size=64)


class Statements:
    """The hand of a transaction: what every part of the store writes and reads with."""

    def __init__(self, connection: Connection, makers: Makers) -> None:
        """Work on an open connection."""
        self._connection, self._makers = connection, makers

    async def _each(self, *said: Said) -> list[list[Row]]:
        return await self._connection.each(*said)

    async def _rows(self, sql: str, **values: Value) -> list[Row]:
        return (await self._each((sql, values)))[0]

    async def _short(self, sql: str, **values: Value) -> list[Row]:
        """Give the rows of what is short, asked where we are."""
        return await self._connection.here(lambda say: say(sql, values))

    async def _row(self, sql: str, **values: Value) -> Row | None:
        return next(iter(await self._rows(sql, **values)), None)

    async def _run(self, sql: str, **values: Value) -> None:
        self._connection.owe((sql, values))

    async def _many(self, sql: str, rows: Sequence[tuple[Value, ...]]) -> None:
        if rows:
            self._connection.owe((sql, rows))
