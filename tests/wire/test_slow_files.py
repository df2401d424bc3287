"""A file of staff that downloads for long holds up nobody else, and a kill of the process loses nothing."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.simulator.sample import SCHOOL
from bot.simulator.sample_files import PDF
from flows.book.model import CONSENT_VERSION
from flows.values.session import Session
from storage.port.people.chats import ChatKey
from storage.port.turns import Rows
from storage.sqlite.store import opened
from tests.support.wire import vk_events
from tests.support.wire.bot_process import database, running
from tests.support.wire.conversation import Phone
from tests.support.wire.fake_telegram import PATIENCE, Telegram, polled
from tests.support.wire.fake_vk import FakeVk, polled_by
from tests.support.wire.vk_phone import VkPhone

ADMIN, MUM, DAD = 502, 1001, 1002


async def composing(folder: Path, account: str) -> None:
    """Create the school and its administrator, who is asked for an order and so may send a file."""
    store, now = await opened(database(folder)), datetime.now(UTC)
    async with store.work() as work:
        await work.setup.establish(SCHOOL, "3Б", now)
        (chat,) = (await work.chats.load([ChatKey(account, str(ADMIN))], now)).values()
        await work.codes.redeem(await work.setup.staff_code("staff", SCHOOL, now), chat.known.person, now)
        session = Session(flow="orders", state="compose", visit=9)
        await work.turns.keep(Rows(sessions={chat.chat: session}, consents=[(chat.known.person, CONSENT_VERSION)]), now)
    await store.close()


async def is_answered(parent: Phone) -> None:
    """Write as a parent who knows nothing of files."""
    await parent.write("/start")
    await parent.reads("Проводник")


async def test_a_slow_file_in_vk_holds_up_its_chat_alone(tmp_path: Path) -> None:
    """What was typed after the file comes after it, also in the next process."""
    await composing(tmp_path, "vk")
    async with FakeVk() as vk:
        admin, vk.file = VkPhone(vk, ADMIN), PDF
        vk.file_is_ready.clear()
        async with running(tmp_path, **polled_by(vk)) as bot:
            await asyncio.wait_for(vk.polled.wait(), PATIENCE)
            doc = {**vk_events.FILES["doc"], "url": f"{vk.url}/sent", "title": "приказ.pdf", "size": len(PDF)}
            vk.happen(vk_events.wrote(ADMIN, "О каникулах", attachments=[{"type": "doc", "doc": doc}]))
            await vk.until(lambda: vk.downloads == 1)
            await admin.write("С 28 декабря")
            await is_answered(VkPhone(vk, MUM))
            bot.process.kill()
            await bot.process.wait()
        vk.file_is_ready.set()
        async with running(tmp_path, **polled_by(vk)):
            await admin.reads("О каникулах\nС 28 декабря")
            assert (vk.downloads, vk.shown(ADMIN)[-1].attachment != "") == (2, True)
            await is_answered(VkPhone(vk, DAD))


async def test_a_slow_file_in_telegram_holds_up_its_chat_alone(tmp_path: Path) -> None:
    """Also a stop meanwhile is quick."""
    await composing(tmp_path, "telegram")
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram:
        admin, name = telegram.phone(ADMIN), await telegram.kept(PDF, "приказ.pdf")
        telegram.file_is_ready.clear()
        file = {"file_id": name, "file_unique_id": "u", "file_name": "приказ.pdf", "file_size": len(PDF)}
        async with running(tmp_path, **polled(telegram)) as bot:
            await telegram.ready()
            await telegram.happen({"message": admin.message(document=file, caption="О каникулах")})
            await telegram.until(lambda: telegram.downloads == 1)
            await is_answered(telegram.phone(MUM))
            assert await bot.stop() < 5
        telegram.file_is_ready.set()
        async with running(tmp_path, **polled(telegram)):
            await admin.reads("О каникулах")
