"""Checks a VK community for `python -m bot doctor`: the token, its rights, and how the community's events arrive.

`groups.getSettings` accepts only personal tokens (VK-SCHEMA groups/methods.json). The bot features and the community's
own greeting are therefore not readable. A finding says where to check them by hand.
"""

from collections.abc import Callable
from typing import Any

from bot.channels.findings import Finding, blocks, clock, not_reached, well, worth
from bot.channels.network.advice import advice
from bot.channels.network.network import SYSTEM, Network
from bot.channels.vk.client.api import Api
from bot.channels.vk.errors import KEY, RIGHTS, CallFailed, Class
from bot.channels.vk.settings.reception import API, CallbackSettings, VkReception

ADDRESS = "https://api.vk.ru"
PASSES = frozenset({Class.slower, Class.flood, Class.account})  #: refusals that end by themselves
BY_HAND = (
    "Этого ключу сообщества не видно, проверьте глазами: «Управление» → «Сообщения» → сообщения включены; там же "
    "«Настройки для бота» → «Возможности ботов» включены; «Приветствие» в «Сообщениях» выключено — бот здоровается сам."
)

FILES = (
    "Ключу не даны «Фотографии» и «Документы»: картинки и файлы классного руководителя не дойдут. Создайте ключ с "
    f"ними: {API} → «Ключи доступа»."
)


class VkExamination:
    """Checks one community, with the community's own token."""

    def __init__(self, name: str, group: int, api: Api, callback: CallbackSettings, now: Callable[[], float]) -> None:
        """Store the arguments. `now` returns this machine's time in seconds since 1970."""
        self._name, self._group, self._api, self._callback, self._now = name, group, api, callback, now

    async def findings(self) -> list[Finding]:
        """Run the checks and return the findings. If a call fails, its failure is the only finding."""
        try:
            found = [await self._community(), await self._clock(), *await self._rights()]
            found += await VkReception(self._group, self._call, self._callback).findings()
        except CallFailed as failed:
            return [self._failed(failed)]
        return [*found, worth(BY_HAND)]

    def _failed(self, failed: CallFailed) -> Finding:
        if refusal := KEY.get(failed.code):
            return blocks(refusal.why.format(account=self._name))
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
