"""The contestants to compare with: aiogram's Dispatcher in the same conversation, in memory and with durable storage.

Each runs in its own process (`bench.peer sqlite wire`): otherwise one would pay for the other's garbage collection.
It polls as aiogram does: `bot(GetUpdates())` parses the raw answer, `feed_update` processes each update (without the
task that aiogram would make). Each kind of update has one generic handler with asynchronous filters: a synchronous
filter would need a thread per check. Two stubs answer at once: `ready` returns a prebuilt message, the fastest case;
`wire` builds the form and parses the JSON answer as aiogram's own session does around its socket.
"""

import asyncio
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.filters import CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import AnswerCallbackQuery, GetUpdates, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, User
from aiogram_sqlite_storage.sqlitestore import SQLStorage

from bench.conversation import CALLS, LABELS, SAID, TURNS, updates
from bench.spent import spent

PEOPLE = {MemoryStorage: 75, SQLStorage: 25}  #: people of one slice, which takes about a third of a second
BATCH = 100
SCREEN = jinja2.Environment(autoescape=True).from_string("<b>{{ name }}, шаг {{ step }}: {{ key }}</b>\n\n" + SAID)


class Press(CallbackData, prefix="v"):
    """The data of a button."""

    visit: int
    key: str


class Stub(AiohttpSession):
    """A platform that answers at once with a prebuilt message."""

    def __init__(self) -> None:
        """Build the answers, and start counting."""
        super().__init__()
        self.calls, self.waiting = 0, ""
        bot, chat = User(id=42, is_bot=True, first_name="Проводник"), Chat(id=1, type="private", first_name="Анна")
        self.answer = Message(message_id=1, date=datetime.now(UTC), chat=chat, from_user=bot, text=SAID)
        self.body = f'{{"ok":true,"result":{self.answer.model_dump_json(exclude_none=True)}}}'

    async def make_request(self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None) -> Any:  # noqa: ASYNC109 its own
        """Answer a call."""
        del timeout
        if isinstance(method, GetUpdates):
            return self.check_response(bot, method, 200, self.waiting).result
        self.calls += 1
        return self.answered(bot, method)

    def answered(self, bot: Bot, method: TelegramMethod[TelegramType]) -> Any:
        """Return the prebuilt answer."""
        del bot
        return True if isinstance(method, AnswerCallbackQuery) else self.answer


class Wire(Stub):
    """The same stub, with the work that aiogram does on its side of the socket."""

    def answered(self, bot: Bot, method: TelegramMethod[TelegramType]) -> Any:
        """Build the form and parse the answer."""
        self.build_form_data(bot, method)
        body = '{"ok":true,"result":true}' if isinstance(method, AnswerCallbackQuery) else self.body
        return self.check_response(bot, method, 200, body).result


def _screen(name: str, step: int, key: str) -> tuple[str, InlineKeyboardMarkup]:
    keys = [
        [InlineKeyboardButton(text=label, callback_data=Press(visit=step, key=f"key{n}").pack())]
        for n, label in enumerate(LABELS)
    ]
    return SCREEN.render(name=name, step=step, key=key), InlineKeyboardMarkup(inline_keyboard=keys)


def _name(user: User | None) -> str:
    return user.first_name if user else ""


async def started(message: Message, state: FSMContext) -> None:
    """Start the conversation."""
    await state.set_state("start")
    await state.set_data({"step": 1})
    text, keys = _screen(_name(message.from_user), 1, "start")
    await message.answer(text, reply_markup=keys)


async def mistaken(message: Message, state: FSMContext) -> None:
    """Show the current step again."""
    data = await state.get_data()
    text, keys = _screen(_name(message.from_user), data["step"], "again")
    await message.answer(text, reply_markup=keys)


async def pressed(query: CallbackQuery, callback_data: Press, state: FSMContext) -> None:
    """Handle any tap: the one handler of all steps."""
    data = await state.get_data()
    if data["step"] != callback_data.visit:
        raise RuntimeError(f"{data} {callback_data}")  # that is not the work to be compared
    await state.set_state(callback_data.key)
    await state.set_data({"step": callback_data.visit + 1})
    await query.answer()
    text, keys = _screen(query.from_user.first_name, callback_data.visit + 1, callback_data.key)
    if isinstance(query.message, Message):
        await query.message.edit_text(text, reply_markup=keys)


class Peer:
    """A dispatcher that runs all slices."""

    def __init__(self, storage: BaseStorage, stub: Stub) -> None:
        """Assemble a dispatcher as aiogram's documentation does."""
        self._stub, self._people = stub, PEOPLE[type(storage)]
        self._bot, self._dispatcher = Bot("42:peer", session=stub), Dispatcher(storage=storage)
        self._dispatcher.message.register(started, CommandStart(deep_link=True))
        self._dispatcher.message.register(mistaken)
        self._dispatcher.callback_query.register(pressed, Press.filter())
        self._next = 1

    async def slice(self) -> dict[str, float]:
        """Run the conversation with new people; return its CPU seconds."""
        persons = list(range(self._next, self._next + self._people))
        line = list(updates(self._next, persons, lambda visit, key: Press(visit=visit, key=key).pack()))
        self._next += len(line)
        called, kept = self._stub.calls, 0.0
        for at in range(0, len(line), BATCH):
            body = json.dumps({"ok": True, "result": line[at : at + BATCH]}, ensure_ascii=False)
            kept += await spent(self._polled(body.encode()))
        if self._stub.calls - called != self._people * CALLS:
            raise RuntimeError("not the work that is compared")
        return {"turns": self._people * TURNS, "kept": kept}

    async def _polled(self, body: bytes) -> None:
        self._stub.waiting = body.decode()
        for update in await self._bot(GetUpdates()):
            await self._dispatcher.feed_update(self._bot, update)


async def _live() -> None:
    with tempfile.TemporaryDirectory() as folder:
        stub = Wire() if "wire" in sys.argv else Stub()
        peer = Peer(SQLStorage(str(Path(folder) / "peer.db")) if "sqlite" in sys.argv else MemoryStorage(), stub)
        await peer.slice()
        for _ in sys.stdin:
            print(json.dumps(await peer.slice()), flush=True)


if __name__ == "__main__":
    asyncio.run(_live())
