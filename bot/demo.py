"""`python -m bot demo`: four phones and a movable clock on a page of this machine, over the real engine and store."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import ClientPayloadError, web
from aiohttp.http_exceptions import ContentEncodingError

from bot.channels.page import Bubble, Phones
from bot.config import Settings
from bot.errors import PortTakenError
from bot.sample import ACTORS, Actor
from bot.script import span
from bot.stage import Stage
from bot.talk import stage

PAGE = Path(__file__).parent / "page"
HERE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
ELSEWHERE = "Демонстрация открывается только с этого компьютера: http://127.0.0.1:8080"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
BEHIND = 50  #: changes a page may be behind
LONGEST = 4000  #: characters a person of the page may type at once

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Demo:
    """The page's server: what is typed and pressed goes to the stage, what the phones show goes out as events."""

    def __init__(self, on: Stage) -> None:
        """Serve a stage."""
        self._on = on
        self._turn = asyncio.Lock()  # one thing at a time, as on a stage
        self._listeners: set[asyncio.Queue[str]] = set()
        on.phones.changed = self._changed

    def app(self) -> web.Application:
        """Give the web application."""
        app = web.Application(middlewares=[_only_here], client_max_size=64 * 1024)
        app.router.add_get("/", _file("index.html"))
        app.router.add_get("/page.js", _file("page.js"))
        app.router.add_get("/page.css", _file("page.css"))
        app.router.add_get("/state", self.state)
        app.router.add_get("/events", self.events)
        app.router.add_post("/say", self.say)
        app.router.add_post("/press", self.press)
        app.router.add_post("/clock", self.clock)
        return app

    async def state(self, _: web.Request) -> web.Response:
        """Give everything the page shows."""
        return web.json_response(self._state(), dumps=_dumps)

    async def say(self, request: web.Request) -> web.Response:
        """Let somebody type."""
        who, said = await _asked(request, "text")
        if said.strip():
            self._on.phones.wrote(who.peer, said)
            async with self._turn:
                await self._on.say(who, said)
        return web.json_response({})

    async def press(self, request: web.Request) -> web.Response:
        """Let somebody press a button."""
        who, carried = await _asked(request, "payload")
        async with self._turn:
            await self._on.press(who, carried)
        return web.json_response({})

    async def clock(self, request: web.Request) -> web.Response:
        """Move the clock: by a span («1 час», «5 рабочих дней»)."""
        by = (await _body(request)).get("by")
        number, _, unit = str(by).partition(" ")
        if not (number.isascii() and number.isdecimal() and len(number) < 9):
            raise web.HTTPBadRequest(text="Часы двигаются так: «1 час», «5 рабочих дней».")
        try:
            passing = span(int(number), unit)
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        async with self._turn:
            await self._on.move_to(self._on.house.words.book.calendar.due(self._on.clock.now(), passing))
        self._tell({"now": self._now()})
        return web.json_response({"now": self._now()})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream what changes, as server-sent events."""
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        queue: asyncio.Queue[str] = asyncio.Queue(BEHIND)
        self._listeners.add(queue)
        try:
            await response.write(f"data: {_dumps(self._state())}\n\n".encode())
            while True:
                await response.write(f"data: {await queue.get()}\n\n".encode())
        except (ConnectionError, asyncio.CancelledError):
            return response
        finally:
            self._listeners.discard(queue)

    def _changed(self, peer: str, bubble: Bubble) -> None:
        del bubble
        self._tell({"phones": {peer: self._phone(peer)}})

    def _tell(self, news: dict[str, object]) -> None:
        for queue in self._listeners:
            if queue.full():
                # a page that does not keep up is told everything anew, once
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(_dumps(self._state()))
            else:
                queue.put_nowait(_dumps(news))

    def _state(self) -> dict[str, object]:
        people = [{"name": who.name, "peer": who.peer} for who in ACTORS]
        return {"people": people, "phones": {who.peer: self._phone(who.peer) for who in ACTORS}, "now": self._now()}

    def _phone(self, peer: str) -> list[dict[str, object]]:
        return [
            {"id": bubble.id, "text": bubble.text, "mine": bubble.mine, "rows": bubble.rows}
            for bubble in self._on.phones.bubbles(peer)
        ]

    def _now(self) -> str:
        return self._on.clock.now().astimezone(self._on.house.words.book.calendar.zone).isoformat()


@web.middleware
async def _only_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    # a page elsewhere must not reach this one by a name that resolves here, nor post to it
    if not _from_here(request):
        return web.Response(status=403, text=ELSEWHERE, headers=HEADERS)
    try:
        response = await handler(request)
    except web.HTTPException as error:
        error.headers.update(HEADERS)
        raise
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def _from_here(request: web.Request) -> bool:
    origin = request.headers.get("Origin", f"http://{request.host}")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return bool(HERE.fullmatch(request.host)) and origin == f"http://{request.host}" and site in {"same-origin", "none"}


def _file(name: str) -> Handler:
    async def give(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / name)

    return give


async def _body(request: web.Request) -> dict[str, object]:
    try:
        body = json.loads((await request.read()).decode())
    except (ValueError, RecursionError, ClientPayloadError, ContentEncodingError):
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="Нужен объект JSON.")
    return body


async def _asked(request: web.Request, what: str) -> tuple[Actor, str]:
    asked = await _body(request)
    who = next((each for each in ACTORS if each.peer == asked.get("peer")), None)
    said = asked.get(what)
    if who is None or not isinstance(said, str) or len(said) > LONGEST:
        raise web.HTTPBadRequest(text="Такого телефона нет, или сообщение слишком длинное.")
    # half of a pair of UTF-16 is no character, and cannot be sent on
    return who, said.encode("utf-8", "replace").decode()


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


async def _listening(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
    except (OSError, OverflowError) as error:
        raise PortTakenError(port) from error


async def serve(of: Settings, port: int, echo: Callable[[str], None], *, ready: asyncio.Event | None = None) -> None:
    """Serve the demo until it is stopped."""
    start = datetime.now(UTC).replace(second=0, microsecond=0)
    async with stage(of, start, phones=Phones()) as on:
        runner = web.AppRunner(Demo(on).app(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await _listening(runner, port)
            echo(f"Демонстрация: http://127.0.0.1:{port}  (закончить — Ctrl+C)")
            if ready:
                ready.set()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()
