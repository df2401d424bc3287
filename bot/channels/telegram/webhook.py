"""The webhook of one Telegram bot. It answers 200 after the commit; without a 200 Telegram repeats the update."""

import hmac
import logging

from aiohttp import web

from bot.channels.port import Take
from bot.channels.reading.batch import read_one
from bot.channels.telegram.answers import form
from bot.channels.telegram.channel import Telegram

log = logging.getLogger(__name__)

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 the name of a header


class TelegramWebhook:
    """The HTTP handler that Telegram calls with the updates of one bot."""

    def __init__(self, channel: Telegram, take: Take) -> None:
        """Store `channel`, which turns updates into events, and `take`, which processes and commits them."""
        self._channel, self._take = channel, take
        self.path, self._form = f"/{channel.account}", form(channel.account)

    async def handle(self, request: web.Request) -> web.Response:
        """Process one update if the request contains the secret from the settings; otherwise answer 403."""
        given = request.headers.get(SECRET, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._channel.manner.secret.encode()):
            return web.Response(status=403)
        return await self._taken(await request.read())

    async def _taken(self, body: bytes) -> web.Response:
        # an update that cannot be read is laid aside: any other answer would make Telegram repeat it for a day
        batch = read_one(body, self._form)
        try:
            await self._take(self._channel.taken(batch.updates, aside=batch.aside))
        except Exception as error:  # noqa: BLE001 an outer boundary: Telegram repeats the update until it gets a 200
            log.error("account %s: update not kept: %s", self._channel.account, type(error).__name__)
            return web.Response(status=500)
        return web.Response()
