"""The peer: aiogram's own Dispatcher with MemoryStorage, at its best, on the same conversation; its own process.

One generic handler behind asynchronous filters (a synchronous one costs it a thread for every check). It is fed ready
dicts, is handed a ready answer to every call at once, keeps nothing on disk, and says a shorter screen than we do.
"""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator
from typing import Any

import jinja2
from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.filters import CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.conversation import LABELS, SAID, TURNS, updates
from bench.spent import spent

PEOPLE = 50  #: of one slice
SCREEN = jinja2.Environment(autoescape=True).from_string("<b>{{ name }}, шаг {{ step }}: {{ key }}</b>\n\n" + SAID)


class Press(CallbackData, prefix="v"):
    """What a tap carries."""

    visit: int
    key: str


class Stub(BaseSession):
    """A platform that answers at once, with a message made beforehand."""

    def __init__(self) -> None:
        """Make the answer, and begin to count."""
        super().__init__()
        self.calls = 0
        self._answer = Message(message_id=1, date=1795000000, chat=Chat(id=1, type="private"), text=SAID)

    async def make_request(self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None) -> Any:  # noqa: ASYNC109 its own
        """Answer."""
        del bot, timeout
        self.calls += 1
        return True if isinstance(method, AnswerCallbackQuery) else self._answer

    async def close(self) -> None:
        """Nothing was opened."""

    async def stream_content(self, *args: Any, **named: Any) -> AsyncGenerator[bytes, None]:
        """Nobody asks for files."""
        del args, named
        yield b""


def _screen(name: str, step: int, key: str) -> tuple[str, InlineKeyboardMarkup]:
    keys = [
        [InlineKeyboardButton(text=label, callback_data=Press(visit=step, key=f"key{n}").pack())]
        for n, label in enumerate(LABELS)
    ]
    return SCREEN.render(name=name, step=step, key=key), InlineKeyboardMarkup(inline_keyboard=keys)


async def started(message: Message, state: FSMContext) -> None:
    """Begin."""
    await state.set_state("start")
    await state.set_data({"step": 1})
    text, keys = _screen(message.from_user.first_name, 1, "start")
    await message.answer(text, reply_markup=keys)


async def pressed(query: CallbackQuery, callback_data: Press, state: FSMContext) -> None:
    """Take any tap: the one handler of all steps."""
    data = await state.get_data()
    if data["step"] != callback_data.visit:
        raise RuntimeError(f"{data} {callback_data}")  # not the work that is compared
    await state.set_state(callback_data.key)
    await state.set_data({"step": callback_data.visit + 1})
    await query.answer()
    text, keys = _screen(query.from_user.first_name, callback_data.visit + 1, callback_data.key)
    await query.message.edit_text(text, reply_markup=keys)


class Peer:
    """A dispatcher that lives through all slices."""

    def __init__(self) -> None:
        """Put it together as its documentation does."""
        self._stub = Stub()
        self._bot, self._dispatcher = Bot("42:peer", session=self._stub), Dispatcher(storage=MemoryStorage())
        self._dispatcher.message.register(started, CommandStart(deep_link=True))
        self._dispatcher.callback_query.register(pressed, Press.filter())
        self._next = 1

    async def slice(self) -> dict[str, float]:
        """Lead the conversation with new people; its CPU seconds."""
        line = list(updates(self._next, PEOPLE, lambda visit, key: Press(visit=visit, key=key).pack()))
        self._next += len(line)
        called = self._stub.calls
        kept = await spent(self._fed(line))
        if self._stub.calls - called != PEOPLE * (2 * TURNS - 1):
            raise RuntimeError("not the work that is compared")
        return {"turns": len(line), "kept": kept}

    async def _fed(self, line: list[dict[str, object]]) -> None:
        for update in line:
            await self._dispatcher.feed_raw_update(self._bot, update)


async def _live() -> None:
    peer = Peer()
    await peer.slice()
    for _ in sys.stdin:
        print(json.dumps(await peer.slice()), flush=True)


if __name__ == "__main__":
    asyncio.run(_live())
