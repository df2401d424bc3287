"""Telegram: one bot. Sends its queue and receives what people do.

aiogram is the client only: no dispatcher of it, because that confirms an update before its handler ends (A8.1).
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import BotCommand, MenuButtonCommands
from aiohttp import ClientTimeout

from bot.channels.aside import Aside
from bot.channels.files import Files
from bot.channels.port import OutgoingMessage, Received, SendResult
from bot.channels.telegram import updates as came
from bot.channels.telegram.errors import stopped
from bot.channels.telegram.poll import TelegramPoll
from bot.channels.telegram.sender import FAULTS, TelegramSender
from bot.errors import UnansweredError
from storage.port.store import Store

log = logging.getLogger(__name__)

TIMES = ClientTimeout(total=20, sock_connect=5)

_What = TypeVar("_What", str, int)


class TelegramTexts(NamedTuple):
    """What the channel says by itself, in our markup."""

    again: str = ""  #: above a message that may have arrived already
    group: str = ""  #: to a group chat, once; `{name}` is the bot's
    commands: tuple[tuple[str, str], ...] = ()


class Manner(NamedTuple):
    """What an installation decides: fields to leave out for servers that do not know them, and the webhook."""

    link_previews: bool = False
    protect_content: bool = False
    webhook: str = ""
    secret: str = ""


SILENT, USUAL = TelegramTexts(), Manner()


class Telegram:
    """One bot of Telegram: a Channel and a Receiver."""

    durable = False  #: Telegram itself keeps what was not confirmed, and after a quiet week chooses any numbers (A3)

    def __init__(
        self, account: str, token: str, store: Store,
        *, url: str = "", texts: TelegramTexts = SILENT, manner: Manner = USUAL,
    ) -> None:  # fmt: skip
        """Take a token; nothing is asked of the network yet. Raises TokenValidationError for what cannot be one."""
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(url) if url else PRODUCTION)
        self._session.timeout = TIMES  # type: ignore[assignment]  # aiohttp's own: a number says nothing of connecting
        self.account, self._texts, self.manner = account, texts, manner
        html = DefaultBotProperties(parse_mode=ParseMode.HTML, protect_content=manner.protect_content or None)
        self.bot = Bot(token, session=self._session, default=html)
        self._sender = TelegramSender(
            account, self.bot, Files(account, store), again=texts.again, link_previews=manner.link_previews
        )
        self._poll, self._aside = TelegramPoll(account, self.bot, self._session), Aside()
        self.name = ""

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Send messages side by side. Raises AccountStoppedError."""
        del account
        return await self._sender.send(messages)

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
        commands = [BotCommand(command=command, description=said) for command, said in self._texts.commands]
        if commands:
            await self.bot.set_my_commands(commands)
            await self.bot.set_chat_menu_button(menu_button=MenuButtonCommands())

    async def receive(self, cursor: str) -> Received:
        """Hold a poll until somebody does something; the cursor confirms what lies before it."""
        return self.taken(await self._poll.after(cursor))

    def taken(self, updates: Iterable[came.TelegramUpdate]) -> Received:
        """Sort what came. Presses are confirmed at once and group chats told where to write, beside the updates."""
        found = came.read(self.account, updates, self._downloaded)
        for press in found.presses:
            self._once(press, self._press_answered)
        for group in found.groups:
            self._once(group, self._group_told)
        return Received(found.incoming, found.reach, str(found.last + 1) if found.last else "")

    async def _downloaded(self, file: str) -> bytes:
        found = await self.bot.download(file)
        return found.read() if found else b""

    def _once(self, what: _What, tell: Callable[[_What], Awaitable[object]]) -> None:
        if self._aside.is_new(what):
            self._aside.start(self._told(tell(what)))

    async def _told(self, telling: Awaitable[object]) -> None:
        # an answer that comes late, or not at all, leaves a spinning button: nothing of it is kept or tried again
        try:
            await telling
        except FAULTS as error:
            log.debug("account %s: not told: %s", self.account, type(error).__name__)

    async def _press_answered(self, press: str) -> None:
        await self.bot.answer_callback_query(press)

    async def _group_told(self, group: int) -> None:
        if self._texts.group and self.name:
            await self.bot.send_message(group, self._texts.group.replace("{name}", self.name))

    async def close(self) -> None:
        """Close the connections, after the calls beside the updates."""
        await self._aside.close()
        await self._session.close()
