"""Checks that a file is an intact database of this program, of a known version. The file is not changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.port.errors import NewerFile, NotOurFile
from storage.sqlite.core.opening import migrations


def looked_at(path: Path) -> int:
    """Check a file, and return the number of migrations that it lacks. Raises NotOurFile, NewerFile.

    SQLite reads the whole file for this check.
    """
    known = max(step.number for step in migrations())
    try:
        at, said = _read(path)
    except sqlite3.Error as error:
        raise NotOurFile(path) from error
    if said != "ok":
        raise NotOurFile(path)
    if at > known:
        raise NewerFile(at, known)
    return known - at


def _read(path: Path) -> tuple[int, str]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        ((at,),) = file.execute("PRAGMA user_version")
        ((said,),) = file.execute("PRAGMA quick_check(1)")
    return int(at), str(said)
