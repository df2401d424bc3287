"""Read the file of a store from outside the store."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from storage.sqlite.core.connection import Connection


@asynccontextmanager
async def closed(connection: Connection) -> AsyncIterator[Connection]:
    """Close a connection at the end: its open thread would keep a failed run from ending."""
    try:
        yield connection
    finally:
        await connection.close()


def read(file: Path, sql: str) -> list[tuple[object, ...]]:
    """Run a query on the file; return all rows."""
    with closing(sqlite3.connect(file)) as beside:
        return beside.execute(sql).fetchall()


def files_of(file: Path) -> list[Path]:
    """Return the database file, its log and all files beside it."""
    return sorted(file.parent.iterdir())
