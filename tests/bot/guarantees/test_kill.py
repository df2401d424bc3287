"""Killed between any two statements and restarted, the program applies every accepted event exactly once.

The process is stopped before its n-th statement, for every n. The file and its write-ahead log are copied at that
moment, as kill -9 would leave them, and a new process opens the copy. The platform sends the unacknowledged updates
again, and the acknowledged ones once more.
"""

import shutil
import sqlite3
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.channels.incoming import Incoming
from bot.channels.pace import BULK
from bot.simulator.sample import ADMIN, PARENT, SECOND
from bot.simulator.simulator import Simulator
from flows.values.events import Opened, Pressed, Said
from tests.support.bot.chats import ask_the_school, chat_state, join, press
from tests.support.bot.crashes import LEFT, KilledError, Statements, crash
from tests.support.world import world


async def prepare(on: Simulator) -> list[Incoming]:
    """Bring three people to where one batch contains every kind of action; return that batch."""
    await join(on, PARENT)
    await join(on, SECOND)
    await ask_the_school(on, SECOND, "Кнопки «Создать» нет третий день")
    await on.say(PARENT, "снилс не найден в сфр")
    await press(on, PARENT, "Нет, просто объясните")
    _, known = await chat_state(on, SECOND)
    await on.happen(ADMIN, Opened("desk", "card", {"ticket": known.tickets[0].id}))
    admin, _ = await chat_state(on, ADMIN)
    parent, _ = await chat_state(on, PARENT)
    assert "remind" in parent.shown
    assert "take" in admin.shown
    return [
        Incoming("u:1", PARENT.chat, Pressed(parent.visit, "remind")),
        Incoming("u:2", ADMIN.chat, Pressed(admin.visit, "take")),
        Incoming("u:3", SECOND.chat, Said("/menu")),
        Incoming("u:4", PARENT.chat, Said("/мои данные")),
    ]


async def live(on: Simulator, batch: list[Incoming]) -> None:
    """Process the batch, send the replies, and let a week pass (updates are remembered for eight days)."""
    await on.program.runner.take(batch)
    await on.program.settle()
    await on.move_to(on.clock.now() + timedelta(days=7, hours=12))


def left(path: Path) -> dict[str, list[object]]:
    """Return the rows that must be the same after every kill."""
    with sqlite3.connect(path) as file:
        return {name: list(file.execute(query)) for name, query in LEFT.items()}


def doubted(path: Path) -> list[int]:
    """Return the urgencies of the deliveries that ended as unknown."""
    with sqlite3.connect(path) as file:
        return [urgency for (urgency,) in file.execute("SELECT urgency FROM deliveries WHERE state = 'unknown'")]


async def test_killed_between_any_two_statements_nothing_is_lost_or_done_twice(
    shipped: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop at every statement of a batch that stores data, sets timers, takes a ticket and sends four replies."""
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
        file = await _killed_at(n, shipped, tmp_path, whole, statements, batch)
        assert left(file) == expected, f"statement {n}"
        # killed once: replies and answers are sent again, a reminder in hand is not
        assert all(urgency >= BULK for urgency in doubted(file)), f"statement {n}"


async def _killed_at(
    n: int, shipped: Content, tmp_path: Path, _: Path, statements: Statements, batch: list[Incoming]
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
        await on.program.runner.take(batch)
        await on.program.settle()
    shutil.rmtree(died)
    return after / "world.db"
