"""A fake Telegram: lo-bot-api-emulator over loopback, a proxy before it that can fail, and people with phones."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

from aiogram.types import Update
from aiohttp import ClientError, ClientSession, FormData, web
from lo_bot_api_emulator import LoBotApiEmulator

from bot.messages.markup import plain
from tests.support.wire.telegram_conformance import Fields, Judge

TOKEN = "123456:AAE-loopback"
#: Longest wait of a phone for a message in seconds, the start of a process included.
PATIENCE = 40.0


class Fault:
    """A planned failure of one call: an error answer, or a connection broken before or after the call."""

    def __init__(self, status: int = 0, description: str = "", *, drop: str = "", **parameters: int) -> None:
        """Set an error answer, or `drop="before"` or `drop="after"`."""
        self.status, self.description, self.drop, self.parameters = status, description, drop, parameters

    @property
    def body(self) -> dict[str, object]:
        """Return the answer in Telegram's format."""
        said = {"ok": False, "error_code": self.status, "description": self.description}
        return {**said, **({"parameters": self.parameters} if self.parameters else {})}


class AnsweredWith(Fault):
    """An answer that replaces the emulator's."""

    def __init__(self, result: object) -> None:
        super().__init__(200)
        self.result = result

    @property
    def body(self) -> dict[str, object]:
        return {"ok": True, "result": self.result}


TOO_MANY = Fault(429, "Too Many Requests: retry after 1", retry_after=1)
BLOCKED = Fault(403, "Forbidden: bot was blocked by the user")
BROKEN = Fault(502, "Bad Gateway")
DROPPED_BEFORE, DROPPED_AFTER = Fault(drop="before"), Fault(drop="after")

Files = dict[str, web.FileField]
TOPIC = "message_thread_id"  #: a field that the emulator refuses
Plan = Callable[[str, Fields], Fault | None]


