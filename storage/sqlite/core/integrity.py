"""Checks that a file is an intact database of this program, of a known version. The file is not changed."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from storage.port.errors import NewerFile, NotOurFile
from storage.sqlite.core.failures import failure_of
from storage.sqlite.core.moments import moment_of
from storage.sqlite.core.opening import migrations
from storage.sqlite.core.recognition import queries, recognise


def looked_at(path: Path) -> int:
    """Check a file, and return the number of migrations that it lacks. Raises NotOurFile, NewerFile.

    SQLite reads the whole file for this check.
    """
    known = max(step.number for step in migrations())
    try:
        at, said = _read(path)
    except sqlite3.Error as error:
        raise failure_of(error, path) from error
    if said != "ok":
        raise NotOurFile(path)
    if at > known:
        raise NewerFile(at, known)
    return known - at


def newest_moment(path: Path) -> datetime | None:
    """Return when the newest update in a file came. None if the file, its table or any update is missing."""
    try:
        with closing(_read_only(path)) as file:
            ((newest,),) = file.execute("SELECT max(at) FROM seen")
    except sqlite3.Error:
        return None
    return moment_of(newest) if newest else None


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1.0)


def _read(path: Path) -> tuple[int, str]:
    with closing(_read_only(path)) as file:
        recognise(path, queries(file))
        ((at,),) = file.execute("PRAGMA user_version")
        ((said,),) = file.execute("PRAGMA quick_check(1)")
    return int(at), str(said)
