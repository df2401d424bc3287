"""Opening a SQLite file: its address, its pragmas, its migrations."""

import logging
import sqlite3
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import aiosqlite

from storage.port.errors import BadAddress, NewerFile, NotOurFile
from storage.sqlite.core.connection import PATIENT, Connection, connection_to

# aiosqlite writes every row to its debug log, and rows contain what people wrote
logging.getLogger("aiosqlite").setLevel(logging.INFO)

_SCHEME = "sqlite:///"
# wal_autocheckpoint, in pages (16 MB): a page written by many turns is copied into the file only once; with
# SQLite's default of 1,000, a store of 100,000 chats spends a third of a turn on copying. cache_size: 16 MB of pages.
# FULL: committed data survives a power cut. secure_delete, temp_store: no erased text remains in a free page or
# temporary file. foreign_keys is set last: a migration may rebuild a table that others refer to.
_PRAGMAS = (
    PATIENT,
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "wal_autocheckpoint = 4000",
    "cache_size = -16000",
)
_INLINE = ("synchronous = OFF",)  #: the file is thrown away


class Migration(NamedTuple):
    """One numbered change of the database schema."""

    number: int
    sql: str


def path_of(url: str) -> Path:
    """Return the file named by an address: `sqlite:///data/bot.db` is relative, `sqlite:////data/bot.db` absolute."""
    path = url.removeprefix(_SCHEME)
    if path in {url, ""}:
        raise BadAddress(url)
    return Path(path)


def migrations() -> tuple[Migration, ...]:
    """Return all migrations of the program, in order."""
    found = (each for each in files("storage").joinpath("sqlite/migrations").iterdir() if each.name.endswith(".sql"))
    return tuple(sorted(Migration(int(each.name.partition("_")[0]), each.read_text("utf-8")) for each in found))


async def connected(path: Path, *, inline: bool = False) -> Connection:
    """Open a database file and set all pragmas. The file is created if it is missing; its schema is not changed."""
    try:
        _make_room(path)
        connection = connection_to(path, inline=inline)
        await connection
    except (OSError, sqlite3.Error) as error:
        raise NotOurFile(path) from error
    try:
        for pragma in (*_PRAGMAS, *(_INLINE if inline else ())):
            await connection.execute_fetchall(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        await connection.close()
        raise NotOurFile(path) from error
    except BaseException:  # an open connection's thread keeps the process alive
        await connection.close()
        raise
    return connection


def _make_room(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        made_private(path)


def made_private(path: Path) -> None:
    """Create an empty file that only the user who runs the bot may read. SQLite gives its log the same permissions."""
    path.touch(mode=0o600, exist_ok=False)


async def upgrade(connection: aiosqlite.Connection, steps: Sequence[Migration]) -> None:
    """Apply the `steps` that the file lacks, each in a transaction that also stores its number. Raises NewerFile."""
    ((at,),) = await connection.execute_fetchall("PRAGMA user_version")
    known = max((step.number for step in steps), default=0)
    if at > known:
        raise NewerFile(at, known)
    for step in steps:
        if step.number > at:
            await _apply(connection, step)
    await connection.execute_fetchall("PRAGMA foreign_keys = ON")


async def _apply(connection: aiosqlite.Connection, step: Migration) -> None:
    # executescript commits an open transaction first, so the script has its own
    script = f"BEGIN IMMEDIATE;\n{step.sql}\nPRAGMA user_version = {step.number};\nCOMMIT;"
    try:
        await connection.executescript(script)
    except Exception as error:
        error.add_note(f"migration {step.number}")
        if connection.in_transaction:
            await connection.execute_fetchall("ROLLBACK")
        raise
