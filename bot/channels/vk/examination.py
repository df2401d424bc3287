"""Checks a VK community for `python -m bot doctor`: the token, its rights, and how the community's events arrive.

`groups.getSettings` accepts only personal tokens (VK-SCHEMA groups/methods.json). The bot features and the community's
own greeting are therefore not readable. A finding says where to check them by hand.
"""

import hmac
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from bot.channels.findings import Finding, blocks, clock, not_reached, well, worth
from bot.channels.network.advice import advice
from bot.channels.network.network import SYSTEM, Network
from bot.channels.vk.client.api import VERSION, Api
from bot.channels.vk.errors import RIGHTS, TOKEN, CallFailed, Class, stopped

ADDRESS = "https://api.vk.ru"
API = "«Управление» → «Работа с API»"
PASSES = frozenset({Class.slower, Class.flood, Class.account})  #: refusals that end by themselves
NEEDED = {"message_new": "Входящее сообщение", "message_event": "Действие с сообщением"}
WANTED = {
    "message_reply": "Исходящее сообщение",
    "message_edit": "Редактирование сообщения",
    "message_allow": "Разрешение на получение",
    "message_deny": "Запрет на получение",
}
BY_HAND = (
    "Этого ключу сообщества не видно, проверьте глазами: «Управление» → «Сообщения» → сообщения включены; там же "
    "«Настройки для бота» → «Возможности ботов» включены; «Приветствие» в «Сообщениях» выключено — бот здоровается сам."
)

FILES = (
    "Ключу не даны «Фотографии» и «Документы»: картинки и файлы классного руководителя не дойдут. Создайте ключ с "
    f"ними: {API} → «Ключи доступа»."
)


class CallbackSettings(NamedTuple):
    """The settings of the Callback API. `secret` is empty if the community is polled."""

    secret: str = ""
    confirmation: str = ""


class VkExamination:
    """Checks one community, with the community's own token."""

    def __init__(self, name: str, group: int, api: Api, callback: CallbackSettings, now: Callable[[], float]) -> None:
        """Store the arguments. `now` returns this machine's time in seconds since 1970."""
        self._name, self._group, self._api, self._callback, self._now = name, group, api, callback, now

    async def findings(self) -> list[Finding]:
        """Run the checks and return the findings. If a call fails, its failure is the only finding."""
        try:
            found = [await self._community(), await self._clock(), *await self._rights()]
            found += await (self._called() if self._callback.secret else self._polled())
        except CallFailed as failed:
            return [self._failed(failed)]
        return [*found, worth(BY_HAND)]

    def _failed(self, failed: CallFailed) -> Finding:
        if error := stopped(self._name, failed):
            return blocks(str(error))
        if failed.trouble:
            return advice(failed.trouble, "ВКонтакте", self._api.base or ADDRESS, self._api.network)
        if failed.kind is Class.again:
            return not_reached(f"ВКонтакте не отвечает ({failed.why}). Открывается ли с этого компьютера {ADDRESS}?")
        said = f"ВКонтакте ответило отказом ({failed.why}). Повторите позже."
        return not_reached(said) if failed.kind in PASSES else blocks(said)

    async def _call(self, method: str, **values: object) -> Any:
        return await self._api.call(method, values)

    async def _community(self) -> Finding:
        # without a group_id VK returns the community that the token belongs to
        answer = await self._call("groups.getById")
        (own,) = answer["groups"] if isinstance(answer, dict) else answer
        if own["id"] != self._group:
            return blocks(f"Ключ — от сообщества с номером {own['id']}, а в настройках {self._group}. Исправьте номер.")
        return well(f"Ключ подходит: сообщество «{own['name']}», https://vk.me/club{self._group}.")

    async def _clock(self) -> Finding:
        return clock(self._now() - float(await self._call("utils.getServerTime")))

    async def _rights(self) -> list[Finding]:
        answer = await self._call("groups.getTokenPermissions")
        given = {each["name"] for each in answer["permissions"]}
        # the right «manage» is not needed if the settings hold both the webhook's secret and its confirmation code
        needed = {"messages"} if self._callback.confirmation and self._callback.secret else {"messages", "manage"}
        if needed - given:
            return [blocks(RIGHTS.format(account=self._name))]
        files = [] if {"photos", "docs"} <= given else [worth(FILES)]
        return [well("Прав у ключа достаточно."), *files]

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
        if not ours:
            return [*found, blocks(f"Адреса бота нет. Впишите https://…/vk: {where} → «Настройка сервера».")]
        settings = await self._call("groups.getCallbackSettings", group_id=self._group, server_id=ours[0]["id"])
        found += self._server(ours[0], where)
        return [*found, _version(settings["api_version"], where), *_events(settings["events"], where)]

    async def _confirmation(self, where: str) -> list[Finding]:
        answer = await self._call("groups.getCallbackConfirmationCode", group_id=self._group)
        if self._callback.confirmation in {"", answer["code"]}:
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
            yield worth(
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


async def examined(
    name: str, token: str, group: int, url: str, callback: CallbackSettings, now: Callable[[], float],
    network: Network = SYSTEM,
) -> list[Finding]:  # fmt: skip
    """Return the findings about a community. If VK is unreachable, that is the only finding."""
    api = Api(token, url, network=network)
    try:
        return await VkExamination(name, group, api, callback, now).findings()
    finally:
        api.close()
