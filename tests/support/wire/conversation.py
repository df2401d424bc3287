"""The conversation a messenger has to carry, from the class code to the administrator's answer, on any two phones."""

from typing import Protocol

from bot.simulator.sample import CODE

ANSWER = "Обновите страницу через час, ёлки зелёные 🌲"


class Phone(Protocol):
    """A person's chat with the bot, whatever messenger it is in."""

    async def come(self, code: str) -> object:
        """Come by a link with a code."""

    async def write(self, text: str) -> object:
        """Write to the bot."""

    async def press(self, label: str) -> object:
        """Press the newest button whose words begin so, once it is there."""

    async def reads(self, words: str) -> object:
        """Wait until the newest thing that came says this."""


async def let_in(phone: Phone, code: str) -> None:
    """Let somebody in by a code: they begin and agree."""
    await phone.come(code)
    await phone.press("Начать")
    await phone.press("Даю согласие")


async def whole(mum: Phone, admin: Phone, staff_code: str) -> None:
    """Walk it."""
    await let_in(admin, staff_code)
    await let_in(mum, CODE)
    await mum.reads("3Б")
    await mum.write("нужен живой человек")
    await mum.reads("школе")
    await mum.write("Кнопки «Создать» всё ещё нет")
    await mum.press("Отправить")
    await mum.reads("отправлен")
    await admin.press("Открыть вопрос")
    await admin.press("Взять вопрос")
    await admin.reads("Вопрос за Вами")
    await admin.write(ANSWER)
    await admin.press("Отправить")
    await mum.reads(ANSWER)
