"""One person in VK and in Telegram: the code made in one is typed in the other, as a real process over HTTP."""

import re
from pathlib import Path

from bot.sample import CODE
from tests.wire.both import both
from tests.wire.conversation import Phone, let_in
from tests.wire.process import staffed
from tests.wire.vk_conformance import faults
from tests.wire.vk_phone import VkPhone


async def test_what_was_begun_in_vk_goes_on_in_telegram(tmp_path: Path) -> None:
    """The child of the one is seen in the other, and after undoing no more."""
    await staffed(tmp_path)
    async with both(tmp_path) as (_, telegram, fake):
        too, mum = telegram.phone(77), VkPhone(fake, 1001)
        await let_in(mum, CODE)
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
        await presses(too, "Мои данные", "Связать", "Разъединить", "Да, разъединить")
        await too.reads("Чаты разъединены")
        await too.write("/menu")
        await too.reads("Путь такой")
        assert telegram.judge.verdict() == []
        assert faults(fake.calls) == []


async def presses(phone: Phone, *labels: str) -> None:
    """Press one after another."""
    for label in labels:
        await phone.press(label)
