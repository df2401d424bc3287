"""The Callback API webhook of one VK community. It answers `ok` after the commit; without an `ok` VK calls again."""

import logging

from aiohttp import web

from bot.channels.port import Received, Take
from bot.channels.reading.batch import read_one
from bot.channels.vk.answers import Caller, caller_of, form
from bot.channels.vk.intake import VkIntake
from bot.channels.vk.settings.confirmation import Confirmation

log = logging.getLogger(__name__)

TAKEN = "ok"  #: the answer «remove» would delete the server (platform fact B1)


class VkCallback:
    """The HTTP handler that VK calls with the events of one community."""

    def __init__(self, account: str, group: int, intake: VkIntake, take: Take, confirmation: Confirmation) -> None:
        """Store the arguments. `confirmation` knows the secret, and answers VK when it checks the webhook's address."""
        self.path = f"/{account}"
        self._group, self._intake, self._take, self._form = group, intake, take, form(account)
        self._confirmation = confirmation

    async def handle(self, request: web.Request) -> web.Response:
        """Process one event if it contains the secret; otherwise answer 403.

        A request of the type `confirmation` may come without the secret. With the secret, a body that cannot be read is
        laid aside.
        """
        body = await request.read()
        caller = caller_of(body)
        if caller.group_id == self._group and caller.type == "confirmation":
            return await self._confirmation.answer(caller.secret)
        if not self._knows(caller):
            return web.Response(status=403)
        self._confirmation.confirmed()
        return await self._taken(body)

    def _knows(self, caller: Caller) -> bool:
        # a damaged body may have lost its group, so a body without one is judged by the secret alone
        return self._confirmation.knows(caller.secret) and caller.group_id in (self._group, 0)

    async def _taken(self, body: bytes) -> web.Response:
        try:
            await self._take(self._received(body))
        except Exception as error:  # noqa: BLE001 an outer boundary: VK retries five times within two hours (B1)
            log.error("%s: event not kept: %s", self.path, type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": "10"})
        return web.Response(text=TAKEN)

    def _received(self, body: bytes) -> Received:
        batch = read_one(body, self._form)
        return self._intake.read(batch.updates, aside=batch.aside)
