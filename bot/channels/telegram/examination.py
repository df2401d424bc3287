"""What `python -m bot doctor` asks Telegram of a bot: the token, the webhook, the clock, whether it can be reached."""

from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import aiohttp
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer

from bot.channels.findings import Finding, blocks, clock, well, worth
from bot.channels.telegram.errors import UNAUTHORIZED

TIMES = aiohttp.ClientTimeout(total=15, sock_connect=5)
UNREACHED = (
    "Telegram не отвечает ({why}). Из многих сетей России до него не достучаться: ВКонтакте это не задержит, а для "
    "Telegram нужен сервер, с которого открывается https://api.telegram.org."
)


class MethodAnswer(NamedTuple):
    """What a method answered, and the date its server says."""

    status: int
    told: dict[str, Any]
    date: str


class TelegramExamination:
    """What is found out about one bot: its key, the clock, and where its updates go."""

    def __init__(self, name: str, ask: Callable[[str], Any], webhook: str, now: Callable[[], float]) -> None:
        """Keep how a method is asked, and where the settings want the webhook; empty: the bot is polled."""
        self._name, self._ask, self._webhook, self._now = name, ask, webhook, now

    async def findings(self) -> list[Finding]:
        """Ask everything."""
        try:
            me, hook = await self._ask("getMe"), await self._ask("getWebhookInfo")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            # its words may hold the address, hence the token
            return [blocks(UNREACHED.format(why=type(error).__name__))]
        if me.status in {401, 404}:
            return [blocks(UNAUTHORIZED.format(account=self._name))]
        if not (me.told.get("ok") and hook.told.get("ok")):
            return [blocks(f"Telegram ответил отказом ({me.status}). Повторите позже.")]
        return [_bot(me), *self._hook(hook.told["result"]), *self._clock(me.date)]

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
    return well(f"Ключ подходит: https://t.me/{me.told['result'].get('username', '')}.")


async def examined(name: str, token: str, url: str, webhook: str, now: Callable[[], float]) -> list[Finding]:
    """Give the findings about a bot; that Telegram cannot be reached is one of them. `webhook` empty: it is polled."""
    server = TelegramAPIServer.from_base(url) if url else PRODUCTION
    async with aiohttp.ClientSession(timeout=TIMES) as http:

        async def ask(method: str) -> MethodAnswer:
            async with http.post(server.api_url(token=token, method=method)) as response:
                return MethodAnswer(response.status, await response.json(), response.headers.get("Date", ""))

        return await TelegramExamination(name, ask, webhook, now).findings()
