"""Where Telegram knocks: the webhook of one bot. 200 is said after the commit; until then the update comes again."""

import hmac
import logging
from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from bot.channels import Received
from bot.channels.telegram import updates as came
from bot.channels.telegram.channel import Telegram

log = logging.getLogger(__name__)

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 the name of a header


class TelegramDoor:
    """The webhook of one bot."""

    def __init__(self, channel: Telegram, take: Callable[[Received], Awaitable[None]]) -> None:
        """Keep who reads and who takes."""
        self._channel, self._take = channel, take
        self.path = f"/{channel.account}"

    async def knock(self, request: web.Request) -> web.Response:
        """Take one update of whoever knows the secret."""
        if not hmac.compare_digest(request.headers.get(SECRET, ""), self._channel.manner.secret):
            return web.Response(status=403)
        try:
            update = came.one(await request.read())
        except msgspec.DecodeError as error:
            # it would come for a day: what cannot be read is not read tomorrow either
            log.error("account %s: update not read: %s", self._channel.account, type(error).__name__)
            return web.Response()
        await self._take(self._channel.taken([update]))
        return web.Response()
