"""The webhook of one Telegram bot. It answers 200 after the commit; without a 200 Telegram repeats the update."""

import hmac
import logging

import msgspec
from aiohttp import web

from bot.channels.port import Take
from bot.channels.telegram import updates as came
from bot.channels.telegram.channel import Telegram

log = logging.getLogger(__name__)

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 the name of a header


class TelegramWebhook:
    """The HTTP handler that Telegram calls with the updates of one bot."""

    def __init__(self, channel: Telegram, take: Take) -> None:
        """Store `channel`, which turns updates into events, and `take`, which processes and commits them."""
        self._channel, self._take = channel, take
        self.path = f"/{channel.account}"

    async def handle(self, request: web.Request) -> web.Response:
        """Process one update if the request contains the secret from the settings; otherwise answer 403."""
        if not hmac.compare_digest(request.headers.get(SECRET, ""), self._channel.manner.secret):
            return web.Response(status=403)
        try:
            update = came.one(await request.read())
        except msgspec.DecodeError as error:
            # any other answer would make Telegram repeat this undecodable update for a day
            log.error("account %s: update not read: %s", self._channel.account, type(error).__name__)
            return web.Response()
        await self._take(self._channel.taken([update]))
        return web.Response()
