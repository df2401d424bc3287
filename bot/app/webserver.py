"""What listens on this machine: the doors platforms knock on, and the page that tells how the bot is."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from aiohttp import web

from bot.errors import PortTakenError

CLOSING = 1.0  #: seconds an answer may take when the bot stops
LARGEST = 1024 * 1024  #: bytes of one update

Told = Callable[[], Awaitable[Mapping[str, object]]]
Application = web.Application
Listening = web.AppRunner


class Door(Protocol):
    """What a platform calls: it stands at one path."""

    path: str

    async def knock(self, request: web.Request) -> web.Response:
        """Answer whoever came."""


def knocking(doors: Sequence[Door]) -> web.Application:
    """Give the application of webhooks. Before it stands nginx, which knows the certificate and the public path."""
    app = web.Application(client_max_size=LARGEST)
    for door in doors:
        # the public address may have a path of its own, which nginx hands on or takes away
        app.router.add_post(f"/{{before:.*}}{door.path}", door.knock)
        app.router.add_post(door.path, door.knock)
    return app


def telling(told: Told) -> web.Application:
    """Give the application of GET /health: 200 when all is well, 503 when something is not."""

    async def health(_: web.Request) -> web.Response:
        about = await told()
        return web.json_response(about, status=200 if about["ok"] else 503)

    app = web.Application()
    app.router.add_get("/health", health)
    return app


async def listening(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Listen. Raises PortTakenError."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSING)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except (OSError, OverflowError) as error:
        await runner.cleanup()
        raise PortTakenError(port) from error
    return runner
