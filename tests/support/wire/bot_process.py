"""Run `python -m bot run` as a real process in a folder of its own."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import ClientSession

from bot.simulator.sample import CODE, SCHOOL
from storage.sqlite.store import opened
from tests.support.root import ROOT


class Bot:
    """The process of the bot."""

    def __init__(self, process: asyncio.subprocess.Process, health: int) -> None:
        self.process, self._health = process, health

    async def health(self) -> dict[str, object]:
        """Return the answer of the health endpoint."""
        async with ClientSession() as client, client.get(f"http://127.0.0.1:{self._health}/health") as response:
            return dict(await response.json())

    async def stop(self) -> float:
        """Stop the process with a signal it handles; return the seconds until it ended."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(self.process.wait(), 10)
        return time.monotonic() - start


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[Bot]:
    """Run the bot with only these settings in its environment; its output goes to `run.log`."""
    health = free_port()
    slots = {
        "SCHOOLS_DIR": str(daytime(folder / "schools")), "HEALTH_PORT": str(health), "DATABASE_URL": database(folder),
        "PYTHONPATH": str(ROOT), **settings,
    }  # fmt: skip
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    with (folder / "run.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=folder, env={**kept, **slots}, stdout=log, stderr=log
        )
    try:
        yield Bot(process, health)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def database(folder: Path) -> str:
    """Return the address of the process's store."""
    return f"sqlite:///{folder / 'run.db'}"


def log_of(folder: Path) -> str:
    """Return the output of the process."""
    return (folder / "run.log").read_text(encoding="utf-8")


def daytime(folder: Path) -> Path:
    """Write school profiles with a time zone where it is noon now, so that no message waits for the morning."""
    folder.mkdir(exist_ok=True)
    shipped = ROOT / "texts" / "schools" / f"{SCHOOL}.yaml"
    zone = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
    text = shipped.read_text(encoding="utf-8").replace("zone: Europe/Moscow", f"zone: {zone}")
    assert zone in text
    (folder / shipped.name).write_text(text, encoding="utf-8")
    return folder


async def staffed(folder: Path) -> str:
    """Create the school with its class code; return a code for its administrator."""
    store, now = await opened(database(folder)), datetime.now(UTC)
    async with store.work() as work:
        await work.setup.establish(SCHOOL, "3Б", now, CODE)
        code = await work.setup.staff_code("staff", SCHOOL, now)
    await store.close()
    return code


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
