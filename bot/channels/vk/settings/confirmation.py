"""The code by which VK confirms the address of the webhook (platform fact B1). Anybody may ask for it.

VK sends the secret with the request for the code if the secret is in the settings of its server (VK's own SDK for PHP
checks it), so whoever knows the secret is always told. Without it the code is told only while the address may still be
unconfirmed: in the first hour after a start, until the first event with the secret arrives.
"""

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.channels.vk.errors import CallFailed

log = logging.getLogger(__name__)

OPEN = 3600.0  #: seconds after the start in which the code is told without the secret
KEPT = 6 * 3600.0  #: seconds for which a code that VK told is remembered
REST = 60.0  #: seconds after a failed call before VK is asked again
AGAIN = {"Retry-After": "60"}
CLOSED = (
    "%s: подтверждение адреса спросили без секретного ключа. Если это Вы нажали «Подтвердить»: впишите "
    "VK_CALLBACK_SECRET в поле «Секретный ключ» сервера или перезапустите бота и нажмите ещё раз в течение часа."
)


class Confirmation:
    """Answers the requests for the code. At most one call of VK is under way, and what it returned is remembered."""

    def __init__(
        self, account: str, secret: str, ask: Callable[[], Awaitable[str]],
        *, code: str = "", timer: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """Store the arguments. `ask` requests the code from VK. `code`: the code from the settings; empty: ask VK."""
        self._account, self._secret, self._ask, self._timer = account, secret.encode(), ask, timer
        self._code, self._kept_until = code, float("inf") if code else float("-inf")
        self._until, self._rests_until = timer() + OPEN, float("-inf")
        self._asking: asyncio.Task[None] | None = None
        self.was_called = False  #: VK has sent an event with the secret since the start

    def knows(self, secret: str) -> bool:
        """Return True if this is the secret from the settings."""
        return bool(self._secret) and hmac.compare_digest(secret.encode("utf-8", "replace"), self._secret)

    def confirmed(self) -> None:
        """Record that VK sent an event with the secret, so the address is confirmed."""
        self._until, self.was_called = float("-inf"), True

    async def answer(self, secret: str) -> web.Response:
        """Answer a request for the code. `secret` is what came with it, empty for none.

        The status is 403 if the code is not told, and 503 if VK does not tell it now.
        """
        if not self.knows(secret) and self._timer() >= self._until:
            log.warning(CLOSED, self._account)
            return web.Response(status=403)
        if self._timer() >= self._kept_until:
            await self._asked()
        return web.Response(text=self._code) if self._code else web.Response(status=503, headers=AGAIN)

    async def _asked(self) -> None:
        if self._asking is None and self._timer() >= self._rests_until:
            self._asking = asyncio.ensure_future(self._ask_once())
        if self._asking:
            await asyncio.shield(self._asking)  # a caller that hangs up does not cancel the call for the others

    async def _ask_once(self) -> None:
        try:
            self._code = await self._ask()
            self._kept_until = self._timer() + KEPT
        except (CallFailed, KeyError, TypeError) as error:
            log.warning("%s: no confirmation code: %s", self._account, error if isinstance(error, CallFailed) else "")
            self._rests_until = self._timer() + REST
        finally:
            self._asking = None
