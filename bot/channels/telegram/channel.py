"""The channel of one Telegram bot: sends messages and receives updates.

aiogram is used only as a client. Its dispatcher is not used, because it confirms an update before the handler ends
(platform fact A8.1).
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest
from aiogram.methods import SetWebhook
from aiogram.types import BotCommand, MenuButtonCommands
from aiohttp import ClientTimeout

from bot.channels.cosmetic import INVITED, PRESS_ANSWERED, CosmeticLine
from bot.channels.files import Files
from bot.channels.lately import Lately
from bot.channels.network.network import SYSTEM, Network
from bot.channels.pace import COSMETIC
from bot.channels.port import LaidAside, OutgoingMessage, Received, SendResult, Take
from bot.channels.telegram import updates as came
from bot.channels.telegram.errors import BAD_WEBHOOK, POLL, TAKEN_WEBHOOK, refusal
from bot.channels.telegram.pacing import TelegramPacing, urgency
from bot.channels.telegram.poll import TelegramPoll
from bot.channels.telegram.sender import FAULTS, TelegramSender
from bot.channels.telegram.session import TelegramSession
from bot.channels.telegram.topics import Topics
from bot.errors import AccountRefusedError, UnansweredError
from storage.port.store import Store

log = logging.getLogger(__name__)

TIMES = ClientTimeout(total=20, sock_connect=5)

RECENT = timedelta(minutes=10)
UNCALLED = "Telegram не достучался до бота: {why}. Проверьте nginx, сертификат и TELEGRAM_WEBHOOK_URL."


class TelegramTexts(NamedTuple):
    """The texts that the channel itself sends, in our markup (`<b> <i> <a href> <code>`)."""

    again: str = ""  #: put above a message that may have arrived before
    group: str = ""  #: sent to a group chat once; `{name}` is the bot's username
    commands: tuple[tuple[str, str], ...] = ()


class Manner(NamedTuple):
    """The settings of a bot: optional request fields, which some servers do not support, and its webhook.

    `webhook` is the public address, empty if the bot is polled. Telegram sends `secret` with each request.
    """

    link_previews: bool = False
    protect_content: bool = False
    webhook: str = ""
    secret: str = ""


SILENT, USUAL = TelegramTexts(), Manner()


class Telegram:
    """A Telegram bot as a Channel and a Receiver."""

    durable = False  #: Telegram keeps unconfirmed updates, and numbers them anew after a week without any (A3)

    def __init__(
        self, account: str, token: str, store: Store,
        *, url: str = "", texts: TelegramTexts = SILENT, manner: Manner = USUAL, network: Network = SYSTEM,
        ticks: Callable[[], float] = time.monotonic, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        """Create the client without any network call. Raises TokenValidationError for a malformed token.

        `ticks` returns the seconds of a monotonic clock; they measure the pace.
        """
        self._session = TelegramSession(network, TelegramAPIServer.from_base(url) if url else PRODUCTION)
        self._session.timeout = TIMES  # type: ignore[assignment]  # aiohttp's type: a plain number has no connect limit
        self.account, self._texts, self.manner = account, texts, manner
        html = DefaultBotProperties(parse_mode=ParseMode.HTML, protect_content=manner.protect_content or None)
        self.bot = Bot(token, session=self._session, default=html)
        self._topics, pacing = Topics(account, store), TelegramPacing(ticks, sleep)
        self._cosmetic, self._answers = CosmeticLine(ticks, sleep), CosmeticLine(ticks, sleep)
        self._session.middleware(pacing)
        self.gate = pacing.gate
        self._sender = TelegramSender(
            account, self.bot, Files(account, store), self._topics, pacing, self._cosmetic, again=texts.again,
            link_previews=manner.link_previews, ticks=ticks,
        )  # fmt: skip
        self._poll = TelegramPoll(account, self.bot, self._session, sleep=sleep)
        self._answered, self._invited = Lately(), Lately()
        self.name = ""

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Send messages concurrently and return their results in order."""
        del account
        return await self._sender.send(messages)

    async def prepare(self) -> None:
        """Read the bot's username and set its commands. Set the webhook, or delete it if the bot is polled.

        Raises AccountRefusedError, UnansweredError.
        """
        await self._topics.load()
        try:
            await self._set_name_and_commands()
            if self.manner.webhook:
                await self.bot.set_webhook(
                    self.manner.webhook, secret_token=self.manner.secret, allowed_updates=list(came.ALLOWED)
                )
            else:
                await self.bot.delete_webhook()
        except FAULTS as error:
            raise self._refused(error) from None

    async def look(self) -> None:
        """Check that the webhook still has our address. Raises AccountRefusedError, UnansweredError."""
        try:
            found = await self.bot.get_webhook_info()
        except FAULTS as error:
            raise self._refused(error) from None
        if found.url != self.manner.webhook:
            raise AccountRefusedError(self.account, TAKEN_WEBHOOK)

    def _refused(self, error: TelegramAPIError | ClientDecodeError) -> AccountRefusedError | UnansweredError:
        found = refusal(error, POLL)
        if self.manner.webhook and isinstance(error, TelegramBadRequest) and isinstance(error.method, SetWebhook):
            found = BAD_WEBHOOK
        return AccountRefusedError(self.account, found) if found else UnansweredError(type(error).__name__)

    async def faults(self) -> list[str]:
        """Return what the owner must change so that updates arrive. Raises aiogram's errors.

        A polled bot has no such settings. Telegram calls a webhook again for a day, so the updates are not lost yet.
        """
        if not self.manner.webhook:
            return []
        found = await self.bot.get_webhook_info()
        late = found.last_error_date and datetime.now(UTC) - found.last_error_date < RECENT
        return [UNCALLED.format(why=found.last_error_message)] if late and found.pending_update_count else []

    async def introduce(self) -> None:
        """Read the bot's username, which is part of the bot's web address."""
        self.name = (await self.bot.get_me()).username or ""

    async def _set_name_and_commands(self) -> None:
        await self.introduce()
        commands = [BotCommand(command=command, description=text) for command, text in self._texts.commands]
        if commands:
            await self.bot.set_my_commands(commands)
            await self.bot.set_chat_menu_button(menu_button=MenuButtonCommands())

    async def receive(self, cursor: str) -> Received:
        """Wait for updates by a long poll and return them. The call confirms all updates before `cursor`."""
        await self._topics.keep()
        polled = await self._poll.after(cursor)
        return self.taken(polled.updates, polled.cursor, polled.aside)

    def keeping(self, take: Take) -> Take:
        """Return `take` for a webhook: what must be stored after the commit is stored then."""

        async def taken(received: Received) -> None:
            await take(received)
            await self._topics.keep()

        return taken

    def taken(
        self, updates: Iterable[came.TelegramUpdate], cursor: str = "", aside: Sequence[LaidAside] = ()
    ) -> Received:
        """Return updates as one batch. Start background calls that confirm button presses and answer group chats."""
        updates = tuple(updates)
        self._topics.note(updates)
        found = came.read(self.account, updates)
        for press in found.presses:
            if self._answered.is_new(press.id):
                answer = partial(self._quietly, partial(self.bot.answer_callback_query, press.id))
                self._answers.add(answer, whom=press.person, what=press.data, within=PRESS_ANSWERED)
        for group in found.groups:
            if self._texts.group and self.name and self._invited.is_new(group):
                invitation = partial(self._quietly, partial(self._answer_group, group))
                self._cosmetic.add(invitation, whom=group, what="group", within=INVITED)
        return Received(found.incoming, found.reach, cursor, (*aside, *found.aside))

    async def download(self, source: str) -> bytes:
        """Return the bytes of a file that a person sent, by its id. Raises aiogram's and network errors."""
        found = await self.bot.download(source)
        return found.read() if found else b""

    async def _quietly(self, call: Callable[[], Awaitable[object]]) -> None:
        # a late or failed answer only leaves a spinner on the button: it is neither stored nor retried
        try:
            with urgency(COSMETIC):
                await call()
        except FAULTS as error:
            log.debug("account %s: not told: %s", self.account, type(error).__name__)

    async def _answer_group(self, group: int) -> None:
        await self.bot.send_message(group, self._texts.group.replace("{name}", self.name))

    async def close(self) -> None:
        """Wait briefly for the background calls, then close the connections."""
        await asyncio.gather(self._answers.close(), self._cosmetic.close())
        await self._topics.keep()
        await self._session.close()
