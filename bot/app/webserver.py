"""The HTTP servers of this process: the webhooks that platforms call, and `GET /health`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web

from bot.channels.webhooks import Webhook
from bot.errors import PortTakenError

CLOSING = 1.0  #: seconds for running requests when the bot stops
LARGEST = 1024 * 1024  #: bytes of one update

StatusSource = Callable[[], Awaitable[Mapping[str, object]]]
Application = web.Application
Listening = web.AppRunner


def webhooks(of: Sequence[Webhook]) -> web.Application:
    """Return the web application that serves these webhooks. It runs behind nginx, which has the certificate."""
    app = web.Application(client_max_size=LARGEST)
    for each in of:
        # the public address may have a path prefix, which nginx passes on or strips
        app.router.add_post(f"/{{before:.*}}{each.path}", each.handle)
        app.router.add_post(each.path, each.handle)
    return app


def status_page(status: StatusSource) -> web.Application:
    """Return the web application for `GET /health`. It answers 200 if `ok` in the status is true, otherwise 503."""

    async def health(_: web.Request) -> web.Response:
        about = await status()
        return web.json_response(about, status=200 if about["ok"] else 503)

    app = web.Application()
    app.router.add_get("/health", health)
    return app


async def listening(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Listen on a host and port. The caller must call `cleanup()` on the result. Raises PortTakenError."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSING)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except (OSError, OverflowError) as error:
        await runner.cleanup()
        raise PortTakenError(port) from error
    return runner
