"""The file of a store, read from outside."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiosqlite


@asynccontextmanager
async def closed(connection: aiosqlite.Connection) -> AsyncIterator[aiosqlite.Connection]:
    """Close a connection at the end: its thread would keep a failed run from ending."""
    try:
        yield connection
    finally:
        await connection.close()


def read(file: Path, sql: str) -> list[tuple[object, ...]]:
    """Read the file from outside."""
    with closing(sqlite3.connect(file)) as beside:
        return beside.execute(sql).fetchall()


def files_of(file: Path) -> list[Path]:
    """Give the file, its log and whatever else lies beside it."""
    return sorted(file.parent.iterdir())
