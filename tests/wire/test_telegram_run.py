"""`python -m bot run` as a real process against a real Bot API over HTTP: polling, and the webhook."""

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

import pytest
from aiohttp import ClientSession
from lo_bot_api_emulator.journal import verdict

from bot.sample import CODE, SCHOOL
from storage.sqlite import opened
from tests.wire.telegram import TOKEN, Phone, Telegram

ROOT = Path(__file__).parents[2]
MUM, ADMIN = 501, 502
ANSWER = "Обновите страницу через час, ёлки зелёные 🌲"


def daytime(folder: Path) -> Path:
    """Give profiles of schools where it is noon now: what the bot says first waits for no morning."""
    folder.mkdir()
    shipped = ROOT / "texts" / "schools" / f"{SCHOOL}.yaml"
    hours = 12 - datetime.now(UTC).hour
    zone = f"Etc/GMT{-hours:+d}"
    text = shipped.read_text(encoding="utf-8").replace("zone: Europe/Moscow", f"zone: {zone}")
    assert zone in text
    (folder / shipped.name).write_text(text, encoding="utf-8")
    return folder


async def staffed(database: str) -> str:
    """Open the school with its class code, and give a code for its administrator."""
    store, now = await opened(database), datetime.now(UTC)
    async with store.work() as work:
        await work.establish(SCHOOL, "3Б", now, CODE)
        code = await work.staff_code("staff", SCHOOL, now)
    await store.close()
    return code


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Bot:
    """The bot's process."""

    def __init__(self, process: asyncio.subprocess.Process, health: int) -> None:
        """Keep it."""
        self.process, self._health = process, health

    async def health(self) -> dict[str, object]:
        """Ask how it is."""
        async with ClientSession() as client, client.get(f"http://127.0.0.1:{self._health}/health") as response:
            return dict(await response.json())

    async def stop(self) -> float:
        """Stop it kindly, and give how long that took."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(self.process.wait(), 10)
        return time.monotonic() - start


@asynccontextmanager
async def running(tmp_path: Path, telegram: Telegram, **settings: str) -> AsyncIterator[Bot]:
    """Run the bot in a folder of its own, with nothing in its environment but these settings."""
    health = free_port()
    schools = tmp_path / "schools"
    told = {
        "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url, "TELEGRAM_LINK_PREVIEWS": "yes",
        "SCHOOLS_DIR": str(schools if schools.exists() else daytime(schools)), "HEALTH_PORT": str(health),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'run.db'}", "PYTHONPATH": str(ROOT), **settings,
    }  # fmt: skip
    environment = {**{name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}, **told}
    with (tmp_path / "run.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=tmp_path, env=environment, stdout=log, stderr=log
        )
    try:
        yield Bot(process, health)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def talk(mum: Phone, admin: Phone, code: str) -> None:
    """Walk from the class code to the administrator's answer."""
    await admin.type(f"/start {code}")
    await admin.press("Начать")
    await admin.press("Даю согласие")
    await mum.type(f"/start {CODE}")
    await mum.press("Начать")
    await mum.press("Даю согласие")
    await mum.reads("3Б")
    await mum.type("нужен живой человек")
    await mum.reads("школе")
    await mum.type("Кнопки «Создать» всё ещё нет")
    await mum.press("Отправить")
    await mum.reads("отправлен")
    await admin.press("Открыть вопрос")
    await admin.press("Взять вопрос")
    await admin.type(ANSWER)
    await admin.press("Отправить")
    await mum.reads(ANSWER)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_question_goes_to_the_administrator_and_its_answer_comes_back(tmp_path: Path, webhook: bool) -> None:
    """The whole way, as a process over HTTP; the emulator refuses nothing, and it stops within five seconds."""
    code = await staffed(f"sqlite:///{tmp_path / 'run.db'}")
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram:
        async with running(tmp_path, telegram, **(knocking() if webhook else {})) as bot:
            ready = "setWebhook" if webhook else "deleteWebhook"
            await telegram.until(lambda: any(method == ready for method, _ in telegram.calls))
            await talk(telegram.phone(MUM), telegram.phone(ADMIN), code)
            health = await bot.health()
            assert health["ok"], health
            assert await bot.stop() < 5
            assert bot.process.returncode == 0
        assert telegram.judge.verdict() == []
    told = verdict(telegram.journal, require_response=True, require_methods=("answerCallbackQuery",))
    assert told["ok"], told
    log = (tmp_path / "run.log").read_text(encoding="utf-8")
    assert TOKEN not in log
    assert ANSWER not in log


def knocking() -> dict[str, str]:
    """Give the settings of the webhook."""
    port = free_port()
    return {
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/there", "TELEGRAM_WEBHOOK_SECRET": "a-secret-of-16-signs",
        "WEBHOOK_PORT": str(port),
    }  # fmt: skip
