"""The Callback API webhook of one VK community. It answers `ok` after the commit; without an `ok` VK calls again."""

import logging

import msgspec
from aiohttp import web

from bot.channels.port import Take
from bot.channels.vk.intake import VkIntake
from bot.channels.vk.settings.confirmation import Confirmation
from bot.channels.vk.updates import VkUpdate

log = logging.getLogger(__name__)

TAKEN = "ok"  #: the answer «remove» would delete the server (platform fact B1)
_update = msgspec.json.Decoder(VkUpdate)


class VkCallback:
    """The HTTP handler that VK calls with the events of one community."""

    def __init__(self, account: str, group: int, intake: VkIntake, take: Take, confirmation: Confirmation) -> None:
        """Store the arguments. `confirmation` knows the secret, and answers VK when it checks the webhook's address."""
        self.path = f"/{account}"
        self._group, self._intake, self._take = group, intake, take
        self._confirmation = confirmation

    async def handle(self, request: web.Request) -> web.Response:
        """Process one event if it contains the secret; otherwise answer 403.

        A request of the type `confirmation` may come without the secret.
        """
        try:
            update = _update.decode(await request.read())
        except msgspec.DecodeError as error:
            log.error("%s: event not read: %s", self.path, type(error).__name__)
            return web.Response(status=400)
        if update.group_id != self._group:
            return web.Response(status=403)
        if update.type == "confirmation":
            return await self._confirmation.answer(update.secret)
        if not self._confirmation.knows(update.secret):
            return web.Response(status=403)
        self._confirmation.confirmed()
        return await self._taken(update)

    async def _taken(self, update: VkUpdate) -> web.Response:
        try:
            await self._take(self._intake.read([update]))
        except Exception as error:  # noqa: BLE001 an outer boundary: VK retries five times within two hours (B1)
            log.error("%s: event not kept: %s", self.path, type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": "10"})
        return web.Response(text=TAKEN)
