"""Calls the methods of VK for one community through vk_api. Adds timeouts, limits retries and hides the token.

vk_api's long poll is not used: it stores `ts` before parsing, loses a batch if one event is unknown, loops without
pause on `failed: 4` and cannot be cancelled (platform facts B6.11, B6.12). `VkPoll` polls with aiohttp instead.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any

import requests
from requests.exceptions import RequestException
from vk_api import VkApiGroup
from vk_api.exceptions import ApiError, ApiHttpError, VkApiError

from bot.channels.cosmetic import FAREWELL, CosmeticCalls
from bot.channels.network.blocking import BlockingSession
from bot.channels.network.network import SYSTEM, Network
from bot.channels.network.trouble import Trouble, never_left, trouble_of
from bot.channels.pace import COSMETIC, VK_GATE
from bot.channels.vk.client.call_queue import CallQueue
from bot.channels.vk.client.riders import Rider, boarded, ignore
from bot.channels.vk.client.scripts import Call, Values, script
from bot.channels.vk.errors import CallFailed

log = logging.getLogger(__name__)

VERSION = "5.199"  #: vk_api's own default is 5.92 (B6.2)
TIMEOUT = (4.0, 12.0)  #: seconds to connect and to wait for an answer; vk_api sets no timeout (B6.3)
TOO_FAST, PATIENCE, REPEATS = 6, 0.5, 3


class VkClient(VkApiGroup):  # type: ignore[misc]  # vk_api has no types
    """vk_api without its own pause between two calls."""

    @property
    def last_request(self) -> float:
        """Return a time that is always long ago.

        vk_api sleeps until `time.time()` is so long after the last request. When the clock of the machine is set back
        by a day, it would sleep for a day, holding its lock; `CallQueue` spaces the calls by a monotonic clock.
        """
        return float("-inf")

    @last_request.setter
    def last_request(self, _: float) -> None:
        """Ignore the time of a request."""


class Session(BlockingSession):
    """A session with a timeout and a configurable base URL. vk_api itself has a fixed URL (platform fact B6.1)."""

    def __init__(self, base: str, network: Network = SYSTEM) -> None:
        """Store the base URL, empty for VK itself, and the network to go through."""
        super().__init__(network)
        self._base = base.rstrip("/")

    def request(self, method: Any, url: Any, *args: Any, **kw: Any) -> requests.Response:
        """Send a request to VK, or to the base URL if there is one."""
        kw.setdefault("timeout", TIMEOUT)
        where = str(url).replace("https://api.vk.ru", self._base) if self._base else url
        return super().request(method, where, *args, **kw)


class Api:
    """Makes the API calls of one community."""

    def __init__(
        self,
        token: str,
        base: str = "",
        *,
        network: Network = SYSTEM,
        pace: float = VK_GATE,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Create the client and the queue. Makes no network call. `pace`: seconds between two calls."""
        self.network, self.base = network, base
        self._vk = VkClient(token=token, api_version=VERSION, session=Session(base, network))
        # vk_api's error handlers retry without limit (6), ask on the console (14) or open a page (17).
        # They are removed: this class handles every error.
        self._vk.error_handlers.clear()
        self._queue, self._sleep = CallQueue(pace), sleep
        self._cosmetic: CosmeticCalls[Rider] = CosmeticCalls()
        self._flushing: asyncio.Task[None] | None = None

    async def call(self, method: str, values: Values, urgency: int = 0) -> Any:
        """Call a method and return its response. Calls with a smaller `urgency` start first. Raises CallFailed."""
        answer = await self._patient(partial(self._in_thread, method, values), urgency)
        return answer["response"]

    async def execute(self, calls: Sequence[Call], urgency: int = 0) -> list[Any]:
        """Make up to 25 calls in one request. Return a response or a CallFailed for each call.

        Raises CallFailed if the request as a whole failed.
        """
        answer, riders = await self._patient(partial(self._executed, calls), urgency)
        found = _responses(answer)
        if len(found) != len(calls) + len(riders):
            raise CallFailed("garbled")
        for rider in riders:
            rider.done()
        return found[: len(calls)]

    def cosmetic(
        self, call: Call, *, whom: Hashable, what: Hashable, within: float, done: Callable[[], None] = ignore
    ) -> None:
        """Make a call in the background when there is room; see `CosmeticCalls.add`.

        It fills a free place of an `execute` of messages, or goes in an `execute` of its own if no message waits.
        """
        self._cosmetic.add(Rider(call, done), whom=whom, what=what, within=within)
        if self._flushing is None:
            self._flushing = asyncio.ensure_future(self._flush())

    async def drained(self) -> None:
        """Wait up to FAREWELL seconds for the cosmetic calls."""
        if self._flushing:
            await asyncio.wait([self._flushing], timeout=FAREWELL)

    async def _flush(self) -> None:
        try:
            while self._cosmetic:
                await self._flush_some()
        finally:
            self._flushing = None

    async def _flush_some(self) -> None:
        try:
            answer, riders = await self._once(partial(self._executed, ()), COSMETIC)
        except CallFailed as failed:
            log.warning("cosmetic calls: %s", failed.why)
            return
        if len(answer["response"]) == len(riders):
            for rider in riders:
                rider.done()

    def _executed(self, calls: Sequence[Call]) -> tuple[dict[str, Any], Sequence[Rider]] | CallFailed:
        # runs in the thread, when the call starts: so the riders are those that wait then
        riders = boarded(self._cosmetic, calls)
        whole = [*calls, *(rider.call for rider in riders)]
        if not whole:
            return {"response": []}, ()
        answer = self._in_thread("execute", {"code": script(whole)})
        return answer if isinstance(answer, CallFailed) else (answer, riders)

    def close(self) -> None:
        """Stop the thread of the queue."""
        self._queue.close()

    async def _patient(self, job: Callable[[], Any], urgency: int) -> Any:
        for _ in range(REPEATS):
            try:
                return await self._once(job, urgency)
            except CallFailed as failed:
                if failed.code != TOO_FAST:
                    raise
            await self._sleep(PATIENCE)
        return await self._once(job, urgency)

    async def _once(self, job: Callable[[], Any], urgency: int) -> Any:
        found = await self._queue.call(job, urgency)
        if isinstance(found, CallFailed):
            raise found
        return found

    def _in_thread(self, method: str, values: Values) -> dict[str, Any] | CallFailed:
        # vk_api's exceptions hold the token in their values (B6.8). None may leave this function, not even as a cause.
        try:
            return _whole(self._vk.method(method, dict(values), raw=True))
        except ApiError as error:
            return CallFailed(f"vk:{error.code}", error.code)
        except ApiHttpError as error:
            return CallFailed(f"http:{error.response.status_code}")
        except (ValueError, TypeError, KeyError, AttributeError):
            return CallFailed("garbled", trouble=Trouble.stranger)
        except RequestException as error:
            why = trouble_of(error)
            left = not never_left(error)
            return CallFailed("dropped" if left else "unreachable", sent=left, trouble=why)
        except VkApiError as error:
            return CallFailed(type(error).__name__)


def _whole(answer: object) -> dict[str, Any]:
    if not isinstance(answer, dict) or "response" not in answer:
        raise ValueError
    return answer


def _responses(answer: Mapping[str, Any]) -> list[Any]:
    errors = iter(answer.get("execute_errors", ()))
    return [_failed(next(errors, {})) if each is False else each for each in answer["response"]]


def _failed(error: Mapping[str, Any]) -> CallFailed:
    code = int(error.get("error_code", 0))
    return CallFailed(f"vk:{code}", code)
