"""Passes every call of a bot through its gate, and decides whether a 429 concerns one chat or the whole bot.

It is a middleware of the session, so that no call of aiogram can be forgotten. Only `getUpdates` and the bytes of files
are fetched beside it; neither counts (platform fact A2).
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.channels.beat import Beat
from bot.channels.gate import Gate, GateStoppedError
from bot.channels.pace import BULK, TELEGRAM, TELEGRAM_GATE
from bot.channels.port import Later

MOMENT = 1.0  #: seconds within which 429s to several chats mean the bot and not the chats
SEVERAL = 3  #: chats
_urgency: ContextVar[int] = ContextVar("urgency", default=BULK - 1)


@contextmanager
def urgency(of: int) -> Iterator[None]:
    """Make the calls inside the context as urgent as `of`. Without it a call is as urgent as an answer of staff."""
    token = _urgency.set(of)
    try:
        yield
    finally:
        _urgency.reset(token)


class TelegramPacing(BaseRequestMiddleware):
    """The gates of one bot, and the chats that must rest."""

    def __init__(
        self, ticks: Callable[[], float] = time.monotonic, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Start with no calls. `ticks` returns the seconds of a monotonic clock."""
        self._ticks = ticks
        self.gate = Gate(Beat(TELEGRAM_GATE, TELEGRAM.calls), ticks=ticks, sleep=sleep)
        self._answers = Gate(Beat(TELEGRAM_GATE, TELEGRAM.calls), ticks=ticks, sleep=sleep)
        self._refused: dict[object, float] = {}  #: {chat: when Telegram answered 429}
        self._resting: dict[object, float] = {}  #: {chat: until when}
        self._full: dict[object, float] = {}  #: {chat: when its bucket, which loses a call a second, is empty}

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make a call when the gate admits it. Raises TelegramRetryAfter while the bot must wait."""
        answer = isinstance(method, AnswerCallbackQuery)
        try:
            async with (self._answers if answer else self.gate).call(_urgency.get()):
                self._count(_chat(method))
                return await make_request(bot, method)
        except GateStoppedError as error:
            raise TelegramRetryAfter(method, "the bot must wait", math.ceil(error.after)) from None
        except TelegramRetryAfter as error:
            self._answers.stop(error.retry_after) if answer else self._note(_chat(method), error.retry_after)
            raise

    def later(self, error: TelegramRetryAfter) -> Later:
        """Return the result of a message that Telegram refused with 429: its chat waits, or the whole account."""
        whole = self.gate.stopped > 0
        return Later(max(error.retry_after, self.gate.stopped), "429", whole=whole, chat=not whole)

    def crowded(self, chat: int) -> float:
        """Return the seconds until a call without a message may be made in this chat; 0 if it may be made now.

        Telegram takes about one call a second in a chat, and short bursts (A2). The sender uses that up for messages,
        so other calls are made when the chat has been quiet for a second for each message.
        """
        now = self._ticks()
        return max(0.0, self._resting.get(str(chat), now) - now, self._full.get(str(chat), now) - now)

    def _count(self, chat: str) -> None:
        now = self._ticks()
        if len(self._full) > TELEGRAM.calls * 10:
            self._full = {of: until for of, until in self._full.items() if until > now}
        self._full[chat] = max(now, self._full.get(chat, now)) + 1.0

    def _note(self, chat: str, seconds: float) -> None:
        now = self._ticks()
        self._refused = {of: at for of, at in self._refused.items() if at > now - MOMENT} | {chat: now}
        self._resting = {of: until for of, until in self._resting.items() if until > now} | {chat: now + seconds}
        if len(self._refused) >= SEVERAL:
            self.gate.stop(seconds)


def _chat(method: TelegramMethod[TelegramType]) -> str:
    # a call that names no chat, such as getFile, counts as a chat of its own
    return str(getattr(method, "chat_id", "") or method.__api_method__)
