"""Starting before the network is there, and what `doctor` then advises the starter to do."""

import asyncio
import os
import sys
from asyncio import StreamReader, StreamWriter
from pathlib import Path

import pytest
from yarl import URL

from bot.exit_codes import ExitCode
from tests.support.networks.loopback import listening, tunnelled
from tests.support.root import ROOT
from tests.support.wire.bot_process import Bot, database, free_port, log_of, running, staffed
from tests.support.wire.fake_telegram import TOKEN, Telegram, polled

MUM = 501


async def test_a_bot_started_before_the_network_says_so_and_answers_when_it_comes(tmp_path: Path) -> None:
    await staffed(tmp_path)
    port = free_port()
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram:
        upstream = int(URL(telegram.url).port or 0)

        async def relays(reader: StreamReader, writer: StreamWriter) -> None:
            await tunnelled(reader, writer, upstream)

        there = {**polled(telegram), "TELEGRAM_API_URL": f"http://127.0.0.1:{port}"}
        async with running(tmp_path, **there) as bot:
            await asyncio.wait_for(_waits(bot), 30)
            assert "again in" in log_of(tmp_path)
            async with listening(relays, port=port):
                await telegram.ready("deleteWebhook")
                await telegram.phone(MUM).write("/start")
                await telegram.phone(MUM).reads("Проводник")
                await bot.stop()
                assert bot.process.returncode == ExitCode.DONE
        assert TOKEN not in log_of(tmp_path)


async def _waits(bot: Bot) -> None:
    """Wait until the health of the process says that its account waits."""
    while True:
        try:
            parts = (await bot.health())["parts"]
        except OSError:  # the page does not listen yet
            parts = {}
        if isinstance(parts, dict) and parts.get("telegram", {}).get("state") == "waits":
            return
        await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        ({}, ExitCode.NOT_REACHED, "дождётся связи сам"),
        ({"PROXY": "http://127.0.0.1:9", "ADMIN_CODE": "otkryvaem-shkolu-1"}, ExitCode.NOT_REACHED, "связи"),
        ({"PROXY": "socks5://127.0.0.1:9"}, ExitCode.FOUND, "SOCKS бот не умеет"),
        ({"CA_FILE": "нет.pem"}, ExitCode.FOUND, "файла нет.pem нет"),
        ({"HTTPS_PROXY": "socks5://127.0.0.1:9"}, ExitCode.FOUND, "HTTPS_PROXY в окружении"),
        ({"ADMIN_CODE": "password"}, ExitCode.FOUND, "угадают первым"),
        ({"VK_GROUP_ID": ""}, ExitCode.FOUND, "номера сообщества нет"),
    ],
    ids=str,
)
async def test_the_doctor_ends_with_the_code_that_says_who_must_act(
    tmp_path: Path, more: dict[str, str], code: ExitCode, says: str
) -> None:
    """Nothing listens where VK should be."""
    vk = {"VK_TOKEN": "vk1.a.x", "VK_GROUP_ID": "1", "VK_API_URL": f"http://127.0.0.1:{free_port()}"}
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": database(tmp_path), **vk, **more}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "doctor", cwd=tmp_path, env=env, stdout=-1, stderr=-2
    )
    out, _ = await process.communicate()
    assert (process.returncode, says in out.decode()) == (code, True), out.decode()
    assert not [*tmp_path.iterdir()]  # noqa: ASYNC240 after the process has ended
