"""Run the bot as a process between a fake Telegram and a fake VK."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support.wire.bot_process import Bot, running
from tests.support.wire.fake_telegram import PATIENCE, Telegram, polled
from tests.support.wire.fake_vk import FakeVk, polled_by


@asynccontextmanager
async def both(folder: Path) -> AsyncIterator[tuple[Bot, Telegram, FakeVk]]:
    """Run the bot; yield when it polls both platforms."""
    async with (
        Telegram(folder / "calls.jsonl").served() as telegram,
        FakeVk() as fake,
        running(folder, **polled(telegram), **polled_by(fake)) as bot,
    ):
        await telegram.ready()
        await asyncio.wait_for(fake.polled.wait(), PATIENCE)
        yield bot, telegram, fake
