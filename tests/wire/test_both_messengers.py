"""`python -m bot run` with both messengers: one process, two servers, people who use one or both."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from bot.simulator.sample import CODE
from tests.support.wire import conversation
from tests.support.wire.bot_process import Bot, log_of, staffed
from tests.support.wire.both_platforms import both
from tests.support.wire.fake_telegram import Telegram
from tests.support.wire.fake_vk import TOKEN, FakeVk
from tests.support.wire.vk_conformance import faults
from tests.support.wire.vk_phone import VkPhone

MUM, ANOTHER_MUM, ADMIN = 1001, 1002, 502

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Town(NamedTuple):
    """The process and both servers; `code` gives the role of an administrator."""

    bot: Bot
    telegram: Telegram
    vk: FakeVk
    code: str
    folder: Path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """Run the bot; at the end no call was refused, the process stopped cleanly, and no output has a token."""
    folder = tmp_path_factory.mktemp("town")
    code = await staffed(folder)
    async with both(folder) as (bot, telegram, fake):
        yield Town(bot, telegram, fake, code, folder)
        assert await bot.stop() < 5
        assert telegram.judge.verdict() == []
        assert faults(fake.calls) == []
    assert TOKEN not in log_of(folder)


async def test_a_parent_in_vk_is_answered_from_telegram(town: Town) -> None:
    """A parent asks in VK, the administrator answers in Telegram."""
    await conversation.whole(VkPhone(town.vk, MUM), town.telegram.phone(ADMIN), town.code)
    health = await town.bot.health()
    assert health["ok"], health


async def test_what_was_begun_in_vk_goes_on_in_telegram(town: Town) -> None:
    """A code made in one chat is redeemed in the other, which then shows the child; after undoing it no longer does."""
    too, mum = town.telegram.phone(77), VkPhone(town.vk, ANOTHER_MUM)
    await conversation.let_in(mum, CODE)
    await mum.reads("3Б")
    await mum.write("/menu")
    await presses(mum, "Ещё", "Мои данные", "Связать", "Сделать код")
    await mum.reads("Никому его не пересылайте")
    (code,) = re.findall(r"\b[a-z0-9]{3}-[a-z0-9]{6}\b", mum.last)
    await too.write(code)
    await too.press("Даю согласие")
    await too.reads("В том чате: детей — 1")
    await too.press("Это мой чат")
    await too.reads("чаты связаны")
    await too.write("/menu")
    await too.reads("Ребёнок 1, 3Б")
    await too.press("Ещё")
    await presses(too, "Мои данные", "Связать")
    await too.reads("Один человек, два чата")  # the screen before it has such a button too, for as long as it is shown
    await presses(too, "Разъединить", "Да, разъединить")
    await too.reads("Чаты разъединены")
    await too.write("/menu")
    await too.reads("Путь такой")


async def presses(phone: conversation.Phone, *labels: str) -> None:
    """Press these buttons one after another."""
    for label in labels:
        await phone.press(label)
