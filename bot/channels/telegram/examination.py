"""Checks a Telegram bot for `python -m bot doctor`: the connection, the token, the webhook, the clock."""

from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, NamedTuple

import aiohttp
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer

from bot.channels.findings import Finding, blocks, clock, not_reached, well, worth
from bot.channels.network.advice import advice
from bot.channels.network.http import http_session
from bot.channels.network.network import SYSTEM, Network
from bot.channels.network.trouble import Trouble, trouble_of
from bot.channels.telegram.errors import UNAUTHORIZED

TIMES = aiohttp.ClientTimeout(total=15, sock_connect=5)
UNREACHED = "Telegram не отвечает ({why}). Повторите позже."
FROM_RUSSIA = (
    "Из многих сетей России до Telegram не достучаться: ВКонтакте это не задержит, а для Telegram нужен прокси (PROXY) "
    "или сервер, с которого открывается https://api.telegram.org."
)


#: Troubles that may come from the way to Telegram and not from this machine.
FAR = frozenset({Trouble.no_name, Trouble.refused, Trouble.slow, Trouble.dropped})
PASSES = frozenset({409, 429})  #: refusals that end by themselves
Unreached = Callable[[Exception], Finding]


class MethodAnswer(NamedTuple):
    """Telegram's answer to a method call: HTTP status, JSON body, and the `Date` header."""

    status: int
    body: dict[str, Any]
    date: str


class TelegramExamination:
    """Checks one bot: its token, the clock of this machine, and how the bot receives updates."""

    def __init__(
        self, name: str, ask: Callable[[str], Any], webhook: str, now: Callable[[], float], unreached: Unreached
    ) -> None:
        """Store the arguments. `ask` calls the named method of Telegram. `webhook` and `now`: see `examined`.

        `unreached` returns the finding about an error of `ask`.
        """
        self._name, self._ask, self._webhook, self._now, self._unreached = name, ask, webhook, now, unreached

    async def findings(self) -> list[Finding]:
        """Run every check and return the findings."""
        try:
            me, hook = await self._ask("getMe"), await self._ask("getWebhookInfo")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return [self._unreached(error)]
        if me.status in {401, 404}:
            return [blocks(UNAUTHORIZED.format(account=self._name)), *self._clock(me.date)]
        if not (me.body.get("ok") and hook.body.get("ok")):
            said = f"Telegram ответил отказом ({me.status}). Повторите позже."
            return [not_reached(said) if me.status in PASSES or me.status >= 500 else blocks(said)]
        return [_bot(me), *self._hook(hook.body["result"]), *self._clock(me.date)]

    def _clock(self, date: str) -> Iterator[Finding]:
        if date:
            yield clock(self._now() - parsedate_to_datetime(date).timestamp())

    def _hook(self, hook: dict[str, Any]) -> Iterator[Finding]:
        at = hook.get("url", "")
        if at and not self._webhook:
            yield worth("У бота стоит вебхук, а настроен опрос: python -m bot run снимет его сам, если адрес не чужой.")
        elif at != self._webhook:
            yield worth("Вебхук ещё не стоит на адресе из TELEGRAM_WEBHOOK_URL: его поставит python -m bot run.")
        elif at and "last_error_message" in hook:
            yield worth(f"Telegram не достучался до бота: {hook['last_error_message']}. Проверьте nginx и сертификат.")
        else:
            yield well(f"Сообщения бот получает {'по адресу' if at else 'опросом'}.")


def _bot(me: MethodAnswer) -> Finding:
    return well(f"Ключ подходит: https://t.me/{me.body['result'].get('username', '')}.")


async def examined(
    name: str, token: str, url: str, webhook: str, now: Callable[[], float], network: Network = SYSTEM
) -> list[Finding]:
    """Return the findings about a bot. If Telegram is unreachable, that is a finding too.

    `webhook` is the address from the settings, empty if the bot is polled. `now` returns this machine's time in seconds
    since 1970.
    """
    server = TelegramAPIServer.from_base(url) if url else PRODUCTION
    async with http_session(network, timeout=TIMES) as http:

        async def ask(method: str) -> MethodAnswer:
            async with http.post(server.api_url(token=token, method=method)) as response:
                return MethodAnswer(response.status, await response.json(), response.headers.get("Date", ""))

        unreached = partial(_unreached, server.api_url(token="", method=""), network)
        return await TelegramExamination(name, ask, webhook, now, unreached).findings()


def _unreached(url: str, network: Network, error: Exception) -> Finding:
    # the error's text may contain the URL, and the URL contains the token
    garbled = isinstance(error, ValueError | aiohttp.ContentTypeError)
    trouble = trouble_of(error) or (Trouble.stranger if garbled else None)
    if trouble is None:
        return not_reached(UNREACHED.format(why=type(error).__name__))
    return advice(trouble, "Telegram", url, network, FROM_RUSSIA if trouble in FAR else "")
