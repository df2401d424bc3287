"""The protocol of a webhook, which a messenger calls instead of being polled."""

from typing import Protocol

from aiohttp import web


class Webhook(Protocol):
    """The HTTP handler of one account, called by its platform with updates."""

    path: str

    async def handle(self, request: web.Request) -> web.Response:
        """Process the update of a request and answer after its commit."""
