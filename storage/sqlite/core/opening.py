"""Opening a SQLite file: its address, its pragmas, its migrations."""

import logging
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from storage.port.errors import BadAddress, NewerFile, NoFile, NotOurFile, ReadOnlyFile
from storage.sqlite.core.connection import PATIENT, Connection, connection_to
from storage.sqlite.core.failures import failure_of, of_the_file
from storage.sqlite.core.recognition import APPLICATION, recognise
from storage.sqlite.core.statements import Execute

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
OTHERS = 0o007  #: the permissions of everybody outside the group
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


def existing(url: str) -> str:
    """Return `url` if its file exists. For commands that only look or erase. Raises NoFile, BadAddress."""
    if not path_of(url).is_file():
        raise NoFile(path_of(url))
    return url


async def connected(path: Path, *, inline: bool = False) -> Connection:
    """Open a database file and set all pragmas. The file is created if it is missing; its schema is not changed.

    Raises StorageError. A file of another program is left as it is.
    """
    try:
        _make_room(path)
        connection = connection_to(path, inline=inline)
        await connection
    except PermissionError as error:
        raise ReadOnlyFile(path) from error
    except OSError as error:
        raise NotOurFile(path) from error
    except sqlite3.Error as error:
        raise failure_of(error, path) from error
    try:
        await connection.run_in_thread(lambda execute: recognise(path, lambda sql: execute(sql, {})))
        for pragma in (*_PRAGMAS, *(_INLINE if inline else ())):
            await connection.execute_fetchall(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        await connection.close()
        raise failure_of(error, path) from error
    except BaseException:  # an open connection's thread keeps the process alive
        await connection.close()
        raise
    return connection


def _make_room(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):  # it was there, or another process has just made it
        made_private(path)
    take_from_others(path)


def take_from_others(path: Path) -> None:
    """Forbid everybody outside the file's group to read a database and its log. A restored copy is often readable.

    What may not be changed stays as it is; `doctor` tells of it. Windows has no such permissions.
    """
    for file in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
        with suppress(OSError):
            mode = file.stat().st_mode
            if os.name == "posix" and mode & OTHERS:
                file.chmod(mode & ~OTHERS)


def made_private(path: Path) -> None:
    """Create an empty file that only the user who runs the bot may read. SQLite gives its log the same permissions."""
    path.touch(mode=0o600, exist_ok=False)


async def upgrade(connection: Connection, steps: Sequence[Migration]) -> None:
    """Apply the `steps` that the file lacks, and mark the file as ours. Raises NewerFile.

    Each step has a transaction that also stores its number. The number is read inside the transaction, so two processes
    may upgrade a file at once. Raises StorageError if the file cannot be written, or sqlite3.Error for a bad step.
    """
    known = max((step.number for step in steps), default=0)
    for step in (Migration(0, ""), *steps):  # the first only marks: it fails at once if the file cannot be written
        try:
            await connection.run_in_thread(partial(_applied, step, known))
        except sqlite3.Error as error:
            if of_the_file(error):
                raise failure_of(error, await _file_of(connection)) from error
            raise
    await connection.execute_fetchall("PRAGMA foreign_keys = ON")


async def _file_of(connection: Connection) -> Path:
    ((_, _, name),) = await connection.execute_fetchall("PRAGMA database_list")
    return Path(str(name))


def _applied(step: Migration, known: int, execute: Execute) -> None:
    execute("BEGIN IMMEDIATE", {})
    try:
        ((at,),) = execute("PRAGMA user_version", {})
        if at > known:
            raise NewerFile(at, known)
        execute(f"PRAGMA application_id = {APPLICATION}", {})
        if step.number > at:
            for statement in statements_of(step.sql):
                execute(statement, {})
            execute(f"PRAGMA user_version = {step.number}", {})
        execute("COMMIT", {})
    except Exception as error:
        error.add_note(f"migration {step.number}")
        with suppress(sqlite3.OperationalError):  # SQLite itself rolls back when the disk is full
            execute("ROLLBACK", {})
        raise


def statements_of(script: str) -> Iterator[str]:
    """Yield the statements of a script. A trigger, which contains semicolons, is one statement."""
    statement = ""
    for part in re.split("(?<=;)", script):
        statement += part
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if re.sub(r"--.*", "", statement).strip():  # without a semicolon at its end
        yield statement
