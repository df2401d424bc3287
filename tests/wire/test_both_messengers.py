"""`python -m bot run` with both messengers at once: a parent in VK asks, the administrator answers in Telegram."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sample import CODE
from tests.wire.telegram import PATIENCE, Telegram
from tests.wire.test_telegram_run import ADMIN, ANSWER, running, staffed

vk = pytest.importorskip("tests.wire.vk_events")
server = pytest.importorskip("tests.wire.vk_server")
judge = pytest.importorskip("tests.wire.vk_conformance")

MUM = 1001


class Mum:
    """A parent's phone with VK."""

    def __init__(self, fake) -> None:  # type: ignore[no-untyped-def]
        """Take it."""
        self._fake = fake

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something is true of the phone."""
        async with asyncio.timeout(PATIENCE), self._fake._changed:
            await self._fake._changed.wait_for(true)

    async def reads(self, words: str) -> None:
        """Wait until the newest message says this."""
        await self.until(lambda: (shown := self._fake.shown(MUM)) and words in shown[-1].text)

    async def press(self, label: str) -> None:
        """Press the newest button with these words."""
        await self.until(lambda: self._carried(label))
        self._fake.happen(vk.pressed(MUM, self._carried(label)))

    def _carried(self, label: str):  # type: ignore[no-untyped-def]
        import json

        for message in reversed(self._fake.shown(MUM)):
            for button in message.buttons():
                if button["label"].replace("\u00a0", " ").startswith(label):
                    return json.loads(button["payload"])
        return None

    def writes(self, text: str) -> None:
        """Write."""
        self._fake.happen(vk.wrote(MUM, text))


async def test_a_parent_in_vk_is_answered_from_telegram(tmp_path: Path) -> None:
    """One process, two servers, the whole way."""
    code = await staffed(f"sqlite:///{tmp_path / 'run.db'}")
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram, server.FakeVk() as fake:
        settings = {"VK_TOKEN": server.TOKEN, "VK_GROUP_ID": str(server.GROUP), "VK_API_URL": fake.url}
        async with running(tmp_path, telegram, **settings) as bot:
            await telegram.until(lambda: any(method == "deleteWebhook" for method, _ in telegram.calls))
            await asyncio.wait_for(fake.polled.wait(), PATIENCE)
            admin, mum = telegram.phone(ADMIN), Mum(fake)
            await admin.type(f"/start {code}")
            await admin.press("Начать")
            await admin.press("Даю согласие")
            fake.happen(vk.started(MUM, CODE))
            await mum.press("Начать")
            await mum.press("Даю согласие")
            await mum.reads("3Б")
            mum.writes("нужен живой человек")
            await mum.reads("школе")
            mum.writes("Кнопки «Создать» всё ещё нет")
            await mum.press("Отправить")
            await mum.reads("отправлен")
            await admin.press("Открыть вопрос")
            await admin.press("Взять вопрос")
            await admin.type(ANSWER)
            await admin.press("Отправить")
            await mum.reads(ANSWER)
            health = await bot.health()
            assert health["ok"], health
            assert await bot.stop() < 5
        assert telegram.judge.verdict() == []
        assert judge.faults(fake.calls) == []
    log = (tmp_path / "run.log").read_text(encoding="utf-8")
    assert server.TOKEN not in log
