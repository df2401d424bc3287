"""A fake Telegram for crowds: it checks nothing but the pace, so that a thousand people fit beside the bot.

What the bot's calls must look like is checked by `fake_telegram.py`.
"""

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.messages.markup import plain
from tests.support.wire.crowds.person import Person
from tests.support.wire.crowds.rates import AnySecond, OneChat, Ticks
from tests.support.wire.fake_telegram import TOKEN, Fault

Json = dict[str, Any]
Answer = tuple[int, Json]
RATE = 30  #: calls of an account within any second (A2)
FREE = frozenset({"answerCallbackQuery", "getUpdates", "getMe", "setMyCommands", "setChatMenuButton", "deleteWebhook"})
MESSAGES = 20  #: messages that a phone remembers


def no_fault(_method: str, _fields: Json) -> Fault | None:
    """Let every call succeed."""
    return None


class LeanTelegram:
    """One bot, its updates, its chats."""

    def __init__(self, *, rate: int = RATE, ticks: Ticks = time.monotonic) -> None:
        """Refuse calls above `rate` within any second, and above one a second in one chat; 0 refuses nothing."""
        self.rate, self.chat_rate = AnySecond(rate, ticks), OneChat(ticks=ticks) if rate else None
        self.plan: Callable[[str, Json], Fault | None] = no_fault
        self.people: dict[int, Person] = {}
        self.calls: Counter[str] = Counter()  #: calls by method, refused ones included
        self.done: Counter[str] = Counter()  #: calls that were carried out
        self.latency = 0.0  #: seconds until a call is answered
        self.polled = asyncio.Event()
        self.url = ""
        self.kind: type[Person] = Person
        self.updates: deque[tuple[int, bytes]] = deque()
        self._number = 0
        self._news = asyncio.Event()
        self._texts: dict[int, dict[int, tuple[str, str]]] = {}

    # --- people -------------------------------------------------------------------------------------------------------

    def person(self, peer: int) -> Person:
        """Return a person."""
        if peer not in self.people:
            self.people[peer] = self.kind(self, peer)
        return self.people[peer]

    def write(self, peer: int, text: str) -> None:
        """Send a text to the bot."""
        self.happen({"message": {**_from(peer), "message_id": self._next(), "date": 1, "text": text}})

    def come(self, peer: int, code: str) -> None:
        """Open the chat by a link with a code."""
        self.write(peer, f"/start {code}")

    def tap(self, peer: int, place: int, payload: str) -> None:
        """Press a button."""
        message = {**_from(peer), "message_id": place, "date": 1}
        query = {"id": str(self._next()), "from": _from(peer)["from"], "message": message, "data": payload}
        self.happen({"callback_query": {**query, "chat_instance": "1"}})

    def happen(self, update: Json) -> None:
        """Add an update to the stream."""
        number = self._next()
        self.updates.append((number, json.dumps({"update_id": number, **update}, ensure_ascii=False).encode()))
        self._news.set()

    def _next(self) -> int:
        self._number += 1
        return self._number

    # --- calls --------------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def served(self) -> AsyncIterator["LeanTelegram"]:
        """Listen on a free port."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self.handle)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self.runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await self.runner.cleanup()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a call."""
        method, body = request.match_info["method"], await request.read()
        of_json = request.content_type == "application/json"
        fields: Json = json.loads(body) if of_json else dict(parse_qsl(body.decode()))
        self.calls[method] += 1
        fault = self.plan(method, fields)
        if fault and (fault.drop == "before" or fault.status):
            return _cut(request) if fault.drop else web.json_response(fault.body, status=fault.status)
        if method == "getUpdates":
            return web.Response(body=await self.after(int(fields["offset"]), float(fields["timeout"])))
        await asyncio.sleep(self.latency)
        status, answer = self._answer(method, fields)
        return _cut(request) if fault else web.json_response(answer, status=status)

    def _answer(self, method: str, fields: Json) -> Answer:
        if method not in FREE and (refusal := self._refused(int(fields.get("chat_id", 0)))):
            return refusal
        self.done[method] += 1
        return self._carried_out(method, fields)

    def _refused(self, chat: int) -> Answer | None:
        if not self.rate():
            return too_many(1)
        return None if not self.chat_rate or self.chat_rate(chat) else too_many(3)

    def _carried_out(self, method: str, fields: Json) -> Answer:
        match method:
            case "getMe":
                return ok({"id": 123456, "is_bot": True, "first_name": "Проводник", "username": "guide_bot"})
            case "sendMessage":
                return ok(self._shown(int(fields["chat_id"]), self._next(), fields))
            case "editMessageText":
                return self._edited(int(fields["chat_id"]), int(fields["message_id"]), fields)
            case "editMessageReplyMarkup":
                self.person(int(fields["chat_id"])).strip(int(fields["message_id"]))
            case _:
                pass
        return ok(result=True)

    def _edited(self, chat: int, message: int, fields: Json) -> Answer:
        known = self._texts.get(chat, {}).get(message)
        if known is None:
            return bad("Bad Request: message to edit not found")
        if known == (fields["text"], fields.get("reply_markup", "")):
            return bad("Bad Request: message is not modified")
        return ok(self._shown(chat, message, fields))

    def _shown(self, chat: int, message: int, fields: Json) -> Json:
        known = self._texts.setdefault(chat, {})
        known[message] = (fields["text"], fields.get("reply_markup", ""))
        if len(known) > MESSAGES:
            del known[next(iter(known))]
        rows = json.loads(fields["reply_markup"])["inline_keyboard"] if "reply_markup" in fields else []
        buttons = {key["text"]: key["callback_data"] for row in rows for key in row}
        self.person(chat).hear(message, plain(fields["text"]), buttons)
        return {"message_id": message, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "Ё"}

    async def after(self, offset: int, hold: float) -> bytes:
        """Return the body with up to a hundred updates from `offset` on; wait for the first up to `hold` seconds."""
        self.polled.set()
        while self.updates and self.updates[0][0] < offset:
            self.updates.popleft()
        if not self.updates:
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), hold)
        found = [body for _, body in islice(self.updates, 100)]
        return b'{"ok":true,"result":[' + b",".join(found) + b"]}"


def ok(result: object) -> Answer:
    """Return the answer to a call that was carried out."""
    return 200, {"ok": True, "result": result}


def bad(description: str) -> Answer:
    """Return the answer to a call that Telegram does not accept."""
    return 400, {"ok": False, "error_code": 400, "description": description}


def too_many(after: int) -> Answer:
    """Return the answer to a call that came too fast."""
    fault = Fault(429, f"Too Many Requests: retry after {after}", retry_after=after)
    return fault.status, fault.body


def settings(telegram: LeanTelegram) -> dict[str, str]:
    """Return the settings of a bot that polls this Telegram."""
    return {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url, "TELEGRAM_LINK_PREVIEWS": "yes"}


def _from(peer: int) -> Json:
    return {
        "from": {"id": peer, "is_bot": False, "first_name": "Ёлка"},
        "chat": {"id": peer, "type": "private", "first_name": "Ёлка"},
    }


def _cut(request: web.Request) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    return web.Response()
