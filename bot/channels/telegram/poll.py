"""Long polling of one bot (platform fact A3). The cursor is Telegram's `offset`; updates before it are confirmed."""

import asyncio
from collections.abc import Sequence

import msgspec
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import ClientTimeout

from bot.channels.telegram import updates as came
from bot.channels.telegram.errors import POLL
from bot.errors import AccountRefusedError, UnansweredError

#: Seconds Telegram holds an empty poll; it allows 50 (A3). The first poll, and one after a failure, is not held, so
#: that it is soon known whether Telegram accepts the bot.
HELD = 25
#: Telegram answers 409 while another poll is open. Before our first answer that may be the poll of our own previous
#: process, which lasts up to HELD seconds: so many 409 are retried by the back-off, after 1 + 2 + 4 + 8 + 16 seconds.
EARLY = 5
AT_ONCE = 100  #: updates in one poll at most (A3)
HELD_TIMES = ClientTimeout(total=HELD + 20, sock_connect=5)


class TelegramPoll:
    """The long poll of one bot."""

    def __init__(self, account: str, bot: Bot, session: AiohttpSession) -> None:
        """Store the arguments. Makes no network call."""
        self._account, self._bot, self._session = account, bot, session
        self._held, self._early = 0, EARLY

    async def after(self, cursor: str) -> Sequence[came.TelegramUpdate]:
        """Return the updates after `cursor`. If no update arrives within HELD seconds, return an empty sequence.

        Raises AccountRefusedError, UnansweredError.
        """
        held, self._held = self._held, 0
        answer = came.answered(await self._asked(cursor, held))
        if not answer.ok:
            await self._refused(answer)
        self._held, self._early = HELD, 0
        return answer.result

    async def _asked(self, cursor: str, held: int) -> bytes:
        # call aiohttp directly: aiogram's get_updates builds slow models of every update (see updates.py)
        asked = {"timeout": held, "limit": AT_ONCE, "allowed_updates": came.ALLOWED, "offset": int(cursor or 0)}
        session = await self._session.create_session()
        url = self._session.api.api_url(token=self._bot.token, method="getUpdates")
        headers = {"Content-Type": "application/json"}
        async with session.post(url, data=msgspec.json.encode(asked), headers=headers, timeout=HELD_TIMES) as response:
            return await response.read()

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
