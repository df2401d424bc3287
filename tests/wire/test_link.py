"""One person in VK and in Telegram: the code made in one is typed in the other, as a real process over HTTP."""

import asyncio
import re
from pathlib import Path

from bot.sample import CODE
from tests.wire import vk_events as vk
from tests.wire.telegram import PATIENCE, Telegram
from tests.wire.test_both_messengers import MUM, Mum
from tests.wire.test_telegram_run import running, staffed
from tests.wire.vk_conformance import faults
from tests.wire.vk_server import GROUP, TOKEN, FakeVk


async def test_what_was_begun_in_vk_goes_on_in_telegram(tmp_path: Path) -> None:
    """The child of the one is seen in the other, and after undoing no more."""
    await staffed(f"sqlite:///{tmp_path / 'run.db'}")
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram, FakeVk() as fake:
        settings = {"VK_TOKEN": TOKEN, "VK_GROUP_ID": str(GROUP), "VK_API_URL": fake.url}
        async with running(tmp_path, telegram, **settings):
            await telegram.until(lambda: any(method == "deleteWebhook" for method, _ in telegram.calls))
            await asyncio.wait_for(fake.polled.wait(), PATIENCE)
            too, mum = telegram.phone(77), Mum(fake)
            fake.happen(vk.started(MUM, CODE))
            await mum.press("Начать")
            await mum.press("Даю согласие")
            await mum.reads("3Б")
            mum.writes("/menu")
            for label in ("Ещё", "Мои данные", "Связать", "Сделать код"):
                await mum.press(label)
            await mum.reads("Никому его не пересылайте")
            (code,) = re.findall(r"\b[a-z0-9]{3}-[a-z0-9]{6}\b", fake.shown(MUM)[-1].text)
            await too.type(code)
            await too.press("Даю согласие")
            await too.reads("В том чате: детей — 1")
            await too.press("Это мой чат")
            await too.reads("чаты связаны")
            await too.type("/menu")
            await too.reads("Ребёнок 1, 3Б")
            await too.press("Ещё")
            for label in ("Мои данные", "Связать", "Разъединить", "Да, разъединить"):
                await too.press(label)
            await too.reads("Чаты разъединены")
            await too.type("/menu")
            await too.reads("Путь такой")
        assert telegram.judge.verdict() == []
        assert faults(fake.calls) == []
