"""Kill the program between two statements of the store, and list what must be the same after the restart."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.sqlite.core.connection import Connection, InlineConnection

#: Queries whose rows must be the same whenever the program was killed: without ids and moments.
LEFT = {
    "children": "SELECT count(*) FROM children",
    "progress": "SELECT track, about, stage, on_day FROM progress ORDER BY 1, 2, 3, 4",
    "promises": "SELECT flow, about, due FROM timers WHERE child <> '' ORDER BY 1, 2, 3",
    "tickets": "SELECT number, state, summary FROM tickets ORDER BY 1",
    "lines": "SELECT side, text FROM ticket_lines ORDER BY id",
    "places": "SELECT json_extract(body, '$.flow'), json_extract(body, '$.state') FROM sessions ORDER BY chat",
    # A delivery in hand at the kill may have arrived; it ends as `unknown` if it must not be sent twice.
    "sent": """
        SELECT chat, urgency, iif(state = 'unknown' AND why = 'interrupted', 'sent', state) AS ends, count(*)
        FROM deliveries GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    """,
    "consents": "SELECT count(*) FROM persons WHERE consent <> ''",
}


class KilledError(BaseException):
    """Raised instead of running a statement, as if the process had been killed there."""


class Statements:
    """Counts calls to the database of all stores (COMMIT included) and raises KilledError instead of the n-th.

    Statements sent in one call need no kill between them: the transaction is open and is lost with the process.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Patch every method that reaches the database."""
        self.count, self.last = 0, -1
        monkeypatch.setattr(Connection, "_after", self._counted(Connection._after, 1))
        # after the kill, nothing may run: no ROLLBACK either
        monkeypatch.setattr(InlineConnection, "_execute", self._counted(InlineConnection._execute, 0))

    def _counted(self, real: Callable[..., object], by: int) -> Callable[..., object]:
        def counted(connection: Connection, *args: object) -> object:
            if self.last >= 0:
                self.count += by
                if self.count > self.last:
                    raise KilledError
            return real(connection, *args)

        return counted

    def allow(self, most: int) -> None:
        """Allow `most` more calls before KilledError; -1 allows all."""
        self.count, self.last = 0, most


def crash(of: Path, to: Path) -> None:
    """Copy the files that a killed process leaves on disk."""
    to.mkdir()
    for name in ("world.db", "world.db-wal"):
        if (of / name).exists():
            shutil.copy(of / name, to / name)