class Telegram:
    """A fake Telegram on one port. It checks each call of the bot, may fail it, or lets the emulator carry it out."""

    def __init__(self, journal: Path) -> None:
        """Write the emulator's journal to this path."""
        self.journal = journal
        self._emulator = LoBotApiEmulator(
            journal=journal,
            max_updates=5000,
            max_history=10,
            allow_insecure_loopback_webhooks=True,
            single_attach=True,
        )
        self.judge = Judge()
        self.plan: Plan = lambda _method, _fields: None
        self.url = ""
        self.calls: list[tuple[str, Fields]] = []  #: calls that reached Telegram and were carried out
        self.phones: dict[str, Phone] = {}
        self.uploads = self.downloads = 0  #: files uploaded as bytes, and files downloaded
        self.odd: deque[bytes] = deque()  #: raw updates, one put before the updates of each of the next answers
        self.file_is_ready = asyncio.Event()  #: each download waits for this event
        self.file_is_ready.set()
        self._changed = asyncio.Condition()
        self._numbers = count(1)
        self._inner = ""

    @property
    def files(self) -> list[str]:
        """Return the ids that Telegram gave to the uploaded files."""
        return list(self._emulator.assets)

    def phone(self, chat: int) -> "Phone":
        """Return a person's phone."""
        return self.phones.setdefault(str(chat), Phone(self, chat))

    def failing(self, method: str, *faults: Fault, chat: int = 0) -> None:
        """Let the next calls of a method fail, one after another."""
        left = list(faults)

        def plan(called: str, fields: Fields) -> Fault | None:
            meant = called == method and (not chat or fields.get("chat_id") == str(chat))
            return left.pop(0) if left and meant else None

        self.plan = plan

    async def happen(self, update: dict[str, object]) -> int:
        """Add an update to the stream; aiogram's models check it first."""
        Update.model_validate({"update_id": 1, **update})
        return int(await self._emulator.enqueue_update(update, token=TOKEN))

    def number(self) -> int:
        """Return a number that was not returned before."""
        return next(self._numbers)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until a condition on the calls carried out is true."""
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(true), PATIENCE)

    async def ready(self, method: str = "deleteWebhook") -> None:
        """Wait until the bot has chosen how it receives updates."""
        await self.until(lambda: any(called == method for called, _ in self.calls))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Check a call by Telegram's rules. Then fail if a fault is planned, else pass the call to the emulator."""
        method = request.match_info["method"]
        fields, files = await _fields(request)
        fault = self.plan(method, fields)
        self.judge.call(method, fields)
        async with self._changed:
            self._changed.notify_all()
        if fault and fault.status:
            return web.json_response(fault.body, status=fault.status)
        if fault and fault.drop == "before":
            return await self._cut(request)
        try:
            answer = await self._carried_out(request, method, fields, files)
        except ClientError:  # the emulator is shutting down
            return await self._cut(request)
        await self._notice(method, fields, answer)
        if fault:
            return await self._cut(request)
        return web.Response(
            body=self._with_odd(method, answer), status=int(answer.get("error_code", 200)),
            content_type="application/json",
        )  # fmt: skip

    def _with_odd(self, method: str, answer: dict[str, Any]) -> bytes:
        body = json.dumps(answer).encode()
        if not self.odd or method != "getUpdates" or not answer.get("result"):
            return body
        # the number of an update that was confirmed already: the emulator must not take a later one for confirmed
        odd = self.odd.popleft().replace(b'"update_id":41', b'"update_id":%d' % (answer["result"][0]["update_id"] - 1))
        return body.replace(b'"result": [', b'"result": [%s, ' % odd, 1)

    async def _carried_out(self, request: web.Request, method: str, fields: Fields, files: Files) -> dict[str, Any]:
        url = f"{self._inner}/bot{request.match_info['token']}/{method}"
        fields = {name: value for name, value in fields.items() if name != TOPIC}
        of = {"data": _form(fields, files)} if files else {"json": dict(fields)}
        async with self._client.post(url, **of) as response:
            return dict(await response.json())

    async def kept(self, content: bytes, name: str) -> str:
        """Keep a file as if a person had sent it; return its id."""
        form = _form({"chat_id": "1", "document": "attach://file"}, {})
        form.add_field("file", content, filename=name)
        async with self._client.post(f"{self._inner}/bot{TOKEN}/sendDocument", data=form):
            return self.files[-1]

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Return a file that a person sent."""
        self.downloads += 1
        async with self._changed:
            self._changed.notify_all()
        await self.file_is_ready.wait()
        async with self._client.get(f"{self._inner}{request.path}") as response:
            return web.Response(body=await response.read(), status=response.status)

    async def _notice(self, method: str, fields: Fields, answer: dict[str, Any]) -> None:
        if answer["ok"]:
            self.uploads += any(value.startswith("attach://") for value in fields.values())
            self.judge.carried_out(method, fields, answer["result"])
            self.calls.append((method, fields))
            if "chat_id" in fields:
                self.phone(int(fields["chat_id"])).show(fields, answer["result"])
        async with self._changed:
            self._changed.notify_all()

    async def _cut(self, request: web.Request) -> web.StreamResponse:
        if request.transport:
            request.transport.close()
        return web.Response()

    @asynccontextmanager
    async def served(self) -> AsyncIterator["Telegram"]:
        """Listen on free ports."""
        outer = web.Application()
        outer.router.add_post("/bot{token}/{method}", self.handle)
        outer.router.add_get("/file/bot{token}/{path:.*}", self.file)
        async with _served(self._emulator.app()) as self._inner, _served(outer) as self.url, ClientSession() as client:
            self._client = client
            yield self


def polled(telegram: Telegram) -> dict[str, str]:
    """Return the settings of a bot that polls this Telegram."""
    return {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url, "TELEGRAM_LINK_PREVIEWS": "yes"}


class Phone:
    """One person's chat with the bot, as their phone shows it."""

    def __init__(self, of: Telegram, chat: int) -> None:
        """Start with an empty chat."""
        self._of, self.chat = of, chat
        self.messages: dict[int, dict[str, Any]] = {}
        self.arrived: list[str] = []  #: every text that arrived, edits included, oldest first

    def show(self, fields: Fields, result: Any) -> None:
        """Show a message that the bot sent or edited."""
        if not isinstance(result, dict):
            return
        shown = self.messages.setdefault(result["message_id"], {"text": ""})
        if (words := fields.get("text", fields.get("caption"))) is not None:
            shown["text"] = plain(words)
            self.arrived.append(shown["text"])
        shown["rows"] = json.loads(fields["reply_markup"])["inline_keyboard"] if "reply_markup" in fields else []

    @property
    def arrivals(self) -> int:
        """Return the number of arrived messages, edits included."""
        return len(self.arrived)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until a condition on the calls carried out is true."""
        await self._of.until(true)

    async def come(self, code: str) -> None:
        """Open the chat by a link with a code."""
        await self.write(f"/start {code}")

    async def write(self, text: str) -> int:
        """Send a text to the bot."""
        return await self._of.happen({"message": self.message(text=text)})

    def message(self, **of: object) -> dict[str, object]:
        """Make a message of this person."""
        person = {"id": self.chat, "is_bot": False, "first_name": "Ёлка"}
        chat = {"id": self.chat, "type": "private", "first_name": "Ёлка"}
        return {"message_id": 100_000 + self._of.number(), "date": 1_795_000_000, "from": person, "chat": chat, **of}

    async def press(self, label: str) -> str:
        """Press the newest button whose label begins with `label`; return the id of the press."""
        try:
            await self._of.until(lambda: self._carried(label) is not None)
        except TimeoutError:
            raise AssertionError((label, list(self.messages.values())[-2:])) from None
        message, data = self._carried(label) or (0, "")
        return await self.press_what(message, data)

    async def press_what(self, message: int, data: str) -> str:
        """Press the button with this data on a message."""
        press = f"press-{self._of.number()}"
        self._of.judge.pressed[press] += 1
        whole = {**self.message(text=self.messages[message]["text"]), "message_id": message}
        person = {"id": self.chat, "is_bot": False, "first_name": "Ёлка"}
        query = {"id": press, "from": person, "chat_instance": "1", "message": whole, "data": data}
        await self._of.happen({"callback_query": query})
        return press

    def _carried(self, label: str) -> tuple[int, str] | None:
        for message, shown in sorted(self.messages.items(), reverse=True):
            for key in (key for row in shown["rows"] for key in row):
                if key["text"].replace("\u00a0", " ").startswith(label):
                    return message, key["callback_data"]
        return None

    async def reads(self, words: str) -> None:
        """Wait until the newest message or edit contains these words."""
        try:
            await self._of.until(lambda: bool(self.arrived) and words in self.arrived[-1])
        except TimeoutError:
            raise AssertionError((words, self.arrived[-2:])) from None


def _form(fields: Fields, files: Files) -> FormData:
    form = FormData()
    for name, value in fields.items():
        form.add_field(name, value)
    for name, file in files.items():
        form.add_field(name, file.file.read(), filename=file.filename)
    return form


async def _fields(request: web.Request) -> tuple[Fields, Files]:
    if request.content_type == "application/json":
        read = await request.json()
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in read.items()}, {}
    posted = await request.post()
    files = {name: value for name, value in posted.items() if isinstance(value, web.FileField)}
    return {name: str(value) for name, value in posted.items() if name not in files}, files


@asynccontextmanager
async def _served(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
