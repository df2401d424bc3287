"""The protocol of a webhook: the messenger calls the bot, so the bot need not poll."""

from typing import Protocol

from aiohttp import web


class Webhook(Protocol):
    """The HTTP handler of one account. The account's platform calls it with updates."""

    path: str

    async def handle(self, request: web.Request) -> web.Response:
        """Process the update in a request, and answer after the commit of the update."""
