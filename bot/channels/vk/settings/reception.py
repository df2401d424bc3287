"""Checks how the events of a VK community arrive: by the long poll or by calls of our webhook, and which of them.

`doctor` checks it before the start, and a running bot every few minutes. A community whose events have an old version,
or whose messages are switched off, would otherwise be deaf without anybody noticing. The bot only says what to press:
the settings of the long poll belong to the community, and another program may read the same events.
"""

import hmac
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from bot.channels.findings import Finding, blocks, well, worth
from bot.channels.vk.client.api import VERSION
from bot.channels.vk.errors import TOKEN, CallFailed, Class

API = "«Управление» → «Работа с API»"
NEEDED = {"message_new": "Входящее сообщение", "message_event": "Действие с сообщением"}
WANTED = {
    "message_reply": "Исходящее сообщение",
    "message_edit": "Редактирование сообщения",
    "message_allow": "Разрешение на получение",
    "message_deny": "Запрет на получение",
}


class CallbackSettings(NamedTuple):
    """The settings of the Callback API. `secret` is empty if the community is polled."""

    secret: str = ""
    confirmation: str = ""


class Method(Protocol):
    """Calls a method of VK's API and returns its response. Raises CallFailed."""

    async def __call__(self, method: str, **values: object) -> Any:
        """Call `method`."""


class VkReception:
    """Checks one community."""

    def __init__(
        self, group: int, call: Method, callback: CallbackSettings, *, started: bool = False, called: bool = False
    ) -> None:
        """Store the arguments. If `callback` has no secret, the community is polled.

        `started`: the bot runs, so VK must have confirmed its address. `called`: VK has called it, so it is right.
        """
        self._group, self._call, self._callback = group, call, callback
        self._started, self._is_called = started, called

    async def findings(self) -> list[Finding]:
        """Return the findings. Raises CallFailed."""
        return await (self._called() if self._callback.secret else self._polled())

    async def faults(self) -> list[str]:
        """Return a sentence for each fault because of which the bot does not receive messages. Raises CallFailed."""
        return [each.said for each in await self.findings() if each.mark == "✗"]

    async def _polled(self) -> list[Finding]:
        settings = await self._call("groups.getLongPollSettings", group_id=self._group)
        where = f"{API} → «Long Poll API»"
        if not settings["is_enabled"]:
            return [blocks(f"Long Poll API выключен. Включите: {where} → «Включено», версия {VERSION}.")]
        return [_version(settings["api_version"], where), *_events(settings["events"], where)]

    async def _called(self) -> list[Finding]:
        try:
            return await self._servers()
        except CallFailed as failed:
            if failed.code in TOKEN or failed.kind is not Class.rights:
                raise
            return [worth("Настроек Callback API не видно: ключу не дано право «Управление сообществом».")]

    async def _servers(self) -> list[Finding]:
        answer = await self._call("groups.getCallbackServers", group_id=self._group)
        where = f"{API} → «Callback API»"
        ours = [each for each in answer["items"] if each["url"].rstrip("/").endswith("/vk")]
        found = await self._confirmation(where)
        if not ours and self._is_called:  # at an address that nginx rewrites
            return found
        if not ours:
            return [*found, blocks(f"Адреса бота нет. Впишите https://…/vk: {where} → «Настройка сервера».")]
        settings = await self._call("groups.getCallbackSettings", group_id=self._group, server_id=ours[0]["id"])
        found += self._server(ours[0], where)
        return [*found, _version(settings["api_version"], where), *_events(settings["events"], where)]

    async def _confirmation(self, where: str) -> list[Finding]:
        if not self._callback.confirmation:
            return []
        answer = await self._call("groups.getCallbackConfirmationCode", group_id=self._group)
        if self._callback.confirmation == answer["code"]:
            return []
        return [
            blocks(f"VK_CALLBACK_CONFIRMATION — не та строка. Возьмите её: {where} → «Строка, которую должен вернуть».")
        ]

    def _server(self, server: Mapping[str, Any], where: str) -> Iterator[Finding]:
        if not hmac.compare_digest(str(server["secret_key"]).encode(), self._callback.secret.encode()):
            yield blocks(f"VK_CALLBACK_SECRET не совпадает с секретным ключом сервера: {where} → «Секретный ключ».")
        if server["status"] == "ok":
            yield well("Адрес бота подтверждён.")
        else:
            yield (blocks if self._started else worth)(
                f"Адрес бота не подтверждён. Запустите бота (python -m bot run) и нажмите «Подтвердить»: {where}."
            )


def _version(version: str, where: str) -> Finding:
    if version == VERSION:
        return well(f"Версия API — {VERSION}.")
    return blocks(f"Версия API — {version or 'не выбрана'}, а нужна {VERSION}. Выберите: {where} → «Версия API».")


def _events(events: Mapping[str, int], where: str) -> Iterator[Finding]:
    needed, wanted = (_off(each, events) for each in (NEEDED, WANTED))
    if needed:
        yield blocks(f"Без этих событий бот не слышит людей: {needed}. Отметьте: {where} → «Типы событий».")
    if wanted:
        yield worth(f"Не отмечены события: {wanted}. Отметьте: {where} → «Типы событий».")
    if not needed and not wanted:
        yield well("События отмечены все.")


def _off(wanted: Mapping[str, str], events: Mapping[str, int]) -> str:
    return ", ".join(f"«{said}» ({name})" for name, said in wanted.items() if not events.get(name))
