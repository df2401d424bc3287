"""The fake platforms with what they need to fail for a while: doors that close, answers that hang, spoiled polls."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from aiohttp import web

from tests.support.wire.chaos.virtual_time import VirtualClock
from tests.support.wire.crowds.lean_telegram import LeanTelegram
from tests.support.wire.crowds.person import Messenger, Person
from tests.support.wire.fake_telegram import BLOCKED, Fault
from tests.support.wire.fake_vk import GROUP, FakeVk
from tests.support.wire.fake_vk import Fault as VkFault
from tests.support.wire.vk_events import wrote

Spoil = Callable[[bytes], bytes]
PROXY = "<html><body>Доступ запрещён</body></html>"
PAGE = Fault(200, PROXY)  #: a page of a proxy instead of an answer
TIMEOUT = 12.0  #: seconds after which the client of VK gives a call up
RECENT = 500  #: events of VK that are kept
DENIED = 901
ODD = ("[" * 1500, '{"x":NaN}', '{"text":"\\ud800"}', "null", "[]", '{"message":7}')
ODD_UPDATES = tuple('{"update_id":%d,"message":' + each + "}" for each in ODD)
ODD_EVENTS: tuple[Any, ...] = (
    None, [], 7, {"type": "message_new"}, {"type": None, "event_id": 7, "object": {}, "group_id": GROUP},
    {"type": "wall_reply_new", "group_id": GROUP, "event_id": "a", "object": {"x": float("inf")}},
    {"type": "message_new", "group_id": str(GROUP), "event_id": None, "object": {"message": []}},
    {**wrote(999_999, "Ёлка"), "object": {"message": {"peer_id": 999_999, "payload": "[" * 1000}}},
)  # fmt: skip


def whole(body: bytes) -> bytes:
    """Return a body as it is."""
    return body


SPOILS: tuple[Spoil, ...] = (
    lambda body: body[: len(body) // 2],
    lambda body: body[:-1],
    lambda _: b"",
    lambda _: PROXY.encode(),
    lambda _: b"[]",
    lambda _: b"null",
    lambda body: body.replace(b'"ok":true', b'"ok":tru').replace(b'"ts":', b'"ts:'),
)


class Witness(Person):
    """A person who notices what comes twice: every message ends with the number of its delivery."""

    def __init__(self, messenger: Messenger, peer: int) -> None:
        """Start with an empty chat."""
        super().__init__(messenger, peer)
        self.heard: set[str] = set()
        self.twice: list[str] = []
        self.announced = 0
        self._places: set[int] = set()

    def hear(self, place: int, text: str, buttons: Any) -> None:
        """Look at the number of a new message."""
        if place not in self._places:
            self._places.add(place)
            self._note(text)
        super().hear(place, text, buttons)

    def _note(self, text: str) -> None:
        number = text.rpartition("№")[2]
        if text.startswith("Повторяю, если уже пришло:"):
            self.announced += 1
        elif number in self.heard:
            self.twice.append(text)
        self.heard.add(number)


class ChaosTelegram(LeanTelegram):
    """Telegram that may fail in every way."""

    def __init__(self, chance: Random) -> None:
        """Start in good order."""
        super().__init__(ticks=time.monotonic)
        self.kind = Witness
        self.episode: Fault | None = None  #: how every call fails now
        self.spoil: Spoil = whole  #: what becomes of the bodies of polls
        self.hangs = 0.0  #: seconds for which a call is not answered
        self.blocked: set[int] = set()  #: people who blocked the bot
        self._chance, self._port = chance, 0
        self._old: deque[tuple[int, bytes]] = deque(maxlen=50)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a call, late if calls hang now."""
        before = self._chance.random() < 0.5
        await asyncio.sleep(self.hangs * before)
        if self.episode is PAGE:
            return web.Response(text=PROXY, content_type="text/html")
        answer = await super().handle(request)
        await asyncio.sleep(self.hangs * (not before))
        return answer

    def _answer(self, method: str, fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "sendMessage" and int(fields["chat_id"]) in self.blocked:
            return BLOCKED.status, BLOCKED.body
        return super()._answer(method, fields)

    async def after(self, offset: int, hold: float) -> bytes:
        """Return a body of updates, which may be spoiled."""
        self._old.extend(each for each in self.updates if each[0] < offset)
        return self.spoil(await super().after(offset, hold))

    def replay(self, how_many: int) -> None:
        """Put updates that were confirmed before into the stream again."""
        self.updates.extendleft(list(self._old)[-how_many:][::-1])
        self._news.set()

    def odd(self, body: str) -> None:
        """Put an update that nobody can read into the stream."""
        number = self._next()
        self.updates.append((number, (body % number).encode()))
        self._news.set()

    async def close(self) -> None:
        """Refuse every connection."""
        self._port = self._port or self.runner.addresses[0][1]
        await closed(self.runner)

    async def open(self) -> None:
        """Accept connections again."""
        await opened(self.runner, self._port)


class ChaosVk(FakeVk):
    """VK that may fail in every way."""

    def __init__(self, chance: Random, clock: VirtualClock) -> None:
        """Start in good order."""
        super().__init__(time.monotonic)
        self.calls = deque(maxlen=1000)  # type: ignore[assignment]
        self.episode: VkFault | None = None
        self.spoil: Spoil = whole
        self.hangs = 0.0
        self.blocked: set[int] = set()
        self.pace = 20
        self._chance, self._virtual, self._port = chance, clock, 0

    async def _method(self, request: web.Request) -> web.StreamResponse:
        self.denied = dict.fromkeys(self.blocked, DENIED)
        before = self._chance.random() < 0.5
        await self._hang(self.hangs * before)
        if before and self.hangs >= TIMEOUT:
            return self._dropped(request)
        answer = await super()._method(request)
        await self._hang(self.hangs * (not before))
        return self._dropped(request) if self.hangs >= TIMEOUT else answer

    def fail_once(self, codes: Sequence[int]) -> None:
        """Let the next calls that send fail with these codes, one after another."""
        left = list(codes)

        def plan(method: str) -> VkFault:
            return VkFault(code=left.pop(0)) if left and method in {"messages.send", "execute"} else VkFault()

        self.plan = plan

    async def _hang(self, seconds: float) -> None:
        if seconds:
            self._virtual.held += 1
            try:
                await asyncio.sleep(min(seconds, TIMEOUT))
            finally:
                self._virtual.held -= 1

    async def _poll(self, request: web.Request) -> web.StreamResponse:
        if self.failing and self.failing[0]["failed"] == 1:
            self.failing[0]["ts"] = int(request.query["ts"])
        answer = await super()._poll(request)
        if isinstance(answer, web.Response) and isinstance(answer.body, bytes):
            return web.Response(body=self.spoil(answer.body), content_type="application/json")
        return answer

    def happen(self, update: Any) -> None:
        """Add an event; what is very old is not kept."""
        super().happen(update)
        if len(self.updates) > RECENT:
            self.updates[-RECENT - 1] = {}

    async def close(self) -> None:
        """Refuse every connection."""
        assert self._runner
        self._port = self._port or self._runner.addresses[0][1]
        await closed(self._runner)

    async def open(self) -> None:
        """Accept connections again."""
        assert self._runner
        await opened(self._runner, self._port)


async def closed(runner: web.AppRunner) -> None:
    """Stop listening, and break every connection."""
    for site in list(runner.sites):
        await site.stop()
    for connection in list(runner.server.connections if runner.server else ()):
        if connection.transport:
            connection.transport.abort()


async def opened(runner: web.AppRunner, port: int) -> None:
    """Listen again."""
    if not runner.sites:
        await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True).start()
