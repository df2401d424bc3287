"""Telegram: one bot. Sends what the queue holds, and gives what people do.

aiogram is the client only: no dispatcher of it, because that confirms an update before its handler ends (A8.1).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

import msgspec
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import BotCommand, MenuButtonCommands
from aiohttp import ClientTimeout

from bot.channels import End, Parcel, Received
from bot.channels.files import Files
from bot.channels.pace import TELEGRAM as PACE
from bot.channels.telegram import updates as came
from bot.channels.telegram.errors import CONFLICT, UNAUTHORIZED, stopped
from bot.channels.telegram.sender import FAULTS, Sender
from bot.errors import AccountStoppedError, UnansweredError
from storage.port.store import Store

log = logging.getLogger(__name__)

HELD = 25  #: seconds an empty poll is held; the server allows 50 (A3)
AT_ONCE = 100  #: updates of one poll (A3)
TIMES = ClientTimeout(total=20, sock_connect=5)
HELD_TIMES = ClientTimeout(total=HELD + 20, sock_connect=5)
REMEMBERED = 1000  #: presses and groups that were answered already, in memory
FAREWELL = 1.0  #: seconds that answers to presses may take when the bot stops

_What = TypeVar("_What", str, int)


class Words(NamedTuple):
    """What the channel says by itself, in our markup."""

    again: str = ""  #: above a message that may have arrived already
    group: str = ""  #: to a group chat, once; `{name}` is the bot's
    commands: tuple[tuple[str, str], ...] = ()


class Manner(NamedTuple):
    """What an installation decides: fields that can be left out, for servers that do not know them; the webhook."""

    link_previews: bool = False
    protect_content: bool = False
    webhook: str = ""
    secret: str = ""


SILENT, USUAL = Words(), Manner()


class Telegram:
    """One bot of Telegram: a Channel and a Receiver."""

    durable = False  #: Telegram itself keeps what was not confirmed, and after a quiet week chooses any numbers (A3)
    pace = PACE

    def __init__(
        self, account: str, token: str, store: Store,
        *, url: str = "", words: Words = SILENT, manner: Manner = USUAL,
    ) -> None:  # fmt: skip
        """Take a token; nothing is asked of the network yet. Raises TokenValidationError for what cannot be one."""
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(url) if url else PRODUCTION)
        self._session.timeout = TIMES  # type: ignore[assignment]  # aiohttp's own: a number says nothing of connecting
        self.account, self._words, self.manner = account, words, manner
        html = DefaultBotProperties(parse_mode=ParseMode.HTML, protect_content=manner.protect_content or None)
        self.bot = Bot(token, session=self._session, default=html)
        self._sender = Sender(
            account, self.bot, Files(account, store), again=words.again, link_previews=manner.link_previews
        )
        self.name = ""
        self._polled = False
        self._answered: dict[str | int, None] = {}
        self._aside: set[asyncio.Task[None]] = set()

    async def send(self, account: str, parcels: Sequence[Parcel]) -> Sequence[End]:
        """Send parcels side by side. Raises AccountStoppedError."""
        del account
        return await self._sender.send(parcels)

    async def prepare(self) -> None:
        """Learn the bot's own name, set its commands in Russian, and set the webhook, or take away one that is set."""
        try:
            await self._introduced()
            if self.manner.webhook:
                await self.bot.set_webhook(
                    self.manner.webhook, secret_token=self.manner.secret, allowed_updates=list(came.ALLOWED)
                )
            else:
                await self.bot.delete_webhook()
        except FAULTS as error:
            raise stopped(self.account, error) or UnansweredError(type(error).__name__) from None

    async def introduce(self) -> None:
        """Ask who the bot is: people find it by its name."""
        self.name = (await self.bot.get_me()).username or ""

    async def _introduced(self) -> None:
        await self.introduce()
        commands = [BotCommand(command=command, description=said) for command, said in self._words.commands]
        if commands:
            await self.bot.set_my_commands(commands)
            await self.bot.set_chat_menu_button(menu_button=MenuButtonCommands())

    async def receive(self, cursor: str) -> Received:
        """Hold a poll until somebody does something; what lies before the cursor is confirmed by it."""
        answer = came.answered(await self._poll(cursor))
        if not answer.ok:
            await self._refused(answer)
        self._polled = True
        return self.taken(answer.result)

    async def _poll(self, cursor: str) -> bytes:
        # aiohttp itself and not aiogram's get_updates: that makes models of every update (see telegram_updates)
        asked = {"timeout": HELD, "limit": AT_ONCE, "allowed_updates": came.ALLOWED, "offset": int(cursor or 0)}
        session = await self._session.create_session()
        url = self._session.api.api_url(token=self.bot.token, method="getUpdates")
        headers = {"Content-Type": "application/json"}
        async with session.post(url, data=msgspec.json.encode(asked), headers=headers, timeout=HELD_TIMES) as response:
            return await response.read()

    async def _refused(self, answer: came.Answer) -> None:
        match answer.error_code:
            case 401 | 404:
                raise AccountStoppedError(UNAUTHORIZED.format(account=self.account))
            case 409 if self._polled:
                # of two that poll, the elder is told; before our first answer it may be a poll of ours that died
                raise AccountStoppedError(CONFLICT.format(account=self.account))
            case 429:
                await asyncio.sleep(answer.parameters.retry_after)
            case _:
                pass
        raise UnansweredError(str(answer.error_code))

    def taken(self, updates: Iterable[came.Update]) -> Received:
        """Sort what came; presses are answered at once, groups told where to go, beside what is taken."""
        batch = came.read(self.account, updates, self._downloaded)
        for press in batch.presses:
            self._once(press, self._press_answered)
        for group in batch.groups:
            self._once(group, self._group_told)
        return Received(batch.incoming, batch.reach, str(batch.last + 1) if batch.last else "")

    async def _downloaded(self, file: str) -> bytes:
        found = await self.bot.download(file)
        return found.read() if found else b""

    def _once(self, what: _What, tell: Callable[[_What], Awaitable[object]]) -> None:
        if what in self._answered:
            return
        self._answered[what] = None
        if len(self._answered) > REMEMBERED:
            del self._answered[next(iter(self._answered))]
        task = asyncio.ensure_future(self._told(tell(what)))
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    async def _told(self, telling: Awaitable[object]) -> None:
        # an answer that comes late, or not at all, leaves a spinning button: nothing of it is kept or tried again
        try:
            await telling
        except FAULTS as error:
            log.debug("account %s: not told: %s", self.account, type(error).__name__)

    async def _press_answered(self, press: str) -> None:
        await self.bot.answer_callback_query(press)

    async def _group_told(self, group: int) -> None:
        if self._words.group and self.name:
            await self.bot.send_message(group, self._words.group.replace("{name}", self.name))

    async def close(self) -> None:
        """Let go of the connections, after the answers that are on their way."""
        if self._aside:
            await asyncio.wait(self._aside, timeout=FAREWELL)
        await self._session.close()
