"""The HTTP servers of this process: the webhooks that platforms call, and `GET /health`.

Each has a port, connections and limits of its own, so `GET /health` is answered while the webhooks are flooded.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.app.http_limits import FEW, Connections, HttpLimits, limited
from bot.channels.webhooks import Webhook
from bot.errors import PortTakenError

CLOSING = 1.0  #: seconds for running requests when the bot stops
LARGEST = 1024 * 1024  #: bytes of one update

StatusSource = Callable[[], Awaitable[Mapping[str, object]]]


class Application:
    """A web application and the limits of its callers."""

    def __init__(self, limits: HttpLimits) -> None:
        """Start without routes."""
        self.limits = limits
        self.web = web.Application(client_max_size=LARGEST, middlewares=[limited(limits)])


class Listening:
    """An HTTP server that listens on a port."""

    def __init__(self, runner: web.AppRunner, server: asyncio.Server) -> None:
        """Store the arguments."""
        self._runner, self._server = runner, server

    @property
    def addresses(self) -> list[Any]:
        """Return the address (host, port) of each socket."""
        return [socket.getsockname() for socket in self._server.sockets]

    async def cleanup(self) -> None:
        """Stop listening, and wait up to CLOSING seconds for running requests."""
        self._server.close()
        await self._runner.cleanup()


def webhooks(of: Sequence[Webhook], limits: HttpLimits | None = None) -> Application:
    """Return the web application that serves these webhooks. It runs behind nginx, which has the certificate."""
    app = Application(limits or HttpLimits())
    for each in of:
        # the public address may have a path prefix, which nginx passes on or strips
        app.web.router.add_post(f"/{{before:.*}}{each.path}", each.handle)
        app.web.router.add_post(each.path, each.handle)
    return app


def status_page(status: StatusSource) -> Application:
    """Return the web application for `GET /health`. It answers 200 if `ok` in the status is true, otherwise 503."""

    async def health(_: web.Request) -> web.Response:
        about = await status()
        return web.json_response(about, status=200 if about["ok"] else 503)

    app = Application(FEW)
    app.web.router.add_get("/health", health)
    return app


async def listening(app: Application, host: str, port: int) -> Listening:
    """Listen on a host and port. The caller must call `cleanup()` on the result. Raises PortTakenError."""
    runner = web.AppRunner(app.web, access_log=None, shutdown_timeout=CLOSING)
    await runner.setup()
    assert runner.server  # noqa: S101 `setup` made it
    try:
        admitted = Connections(runner.server, app.limits)
        server = await asyncio.get_running_loop().create_server(admitted, host, port)
    except (OSError, OverflowError) as error:
        await runner.cleanup()
        raise PortTakenError(port) from error
    return Listening(runner, server)
