"""Calls the methods of VK for one community through vk_api. Adds timeouts, limits retries and hides the token.

vk_api's long poll is not used: it stores `ts` before parsing, loses a batch if one event is unknown, loops without
pause on `failed: 4` and cannot be cancelled (platform facts B6.11, B6.12). `VkPoll` polls with aiohttp instead.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import requests
from requests.exceptions import RequestException
from vk_api import VkApiGroup
from vk_api.exceptions import ApiError, ApiHttpError, VkApiError

from bot.channels.network.blocking import BlockingSession
from bot.channels.network.network import SYSTEM, Network
from bot.channels.network.trouble import Trouble, never_left, trouble_of
from bot.channels.vk.client.beat import PACE, Beat
from bot.channels.vk.client.call_queue import CallQueue
from bot.channels.vk.errors import CallFailed

VERSION = "5.199"  #: vk_api's own default is 5.92 (B6.2)
TIMEOUT = (4.0, 12.0)  #: seconds to connect and to wait for an answer; vk_api sets no timeout (B6.3)
TOO_FAST, PATIENCE, REPEATS = 6, 0.5, 3

Values = Mapping[str, object]


class Call(NamedTuple):
    """A method of the API and its parameters, without the token."""

    method: str
    values: Values


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
        pace: float = PACE,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Create the client and the queue. Makes no network call."""
        self.network, self.base = network, base
        self._vk = VkApiGroup(token=token, api_version=VERSION, session=Session(base, network))
        self._vk.RPS_DELAY = 0
        # vk_api's error handlers retry without limit (6), ask on the console (14) or open a page (17).
        # They are removed: this class handles every error.
        self._vk.error_handlers.clear()
        self._queue, self._sleep, self._beat = CallQueue(), sleep, Beat(pace)

    async def call(self, method: str, values: Values, urgency: int = 0) -> Any:
        """Call a method and return its response. Calls with a smaller `urgency` start first. Raises CallFailed."""
        return (await self._patient(method, values, urgency))["response"]

    async def execute(self, calls: Sequence[Call], urgency: int = 0) -> list[Any]:
        """Make up to 25 calls in one request. Return a response or a CallFailed for each call.

        Raises CallFailed if the request as a whole failed.
        """
        answer = await self._patient("execute", {"code": script(calls)}, urgency)
        errors = iter(answer.get("execute_errors", ()))
        found = [_failed(next(errors, {})) if each is False else each for each in answer["response"]]
        if len(found) != len(calls):
            raise CallFailed("garbled")
        return found

    def close(self) -> None:
        """Stop the thread of the queue."""
        self._queue.close()

    async def _patient(self, method: str, values: Values, urgency: int) -> dict[str, Any]:
        for _ in range(REPEATS):
            try:
                return await self._once(method, values, urgency)
            except CallFailed as failed:
                if failed.code != TOO_FAST:
                    raise
            await self._sleep(PATIENCE)
        return await self._once(method, values, urgency)

    async def _once(self, method: str, values: Values, urgency: int) -> dict[str, Any]:
        found = await self._queue.call(partial(self._in_thread, method, values), urgency)
        if isinstance(found, CallFailed):
            raise found
        return found  # type: ignore[no-any-return]

    def _in_thread(self, method: str, values: Values) -> dict[str, Any] | CallFailed:
        # vk_api's exceptions hold the token in their values (B6.8). None may leave this function, not even as a cause.
        time.sleep(self._beat.wait(time.monotonic()))
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


def script(calls: Sequence[Call]) -> str:
    """Return calls as VKScript, in the form that vk_api's own pool uses."""
    return f"return [{','.join(f'API.{call.method}({_written(call.values)})' for call in calls)}];"


def _written(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _whole(answer: object) -> dict[str, Any]:
    if not isinstance(answer, dict) or "response" not in answer:
        raise ValueError
    return answer


def _failed(error: Mapping[str, Any]) -> CallFailed:
    code = int(error.get("error_code", 0))
    return CallFailed(f"vk:{code}", code)
