"""Bots Long Poll of one community (platform fact B1).

The cursor is `ts`. It is stored after the commit of the events before it.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

import aiohttp
import msgspec

from bot.channels.network.http import http_session
from bot.channels.port import LaidAside
from bot.channels.reading.bounds import body_of
from bot.channels.reading.doubts import Doubts
from bot.channels.reading.mending import UnreadableError
from bot.channels.vk.answers import VkAnswer, answer_of, form
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


class Polled(NamedTuple):
    """The events of a poll, the `ts` for the next poll, and the events that cannot be read."""

    updates: Sequence[VkUpdate]
    ts: str
    aside: Sequence[LaidAside] = ()


class VkPoll:
    """The long poll of one community."""

    def __init__(
        self, account: str, group: int, api: Api,
        *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep, timer: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """Store the arguments. Makes no network call. `group` is the community's id."""
        self._group, self._api, self._sleep, self._timer = group, api, sleep, timer
        self._http: aiohttp.ClientSession | None = None
        self._server: PollServer | None = None
        self._pause = 0.0
        self._form, self._doubts = form(account), Doubts(sleep)

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
        await self._doubts.rest()
        began = self._timer()
        answer = await self._asked(at, ts)
        polled = await (self._mended(answer, ts) if answer.failed else self._moved(answer, ts))
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

    async def _moved(self, answer: VkAnswer, ts: str) -> Polled:
        """Move past the events of an answer.

        A damaged answer moves nothing the first time, but those of its events that are whole are taken. If the second
        one states no `ts`, or the old one, the next poll begins where VK is now.
        """
        moves = answer.ts.isdecimal() and answer.ts != ts
        came = bool(answer.updates or answer.aside)
        if self._doubts.again(ts, damaged=answer.damaged or (came and not moves)):
            log.warning("long poll: a damaged answer, asked again")
            return Polled(answer.updates, ts)
        if moves or not (came or answer.damaged):
            return Polled(answer.updates, answer.ts if moves else ts, answer.aside)
        log.warning("long poll: no ts in a damaged answer; events that follow it may be lost")
        self._server = None
        return Polled(answer.updates, str((await self.find()).ts), answer.aside)

    async def _asked(self, at: PollServer, ts: str) -> VkAnswer:
        self._http = self._http or http_session(self._api.network, timeout=TIMES)
        try:
            # a GET, as in VK's documentation; the URL holds the key, so the text of its errors is never logged
            async with self._http.get(
                at.server, params={"act": "a_check", "key": at.key, "ts": ts, "wait": str(WAIT)}
            ) as response:
                return answer_of(await body_of(response), self._form)
        except (aiohttp.ClientError, TimeoutError, UnreadableError) as error:
            self._server = None  # the server may have changed
            raise CallFailed(f"poll:{type(error).__name__}") from None

    async def _mended(self, answer: VkAnswer, ts: str) -> Polled:
        """Recover from a failure of the poll: code 1 needs a new `ts`, 2 a new key, 3 both.

        After codes 1 and 3 some events are lost.
        """
        log.log(logging.INFO if answer.failed == 2 else logging.WARNING, "long poll: failed %d", answer.failed)
        if answer.failed == 1 and answer.ts:
            return Polled([], answer.ts)
        self._server = None
        return Polled([], str((await self.find()).ts) if answer.failed == 3 else ts)

    async def _rest(self) -> None:
        self._pause = min(max(PAUSE, self._pause * 2), LONGEST)
        await self._sleep(self._pause)
