"""Whose database a file is. The file is not changed."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from storage.port.errors import ForeignFile

APPLICATION = 0x50524F56  #: «PROV», stored in the header of our files (PRAGMA application_id)
OURS = frozenset({"persons", "chats", "deliveries"})  #: tables of every version, also of files without APPLICATION

Query = Callable[[str], Sequence[Sequence[Any]]]


def recognise(path: Path, query: Query) -> None:
    """Return if a file is empty or ours; raise ForeignFile if it is another program's. `query` runs one statement."""
    ((application,),) = query("PRAGMA application_id")
    tables = {str(name) for (name,) in query("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if application not in {0, APPLICATION} or (application == 0 and tables and not tables >= OURS):
        raise ForeignFile(path)


def queries(connection: sqlite3.Connection) -> Query:
    """Return the `Query` of a connection."""
    return lambda sql: connection.execute(sql).fetchall()
