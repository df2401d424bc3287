"""The web server of the demo: passes requests of the page to the `DemoSession`, and sends changes as events."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.app.config import Settings
from bot.errors import PortTakenError
from bot.messages.files import kind_of
from bot.rendering.addresses import CARRIES, Addresses
from bot.simulator.demo import view
from bot.simulator.demo.asked import Asked, asked, moment, who, words
from bot.simulator.demo.behind import behind
from bot.simulator.demo.editing import Editing, Home
from bot.simulator.demo.gate import only_here
from bot.simulator.demo.listeners import Listeners, written
from bot.simulator.demo.session import DemoSession

PAGE = Path(__file__).parents[1] / "page"
KINDS = {".html", ".css", ".js", ".svg", ".woff2"}
EVERY = 0.7  #: seconds between two checks for edited files, and between two portions of a broadcast

Deed = Callable[[Asked], Awaitable[None]]


class Demo:
    """The request handlers of the demo."""

    def __init__(self, demo: DemoSession) -> None:
        """Store the session that the handlers use. The web application begins the session and closes it."""
        self._demo, self._listeners = demo, Listeners()
        demo.changed = self._tell

    def app(self) -> web.Application:
        """Return the web application with all its routes."""
        app = web.Application(middlewares=[only_here], client_max_size=64 * 1024)
        app.cleanup_ctx.append(self._played)
        app.router.add_get("/events", self._listeners.stream)
        app.router.add_get("/state", self.state)
        app.router.add_get("/drawing", self.drawing)
        app.router.add_get("/files/{file}", self.file)
        for deed in (self.say, self.press, self.clock, self.take, self.guest, self.away, self.reset):
            app.router.add_post(f"/{deed.__name__}", partial(self._does, deed))
        for path in (each for each in PAGE.rglob("*") if each.suffix in KINDS):
            app.router.add_get(_address(path), partial(_file, path))
        return app

    async def state(self, _: web.Request) -> web.Response:
        """Return everything that the page shows, as JSON."""
        return web.json_response({**view.whole(self._demo), **await behind(self._demo)}, dumps=written)

    async def drawing(self, request: web.Request) -> web.Response:
        """Return the SVG drawing of a flow with one state highlighted."""
        drawn = self._demo.book_pages.drawing(request.query.get("flow", ""), request.query.get("lit", ""))
        if drawn is None:
            raise web.HTTPNotFound(text="Такого разговора нет.")
        return web.Response(text=drawn, content_type="image/svg+xml")

    async def file(self, request: web.Request) -> web.Response:
        """Return the content of a file attached to a message."""
        async with self._demo.simulator.program.store.work() as work:
            found = await work.files.load(request.match_info["file"])
        if found is None:
            raise web.HTTPNotFound(text="Такого файла нет.")
        headers = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(found.name)}"}
        return web.Response(body=found.content, content_type=kind_of(found.content), headers=headers)

    async def _does(self, deed: Deed, request: web.Request) -> web.Response:
        await deed(await asked(request))
        await self._tell_all()
        return web.json_response({})

    async def say(self, of: Asked) -> None:
        """Process a text typed on a phone."""
        await self._demo.say(who(of, self._demo.actors), words(of, "text"))

    async def press(self, of: Asked) -> None:
        """Process a press of a button on a phone."""
        await self._demo.press(who(of, self._demo.actors), words(of, "payload"))

    async def clock(self, of: Asked) -> None:
        """Move the clock to the time that the request names."""
        await self._demo.move(lambda now: moment(of, self._demo.calendar, now))

    async def take(self, of: Asked) -> None:
        """Select the phone that the request names."""
        self._demo.take(who(of, self._demo.actors))

    async def guest(self, of: Asked) -> None:
        """Add a phone for a new parent. If the request has the code of an invitation, open the bot with this code."""
        guest = self._demo.guest()
        self._demo.take(guest)
        if "code" in of:
            await self._demo.say(guest, f"/start {words(of, 'code')}")

    async def away(self, of: Asked) -> None:
        """Remove the phone that the request names from the page."""
        self._demo.put_away(who(of, self._demo.actors))

    async def reset(self, _: Asked) -> None:
        """Restart the demo from the beginning."""
        await self._demo.begin()

    def _tell(self) -> None:
        self._listeners.tell(view.news(self._demo))

    async def _tell_all(self) -> None:
        self._tell()
        self._listeners.tell(await behind(self._demo))

    async def _watched(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            if await self._demo.looked() or await self._demo.trickled():
                await self._tell_all()

    async def _played(self, _: web.Application) -> AsyncIterator[None]:
        await self._demo.begin()
        watching = asyncio.create_task(self._watched())
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await self._demo.close()


def _address(path: Path) -> str:
    name = path.relative_to(PAGE).as_posix()
    return "/" if name == "index.html" else f"/{name}"


async def _file(path: Path, _: web.Request) -> web.StreamResponse:
    return web.FileResponse(path)


async def _listening(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
    except (OSError, OverflowError) as error:
        raise PortTakenError(port) from error


async def serve(of: Settings, port: int, echo: Callable[[str], None]) -> None:
    """Serve the demo on `port` until it is stopped. The databases of the demo are deleted when it stops."""
    with tempfile.TemporaryDirectory(prefix="provodnik-") as folder:
        demo = DemoSession(
            Editing(Home(schools=of.schools_dir)), Path(folder), _present, of.admin_code, addresses(port)
        )
        runner = web.AppRunner(Demo(demo).app(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await _listening(runner, port)
            echo(f"Демонстрация: http://127.0.0.1:{port}  (закончить — Ctrl+C)")
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()


def addresses(port: int) -> Addresses:
    """Return the addresses for invitation links in the demo. The links of both messengers lead to the demo's page."""
    return Addresses(dict.fromkeys(CARRIES, lambda: f"http://127.0.0.1:{port}/"))


def _present() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)
