"""Which sentence stands for an error of SQLite: what somebody must do about the file."""

import sqlite3
from pathlib import Path

from storage.port.errors import BusyFile, FullDisk, NotOurFile, ReadOnlyFile, StorageError

#: A mistake in a statement (SQLITE_ERROR, CONSTRAINT, MISMATCH, MISUSE, RANGE), which is a fault of the program.
OF_THE_PROGRAM = frozenset({1, 19, 20, 21, 25})


def of_the_file(error: sqlite3.Error) -> bool:
    """Return True if an error is about the file, its disk or its lock, and not about a statement of ours."""
    return getattr(error, "sqlite_errorcode", 1) & 0xFF not in OF_THE_PROGRAM


def failure_of(error: sqlite3.Error, path: Path | None = None) -> StorageError:
    """Return the error with a sentence for `error`. `path`: the file, None if it is not known."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case 5 | 6:  # BUSY, LOCKED
            return BusyFile(path)
        case 8:  # READONLY
            return ReadOnlyFile(path)
        case 13:  # FULL
            return FullDisk(path)
        case _:
            return NotOurFile(path)
