"""The conversation that every messenger must support, from the class code to the administrator's answer."""

from typing import Protocol

from bot.simulator.sample import CODE

ANSWER = "Обновите страницу через час, ёлки зелёные 🌲"


class Phone(Protocol):
    """A person's chat with the bot in any messenger."""

    async def come(self, code: str) -> object:
        """Open the chat by a link with a code."""

    async def write(self, text: str) -> object:
        """Send a text to the bot."""

    async def press(self, label: str) -> object:
        """Press the newest button whose label begins with `label`; wait until there is one."""

    async def reads(self, words: str) -> object:
        """Wait until the newest message or edit contains these words."""


async def let_in(phone: Phone, code: str) -> None:
    """Join by a code: begin and consent."""
    await phone.come(code)
    await phone.press("Начать")
    await phone.press("Даю согласие")


async def let_in_to_work(phone: Phone, code: str) -> None:
    """Join by the code of a role: consent."""
    await phone.come(code)
    await phone.press("Даю согласие")


async def whole(mum: Phone, admin: Phone, staff_code: str) -> None:
    """Run the whole conversation."""
    await let_in_to_work(admin, staff_code)
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
