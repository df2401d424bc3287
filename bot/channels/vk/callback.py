"""Callback API of one community (B1): VK calls us; `ok` is said after the commit, and whatever fails comes again."""

import hmac
import logging
from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from bot.channels import Received
from bot.channels.vk.events import Update
from bot.channels.vk.intake import Intake

log = logging.getLogger(__name__)

TAKEN = "ok"  #: never «remove»: it deletes the server (B1)
_update = msgspec.json.Decoder(Update)


class Callback:
    """What stands at the community's address."""

    def __init__(
        self, group: int, secret: str, confirmation: str, intake: Intake, take: Callable[[Received], Awaitable[None]]
    ) -> None:
        """Keep the parts; `take` returns when what it was given is kept."""
        self._group, self._secret, self._confirmation = group, secret, confirmation
        self._intake, self._take = intake, take

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call of VK."""
        try:
            update = _update.decode(await request.read())
        except msgspec.DecodeError:
            return web.Response(status=400)
        if update.group_id != self._group or not self._ours(update):
            return web.Response(status=403)
        if update.type == "confirmation":
            return web.Response(text=self._confirmation)
        return await self._taken(update)

    def _ours(self, update: Update) -> bool:
        # the confirmation is asked before a secret may be set
        if update.type == "confirmation":
            return True
        return bool(self._secret) and hmac.compare_digest(update.secret.encode(), self._secret.encode())

    async def _taken(self, update: Update) -> web.Response:
        try:
            await self._take(self._intake.read([update]))
        except Exception as error:  # noqa: BLE001 an edge: VK calls again, five times (B1)
            log.error("event not kept: %s", type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": "10"})
        return web.Response(text=TAKEN)
