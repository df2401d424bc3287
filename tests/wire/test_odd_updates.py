"""Damaged updates reach the running process among the messages of people: everybody is answered, also after a kill."""

from collections.abc import Sequence
from pathlib import Path

from tests.support.wire.bot_process import log_of, running
from tests.support.wire.chaos.odd_updates import ODD_TELEGRAM, ODD_VK
from tests.support.wire.conversation import Phone
from tests.support.wire.fake_telegram import Telegram, polled
from tests.support.wire.fake_vk import FakeVk, polled_by
from tests.support.wire.vk_phone import VkPhone


async def each_is_answered(phones: Sequence[Phone]) -> None:
    """Let each person write; the update of each comes with a damaged one before it."""
    for phone in phones:
        await phone.write("/start")
        await phone.reads("Проводник")


async def test_odd_updates_of_vk_stop_nobody(tmp_path: Path) -> None:
    async with FakeVk() as vk:
        vk.odd.extend(ODD_VK.values())
        phones = [VkPhone(vk, peer) for peer in range(1, len(ODD_VK) + 2)]
        async with running(tmp_path, **polled_by(vk)) as bot:
            await vk.polled.wait()
            await each_is_answered(phones[:6])
            bot.process.kill()
            await bot.process.wait()
        async with running(tmp_path, **polled_by(vk)):
            await each_is_answered(phones[6:])
        assert ([len(vk.shown(phone.peer)) for phone in phones], list(vk.odd)) == ([1] * len(phones), [])
    assert "laid aside" in log_of(tmp_path)


async def test_odd_updates_of_telegram_stop_nobody(tmp_path: Path) -> None:
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram:
        telegram.odd.extend(ODD_TELEGRAM.values())
        phones = [telegram.phone(chat) for chat in range(1, len(ODD_TELEGRAM) + 2)]
        async with running(tmp_path, **polled(telegram)) as bot:
            await telegram.ready()
            await each_is_answered(phones[:4])
            bot.process.kill()
            await bot.process.wait()
        async with running(tmp_path, **polled(telegram)):
            await each_is_answered(phones[4:])
        assert list(telegram.odd) == []
        assert [phone for phone in phones if len(phone.arrived) != len(set(phone.arrived))] == []
