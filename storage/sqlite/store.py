"""The store in a SQLite file: one writer connection, one transaction at a time."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress

from flows.nlu.intents import Examples
from flows.values.events import Option
from storage.port.ids import ordered_ids
from storage.sqlite.core.opening import connected, migrations, path_of, upgrade
from storage.sqlite.core.statements import BEGIN, Connection, Makers
from storage.sqlite.delivery.dialogs import Dialogs
from storage.sqlite.delivery.files import Files
from storage.sqlite.delivery.promises import Promises
from storage.sqlite.delivery.queue import Queue
from storage.sqlite.people.codes import new_code
from storage.sqlite.people.families import Families
from storage.sqlite.people.founding import Founding
from storage.sqlite.people.hats import Hats
from storage.sqlite.people.keeping import Keeping
from storage.sqlite.people.oblivion import Oblivion
from storage.sqlite.people.schools import Schools
from storage.sqlite.people.standings import Standings
from storage.sqlite.school.boards import Boards
from storage.sqlite.school.handovers import Handovers
from storage.sqlite.school.misses import Misses
from storage.sqlite.school.orders import Orders
from storage.sqlite.school.requests import Requests
from storage.sqlite.school.tickets import Tickets


class SqliteWork(
    Standings, Keeping, Files, Promises, Founding, Hats, Families, Schools, Requests, Boards, Tickets, Orders,
    Handovers, Queue, Dialogs, Misses, Oblivion,
):  # fmt: skip
    """One transaction on a SQLite file: storage.port.store.Work, each part in the file of its noun."""

    async def options(self, question: str, person: str, told: Mapping[str, str]) -> tuple[Option, ...]:
        """Answer a question about classes, families, requests or tickets. Raises KeyError for any other."""
        match question:
            case "classes":
                return await self._classes(person)
            case "class_teachers":
                return await self._class_teachers(person)
            case "stuck":
                return await self._stuck(told.get("klass", ""), person)
            case "open_tickets":
                return await self._open_tickets(person)
            case "broadcasts" | "broadcasts_to_read":
                return await self._authored(person, asked=question == "broadcasts_to_read")
            case "deadlines":
                return await self._deadlines(person, told.get("klass", ""))
            case "extracts":
                return await self._extracts(person, told.get("klass", ""))
            case "orders":
                return await self._orders(person)
            case "my_orders":
                return await self._my_orders(person)
            case "asked_goals":
                return await self._goals(person)
            case "declined_goals":
                return await self._declined_goals(person)
            case "new_families":
                return await self._new_families(person, told.get("klass", ""))
            case "requests":
                return await self._requests(person)
            case "lessons":
                return await self._lessons(person)
            case "attached":
                return await self._attached(person)
            case _:
                raise KeyError(question)


class SqliteStore:
    """A SQLite file that is open: storage.port.store.Store."""

    def __init__(self, connection: Connection, makers: Makers) -> None:
        """Own an open connection whose schema is up to date."""
        self._connection, self._makers = connection, makers
        self._one_at_a_time = asyncio.Lock()
        self._inherits = True
        self._examples: Mapping[str, Examples] | None = None  #: as the last transaction that was kept left them

    @asynccontextmanager
    async def work(self) -> AsyncIterator[SqliteWork]:
        """Begin a transaction: kept on leaving, undone on an exception. One at a time; they do not nest."""
        async with self._one_at_a_time:
            work = SqliteWork(self._connection, self._makers)
            work.inherits, work.examples = self._inherits, self._examples
            self._connection.owe(BEGIN)
            try:
                yield work
                await self._commit()
                self._inherits, self._examples = work.inherits, work.examples
            except BaseException:
                self._connection.forget()
                await self._undone()
                raise

    async def _undone(self) -> None:
        # The connection's thread takes statements in the order they were put, those of cancelled waiters too: this one
        # comes after them. The next BEGIN may be said elsewhere, so it is waited for, however often we are cancelled;
        # then whoever cancelled us is obeyed, for an exception of the work alone would be logged and gone on after.
        undoing, cancelled = asyncio.ensure_future(self._say("ROLLBACK")), None
        while not undoing.done():
            try:
                await asyncio.wait({undoing})
            except asyncio.CancelledError as error:
                cancelled = error
        # SQLite may have rolled back by itself (disk full), or have committed when the cancel came during COMMIT: then
        # there is nothing left to undo
        with suppress(sqlite3.OperationalError):
            undoing.result()
        if cancelled:
            raise cancelled

    async def _commit(self) -> None:
        if self._connection.owed == (BEGIN,):  # nothing was asked, and nothing is to be kept
            self._connection.forget()
        else:
            await self._connection.commit()

    async def tidy(self) -> bool:
        """Empty the write-ahead log, so that what was erased is nowhere. False when a reader holds it: try later."""
        async with self._one_at_a_time:
            ((busy, _, _),) = await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            return not busy

    async def close(self) -> None:
        """End with everything on disk, after the transaction that runs."""
        async with self._one_at_a_time:
            await self._connection.close()

    async def _say(self, statement: str) -> None:
        await self._connection.execute_fetchall(statement)


async def opened(
    url: str, ids: Callable[[], int] | None = None, codes: Callable[[], str] | None = None, *, near: bool = False
) -> SqliteStore:
    """Open the file of `sqlite:///path`, made and upgraded when needed; `near` is for a play. Raises StorageError.

    What a dead process had in hand is queued again at the first claim, marked as interrupted: one process claims.
    """
    connection = await connected(path_of(url), near=near)
    try:
        await upgrade(connection, migrations())
    except BaseException:
        await connection.close()
        raise
    return SqliteStore(connection, Makers(ids or ordered_ids(), codes or new_code))
