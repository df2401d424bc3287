"""Killed between any two statements and started again: every accepted event has its effect exactly once.

The process is stopped before its n-th statement, for every n. What the disk holds at that moment is what kill -9 would
leave: the file and its write-ahead log are copied, and a new process opens the copy. The platform gives again what was
never acknowledged, and once more what was.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.wiring import Words
from bot.channels.incoming import Incoming
from bot.simulator.sample import ADMIN, PARENT, SECOND
from bot.simulator.simulator import Stage
from flows.values.events import Opened, Pressed, Said
from storage.sqlite.core.connection import Connection, InlineConnection
from tests.bot.test_runner import ask_the_school, join, press, standing
from tests.world import world

#: What must be the same whenever it was killed: no ids, no moments.
LEFT = {
    "children": "SELECT count(*) FROM children",
    "progress": "SELECT track, about, stage, on_day FROM progress ORDER BY 1, 2, 3, 4",
    "promises": "SELECT flow, about, due FROM timers WHERE child <> '' ORDER BY 1, 2, 3",
    "tickets": "SELECT number, state, summary FROM tickets ORDER BY 1",
    "lines": "SELECT side, text FROM ticket_lines ORDER BY id",
    "places": "SELECT json_extract(body, '$.flow'), json_extract(body, '$.state') FROM sessions ORDER BY chat",
    "sent": "SELECT chat, urgency, state, count(*) FROM deliveries GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
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


async def prepare(on: Stage) -> list[Incoming]:
    """Bring three people to where one batch does everything at once, and give that batch."""
    await join(on, PARENT)
    await join(on, SECOND)
    await ask_the_school(on, SECOND, "Кнопки «Создать» нет третий день")
    await on.say(PARENT, "снилс не найден в сфр")
    await press(on, PARENT, "Нет, просто объясните")
    _, known = await standing(on, SECOND)
    await on.happen(ADMIN, Opened("desk", "card", {"ticket": known.tickets[0].id}))
    admin, _ = await standing(on, ADMIN)
    parent, _ = await standing(on, PARENT)
    assert "remind" in parent.shown
    assert "take" in admin.shown
    return [
        Incoming("u:1", PARENT.chat, Pressed(parent.visit, "remind")),
        Incoming("u:2", ADMIN.chat, Pressed(admin.visit, "take")),
        Incoming("u:3", SECOND.chat, Said("/menu")),
        Incoming("u:4", PARENT.chat, Said("/мои данные")),
    ]


async def live(on: Stage, batch: list[Incoming]) -> None:
    """Take the batch, send what follows, and let a week pass (updates are remembered for eight days)."""
    await on.house.runner.take(batch)
    await on.house.settle()
    await on.move_to(on.clock.now() + timedelta(days=7, hours=12))


def left(path: Path) -> dict[str, list[object]]:
    """Read what must be the same."""
    with sqlite3.connect(path) as file:
        return {name: list(file.execute(query)) for name, query in LEFT.items()}


def crash(of: Path, to: Path) -> None:
    """Copy what a dead process leaves on the disk."""
    to.mkdir()
    for name in ("world.db", "world.db-wal"):
        if (of / name).exists():
            shutil.copy(of / name, to / name)


async def test_killed_between_any_two_statements_nothing_is_lost_or_done_twice(
    shipped: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop at every statement of a batch that keeps, promises, takes a ticket and answers four times."""
    statements = Statements(monkeypatch)
    start, whole = tmp_path / "start", tmp_path / "whole"
    start.mkdir()
    async with world(shipped, start) as on:
        batch = await prepare(on)
        crash(start, whole)
    async with world(shipped, whole) as on:
        statements.allow(10_000)
        await live(on, batch)
        total = statements.count
        statements.allow(-1)
    expected = left(whole / "world.db")
    assert total > 60
    for n in range(total):
        assert left(await _killed_at(n, shipped, tmp_path, whole, statements, batch)) == expected, f"statement {n}"


async def _killed_at(
    n: int, shipped: Words, tmp_path: Path, _: Path, statements: Statements, batch: list[Incoming]
) -> Path:
    died, after = tmp_path / f"died{n}", tmp_path / f"after{n}"
    crash(tmp_path / "start", died)
    async with world(shipped, died) as on:
        statements.allow(n)
        with suppress(KilledError):
            await live(on, batch)
        statements.allow(-1)
        crash(died, after)
    async with world(shipped, after) as on:
        await live(on, batch)
        await on.house.runner.take(batch)
        await on.house.settle()
    shutil.rmtree(died)
    return after / "world.db"
