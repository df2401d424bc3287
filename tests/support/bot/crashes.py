"""A kill between two statements of the store, and what the store must look like afterwards."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.sqlite.core.connection import Connection, InlineConnection

#: What must be the same whenever it was killed: no ids, no moments.
LEFT = {
    "children": "SELECT count(*) FROM children",
    "progress": "SELECT track, about, stage, on_day FROM progress ORDER BY 1, 2, 3, 4",
    "promises": "SELECT flow, about, due FROM timers WHERE child <> '' ORDER BY 1, 2, 3",
    "tickets": "SELECT number, state, summary FROM tickets ORDER BY 1",
    "lines": "SELECT side, text FROM ticket_lines ORDER BY id",
    "places": "SELECT json_extract(body, '$.flow'), json_extract(body, '$.state') FROM sessions ORDER BY chat",
    # what was in hand at the kill and may have arrived ends unknown where it must not come twice
    "sent": """
        SELECT chat, urgency, iif(state = 'unknown' AND why = 'interrupted', 'sent', state) AS ends, count(*)
        FROM deliveries GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    """,
    "consents": "SELECT count(*) FROM persons WHERE consent <> ''",
}


class KilledError(BaseException):
    """The process is gone."""


class Statements:
    """Counts what stores are asked at once, wherever it is said (COMMIT is asked so too); kills before the n-th.

    Between two statements asked at once nothing is different: the transaction is open, and dies with the process.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand in the way of all of it."""
        self.count, self.last = 0, -1
        monkeypatch.setattr(Connection, "_after", self._counted(Connection._after, 1))
        # whoever is dead says nothing more, no ROLLBACK either
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
        """Let that many statements more through; -1 lets all."""
        self.count, self.last = 0, most


def crash(of: Path, to: Path) -> None:
    """Copy what a dead process leaves on the disk."""
    to.mkdir()
    for name in ("world.db", "world.db-wal"):
        if (of / name).exists():
            shutil.copy(of / name, to / name)
