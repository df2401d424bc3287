"""`python -m bot run` with both messengers at once: a parent in VK asks, the administrator answers in Telegram."""

from pathlib import Path

from tests.wire import conversation
from tests.wire.both import both
from tests.wire.process import log_of, staffed
from tests.wire.vk_conformance import faults
from tests.wire.vk_phone import VkPhone
from tests.wire.vk_server import TOKEN

MUM, ADMIN = 1001, 502


async def test_a_parent_in_vk_is_answered_from_telegram(tmp_path: Path) -> None:
    """One process, two servers, the whole way."""
    code = await staffed(tmp_path)
    async with both(tmp_path) as (bot, telegram, fake):
        await conversation.whole(VkPhone(fake, MUM), telegram.phone(ADMIN), code)
        health = await bot.health()
        assert health["ok"], health
        assert await bot.stop() < 5
        assert telegram.judge.verdict() == []
        assert faults(fake.calls) == []
    assert TOKEN not in log_of(tmp_path)
