"""Bots Long Poll of one community (platform fact B1).

The cursor is `ts`. It is stored after the commit of the events before it.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import aiohttp
import msgspec

from bot.channels.network.http import http_session
from bot.channels.vk.client.api import Api
from bot.channels.vk.errors import CallFailed
from bot.channels.vk.updates import VkUpdate

log = logging.getLogger(__name__)

WAIT = 25  #: seconds VK holds a poll (B1)
TIMES = aiohttp.ClientTimeout(total=WAIT + 10, sock_connect=5)
PAUSE, LONGEST = 1.0, 60.0  #: seconds to pause after a poll that ended at once without events; prevents a busy loop


class PollServer(msgspec.Struct, frozen=True):
    """The server to poll, its key, and the current `ts`."""

    server: str
    key: str
    ts: str | int


class PollAnswer(msgspec.Struct, frozen=True):
    """An answer of the long poll: events, or the code of a failure. `ts` is a string; in a failure it is a number."""

    ts: str | int = ""
    updates: list[VkUpdate] = []
    failed: int = 0


class Polled(NamedTuple):
    """The events of a poll, and the `ts` for the next poll."""

    updates: list[VkUpdate]
    ts: str


class VkPoll:
    """The long poll of one community."""

    def __init__(
        self, group: int, api: Api,
        *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep, timer: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """Store the arguments. Makes no network call. `group` is the community's id."""
        self._group, self._api, self._sleep, self._timer = group, api, sleep, timer
        self._http: aiohttp.ClientSession | None = None
        self._server: PollServer | None = None
        self._pause = 0.0

    async def find(self) -> PollServer:
        """Return the server to poll. Requests it from VK if it is not known yet. Raises CallFailed."""
        if self._server is None:
            found = await self._api.call("groups.getLongPollServer", {"group_id": self._group})
            try:
                self._server = msgspec.convert(found, PollServer)
            except msgspec.ValidationError:
                raise CallFailed("garbled") from None
        return self._server

    async def after(self, ts: str) -> Polled:
        """Wait up to WAIT seconds for events after `ts` and return them; empty if none came. Raises CallFailed."""
        at = await self.find()
        if not ts:
            return Polled([], str(at.ts))  # stored before the first poll, so that no later event is lost
        began = self._timer()
        answer = await self._asked(at, ts)
        polled = await self._mended(answer, ts) if answer.failed else Polled(answer.updates, str(answer.ts) or ts)
        if not answer.updates and self._timer() - began < PAUSE:
            await self._rest()
        elif not answer.failed:
            self._pause = 0.0
        return polled

    async def close(self) -> None:
        """Close the connection."""
        http, self._http = self._http, None
        if http:
            await http.close()

    async def _asked(self, at: PollServer, ts: str) -> PollAnswer:
        self._http = self._http or http_session(self._api.network, timeout=TIMES)
        try:
            # a GET, as in VK's documentation; the URL holds the key, so the text of its errors is never logged
            async with self._http.get(
                at.server, params={"act": "a_check", "key": at.key, "ts": ts, "wait": str(WAIT)}
            ) as response:
                return msgspec.json.decode(await response.read(), type=PollAnswer)
        except (aiohttp.ClientError, TimeoutError, msgspec.DecodeError) as error:
            self._server = None  # the server may have changed
            raise CallFailed(f"poll:{type(error).__name__}") from None

    async def _mended(self, answer: PollAnswer, ts: str) -> Polled:
        """Recover from a failure of the poll: code 1 needs a new `ts`, 2 a new key, 3 both.

        After codes 1 and 3 some events are lost.
        """
        log.log(logging.INFO if answer.failed == 2 else logging.WARNING, "long poll: failed %d", answer.failed)
        if answer.failed == 1 and answer.ts:
            return Polled([], str(answer.ts))
        self._server = None
        return Polled([], str((await self.find()).ts) if answer.failed == 3 else ts)

    async def _rest(self) -> None:
        self._pause = min(max(PAUSE, self._pause * 2), LONGEST)
        await self._sleep(self._pause)
