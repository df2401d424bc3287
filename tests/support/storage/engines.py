"""The storage engines under test: each contract test runs over every one of `ENGINES`."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Protocol

from storage.port.people.chats import ChatKey
from storage.port.store import Store
from storage.sqlite.store import SqliteStore, opened
from tests.support.empty_store import blank
from tests.support.storage.town import NOW

Open = Callable[[], Awaitable[Store]]


class Engine(Protocol):
    """One place where a store is kept. A test may open it repeatedly; it is closed at the end."""

    async def opened(self) -> Store:
        """Open the place anew, as a starting process does."""

    async def empty(self) -> Store:
        """Return a store with today's schema and no people."""

    async def joined(self, store: Store, one: ChatKey, other: ChatKey) -> str:
        """Make two chats belong to the same person without using the port; return the person."""

    async def close(self) -> None:
        """Close every opened store."""


class SqliteEngine:
    """A SQLite file in a folder that does not exist yet. Ids continue from the last one after reopening."""

    def __init__(self, folder: Path) -> None:
        """Choose the file; nothing is created yet."""
        self.file = folder / "данные" / "бот.db"
        self._ids = count(1000)
        self._stores: list[SqliteStore] = []

    async def opened(self) -> SqliteStore:
        """Open the file."""
        self._stores.append(await opened(f"sqlite:///{self.file}", ids=lambda: next(self._ids)))
        return self._stores[-1]

    async def empty(self) -> SqliteStore:
        """Open a copy of the empty store."""
        await blank(self.file)
        return await self.opened()

    async def joined(self, store: Store, one: ChatKey, other: ChatKey) -> str:
        """Write the person of one chat into the row of the other."""
        async with store.work() as work:
            person = (await work.chats.load([one, other], NOW))[one].known.person
        with closing(sqlite3.connect(self.file, isolation_level=None)) as beside:
            beside.execute("UPDATE chats SET person = ? WHERE peer = ?", (person, other.peer))
        return person

    async def close(self) -> None:
        """Close every opened store."""
        for store in self._stores:
            await store.close()


ENGINES: dict[str, Callable[[Path], Engine]] = {"sqlite": SqliteEngine}
