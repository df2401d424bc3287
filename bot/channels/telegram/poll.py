"""Long polling of one bot (platform fact A3). The cursor is Telegram's `offset`; updates before it are confirmed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

import msgspec
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import ClientTimeout

from bot.channels.port import LaidAside
from bot.channels.reading.bounds import body_of
from bot.channels.reading.doubts import Doubts
from bot.channels.reading.mending import UnreadableError
from bot.channels.telegram import updates as came
from bot.channels.telegram.answers import TelegramAnswer, answer_of, following, form
from bot.channels.telegram.errors import POLL
from bot.errors import AccountRefusedError, UnansweredError

log = logging.getLogger(__name__)

#: Seconds Telegram holds an empty poll; it allows 50 (A3). The first poll, and one after a failure, is not held, so
#: that it is soon known whether Telegram accepts the bot.
HELD = 25
#: Telegram answers 409 while another poll is open. Before our first answer that may be the poll of our own previous
#: process, which lasts up to HELD seconds: so many 409 are retried by the back-off, after 1 + 2 + 4 + 8 + 16 seconds.
EARLY = 5
AT_ONCE = 100  #: updates in one poll at most (A3)
HELD_TIMES = ClientTimeout(total=HELD + 20, sock_connect=5)


class TelegramPolled(NamedTuple):
    """The updates of a poll, the cursor for the next poll, and the updates that cannot be read."""

    updates: Sequence[came.TelegramUpdate]
    cursor: str
    aside: Sequence[LaidAside] = ()


class TelegramPoll:
    """The long poll of one bot."""

    def __init__(
        self, account: str, bot: Bot, session: AiohttpSession,
        *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        """Store the arguments. Makes no network call."""
        self._account, self._bot, self._session = account, bot, session
        self._held, self._early = 0, EARLY
        self._form, self._doubts = form(account), Doubts(sleep)

    async def after(self, cursor: str) -> TelegramPolled:
        """Return the updates after `cursor`. If no update arrives within HELD seconds, return none.

        Raises AccountRefusedError, UnansweredError.
        """
        await self._doubts.rest()
        held, self._held = self._held, 0
        answer = await self._answered(cursor, held)
        if answer.refusal:
            await self._refused(answer.refusal)
        self._held, self._early = HELD, 0
        return self._moved(answer, cursor)

    async def _answered(self, cursor: str, held: int) -> TelegramAnswer:
        body = await self._asked(cursor, held)
        try:
            return answer_of(body, self._form)
        except UnreadableError as error:
            raise UnansweredError(error.why) from None

    def _moved(self, answer: TelegramAnswer, cursor: str) -> TelegramPolled:
        """Move past the updates of an answer.

        A damaged answer moves nothing the first time, but those of its updates that are whole are taken.

        If no update has a number and no cursor is known, it is not possible to move, and the poll is repeated.
        """
        moved = following(answer.numbers, cursor)
        stays = bool(answer.numbers) and not moved
        if self._doubts.again(cursor, damaged=answer.damaged or stays):
            log.warning("account %s: a damaged answer, asked again", self._account)
            return TelegramPolled(answer.updates, cursor)
        return TelegramPolled(answer.updates, moved, answer.aside)

    async def _asked(self, cursor: str, held: int) -> bytes:
        # call aiohttp directly: aiogram's get_updates builds slow models of every update (see updates.py)
        asked = {"timeout": held, "limit": AT_ONCE, "allowed_updates": came.ALLOWED, "offset": int(cursor or 0)}
        session = await self._session.create_session()
        url = self._session.api.api_url(token=self._bot.token, method="getUpdates")
        headers = {"Content-Type": "application/json"}
        async with session.post(url, data=msgspec.json.encode(asked), headers=headers, timeout=HELD_TIMES) as response:
            return await body_of(response)

    async def _refused(self, answer: came.UpdatesAnswer) -> None:
        match answer.error_code:
            case 409 if self._early > 0:
                self._early -= 1
            case 401 | 404 | 409 as code:
                raise AccountRefusedError(self._account, POLL[code])
            case 429:
                await asyncio.sleep(answer.parameters.retry_after)
            case _:
                pass
        raise UnansweredError(str(answer.error_code))
