"""What listens on this machine: the webhooks that platforms call, and `GET /health`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web

from bot.channels.webhooks import Webhook
from bot.errors import PortTakenError

CLOSING = 1.0  #: seconds an answer may take when the bot stops
LARGEST = 1024 * 1024  #: bytes of one update

Told = Callable[[], Awaitable[Mapping[str, object]]]
Application = web.Application
Listening = web.AppRunner


def webhooks(of: Sequence[Webhook]) -> web.Application:
    """Return the application of webhooks. In front of it stands nginx, with the certificate and the public path."""
    app = web.Application(client_max_size=LARGEST)
    for each in of:
        # the public address may have a path of its own, which nginx passes on or strips
        app.router.add_post(f"/{{before:.*}}{each.path}", each.handle)
        app.router.add_post(each.path, each.handle)
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
