"""Measure the memory of a running bot: both channels over a store of 100,000 chats, compared with its imports alone.

Each runs in its own process (`bench.memory bare`, `bench.memory 100000`) and prints its memory in megabytes.
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.sqlite.store import SqliteStore

CHATS = 100_000


def heavier() -> tuple[float, float]:
    """Return the megabytes of the imports, and how many more a bot uses that has processed updates."""
    bare = _told("bare")
    return bare, _told(str(CHATS)) - bare


def _told(what: str) -> float:
    command = [sys.executable, "-m", "bench.memory", what]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _held() -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


async def _working(chats: int) -> float:
    from bench import ours

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        await asyncio.to_thread(_built_elsewhere, path, chats)
        async with ours.seeded(path) as store:
            return await _led(store, chats)


async def _led(store: "SqliteStore", chats: int) -> float:
    from bench import ours, town
    from bot.app import connections, running
    from bot.app.accounts import Account
    from bot.app.collector import freeze_existing_objects
    from bot.app.config import Settings
    from bot.app.supervisor import Supervisor
    from bot.app.wiring import assemble, content
    from bot.clock import MovedClock
    from tests.support.world import MONDAY

    said, stub, clock = content(), ours.Stub(), MovedClock(MONDAY)
    found = [Account(town.ACCOUNT, "telegram", "42:bench"), Account("vk", "vk", "bench", 1)]
    on = connections.connections(Settings(), found, said.texts, store, clock)
    of = assemble(said, store, clock, {each.account.name: stub for each in on})
    running.Running(of, on, Supervisor(clock))
    freeze_existing_objects()
    await ours.Ours(of, ours.Old(store, chats), stub).slice(ours.PEOPLE, ours.BATCH)
    held = _held()
    for each in on:
        await each.channel.close()
    return held


def _built_elsewhere(path: Path, chats: int) -> None:
    subprocess.run([sys.executable, "-m", "bench.town", str(path), str(chats)], check=True)


def _bare() -> float:
    import bot.app.running
    import bot.channels.telegram.channel
    import bot.channels.vk.channel

    del bot
    return _held()


if __name__ == "__main__":
    print(_bare() if sys.argv[1] == "bare" else asyncio.run(_working(int(sys.argv[1]))))
