"""What a messenger calls instead of being polled: the protocol of a webhook."""

from typing import Protocol

from aiohttp import web


class Webhook(Protocol):
    """The address of one account that its platform calls with updates."""

    path: str

    async def handle(self, request: web.Request) -> web.Response:
        """Take the update of a request and answer after its commit."""
