"""Kill the bot's process while it sends, and read its store between two runs."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.sqlite.core.moments import text_of
from tests.support.wire.bot_process import Bot

UNSENT = {"queued", "in_hand"}


def states(folder: Path) -> dict[int, str]:
    """Return the state of every delivery."""
    with closing(sqlite3.connect(folder / "run.db")) as file:
        return dict(file.execute("SELECT id, state FROM deliveries"))


async def killed(bot: Bot, folder: Path) -> int:
    """Kill the process; return the number of messages it was sending, whose outcome is unknown."""
    bot.process.kill()
    await bot.process.wait()
    return Counter(states(folder).values())["in_hand"]


async def settled(folder: Path, seconds: int) -> bool:
    """Wait until every delivery has ended; return False if some have not within so many seconds."""
    for _ in range(seconds * 4):
        if not UNSENT & set(states(folder).values()):
            return True
        await asyncio.sleep(0.25)
    return False


def due_now(folder: Path) -> None:
    """Make all postponed deliveries due, as if half an hour had passed between two runs.

    A message that was often interrupted waits for so long; VK still drops a repeat of it then.
    """
    now = datetime.now(UTC)
    with closing(sqlite3.connect(folder / "run.db")) as file:
        file.execute("UPDATE deliveries SET due = ? WHERE state = 'queued'", [text_of(now)])
        file.execute(
            "UPDATE deliveries SET tried_at = ? WHERE state = 'queued' AND interrupted > 0",
            [text_of(now - timedelta(minutes=30))],
        )
        file.commit()
