"""The page's server: what is typed, pressed and moved goes to the show, what is to be seen goes out as events."""

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
EVERY = 0.7  #: seconds between two looks at the files of the book, and between two handfuls of a broadcast

Deed = Callable[[Asked], Awaitable[None]]


class Demo:
    """The page's server."""

    def __init__(self, demo: DemoSession) -> None:
        """Serve a show, from its beginning to its end."""
        self._show, self._listeners = demo, Listeners()
        demo.changed = self._tell

    def app(self) -> web.Application:
        """Give the web application."""
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
        """Give everything the page shows."""
        return web.json_response({**view.whole(self._show), **await behind(self._show)}, dumps=written)

    async def drawing(self, request: web.Request) -> web.Response:
        """Draw a flow with one of its states lit."""
        drawn = self._show.leaves.drawing(request.query.get("flow", ""), request.query.get("lit", ""))
        if drawn is None:
            raise web.HTTPNotFound(text="Такого разговора нет.")
        return web.Response(text=drawn, content_type="image/svg+xml")

    async def file(self, request: web.Request) -> web.Response:
        """Give what a message carries."""
        async with self._show.stage.program.store.work() as work:
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
        """Let somebody type."""
        await self._show.say(who(of, self._show.actors), words(of, "text"))

    async def press(self, of: Asked) -> None:
        """Let somebody press a button."""
        await self._show.press(who(of, self._show.actors), words(of, "payload"))

    async def clock(self, of: Asked) -> None:
        """Move the clock."""
        await self._show.move(lambda now: moment(of, self._show.calendar, now))

    async def take(self, of: Asked) -> None:
        """Take a phone in hand."""
        self._show.take(who(of, self._show.actors))

    async def guest(self, of: Asked) -> None:
        """Give a new parent a phone; one who came by a link says its code at once."""
        guest = self._show.guest()
        self._show.take(guest)
        if "code" in of:
            await self._show.say(guest, f"/start {words(of, 'code')}")

    async def away(self, of: Asked) -> None:
        """Put a phone away."""
        self._show.put_away(who(of, self._show.actors))

    async def reset(self, _: Asked) -> None:
        """Begin anew."""
        await self._show.begin()

    def _tell(self) -> None:
        self._listeners.tell(view.news(self._show))

    async def _tell_all(self) -> None:
        self._tell()
        self._listeners.tell(await behind(self._show))

    async def _watched(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            if await self._show.looked() or await self._show.trickled():
                await self._tell_all()

    async def _played(self, _: web.Application) -> AsyncIterator[None]:
        await self._show.begin()
        watching = asyncio.create_task(self._watched())
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await self._show.close()


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
    """Serve the demo until it is stopped; nothing of it remains, and no other database is touched."""
    with tempfile.TemporaryDirectory(prefix="provodnik-") as folder:
        show = DemoSession(
            Editing(Home(schools=of.schools_dir)), Path(folder), _present, of.admin_code, addresses(port)
        )
        runner = web.AppRunner(Demo(show).app(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await _listening(runner, port)
            echo(f"Демонстрация: http://127.0.0.1:{port}  (закончить — Ctrl+C)")
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()


def addresses(port: int) -> Addresses:
    """Give where links lead in the demo: to its own page, as if both messengers stood behind it."""
    return Addresses(dict.fromkeys(CARRIES, lambda: f"http://127.0.0.1:{port}/"))


def _present() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)
