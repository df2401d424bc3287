"""The accounts of an installation: its own accounts, and the accounts that schools name in their profiles."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dotenv import dotenv_values

from bot.app.config import ALLOWED_CHARACTERS, Settings
from bot.channels.network.network import wrong_in_environment
from bot.errors import BadSettingsError
from texts import School, TextErrors, Texts

NONE = (
    "нет ни одного ключа: впишите VK_TOKEN и VK_GROUP_ID (ВКонтакте) или TELEGRAM_TOKEN (Telegram). "
    "Попробовать без ключей: make demo"
)


class Account(NamedTuple):
    """One bot or community in one messenger. `name` is for example `telegram` or `vk:vylgort`."""

    name: str
    channel: str
    token: str
    group: int | None = None

    def __repr__(self) -> str:
        """Return the name of the account, never its token."""
        return f"Account({self.name})"


class Wanted(NamedTuple):
    """An account as configured, not validated yet. `source`: the variables that contain its token and group."""

    name: str
    token: str
    group: str | None
    source: tuple[str, str]

    @property
    def channel(self) -> str:
        """Return the messenger of the account: the part of its name before «:»."""
        return self.name.partition(":")[0]


def environment() -> Mapping[str, str]:
    """Return the variables of `.env` and of the environment. The environment takes precedence."""
    read = dotenv_values(Path(".env"), encoding="utf-8") if Path(".env").is_file() else {}
    return {**{name: value for name, value in read.items() if value}, **os.environ}


def accounts(of: Settings, schools: Mapping[str, School], variables: Mapping[str, str]) -> list[Account]:
    """Return the accounts that have a token. Raises BadSettingsError with all faults, or if no account has one."""
    wanted = [*_own(of), *(each for key, school in schools.items() for each in _of_school(key, school, variables))]
    found = [each for each in wanted if each.token]
    wrong = [sentence for each in found for sentence in _wrong(each)] + _twice(found) + _webhook_without_secret(of)
    wrong += [*_proxy(of), *([] if found else [NONE])]
    if wrong:
        raise BadSettingsError(wrong)
    return [Account(each.name, each.channel, each.token, int(each.group) if each.group else None) for each in found]


def faults(of: Settings, texts: Callable[[], Texts]) -> list[str]:
    """Return what is wrong with the settings of the accounts, one sentence each.

    Empty if the texts cannot be read, because the schools' accounts are then unknown.
    """
    try:
        accounts(of, texts().schools, environment())
    except BadSettingsError as error:
        return error.sentences
    except TextErrors:
        return []
    return []


def _webhook_without_secret(of: Settings) -> list[str]:
    alone = of.telegram_webhook_url and not of.telegram_webhook_secret
    return [f"TELEGRAM_WEBHOOK_SECRET: {ALLOWED_CHARACTERS}"] if alone else []


def _proxy(of: Settings) -> list[str]:
    wrong = "" if of.proxy else wrong_in_environment()
    return [wrong] if wrong else []


def _own(of: Settings) -> Iterator[Wanted]:
    group = str(of.vk_group_id) if of.vk_group_id is not None else None
    yield Wanted("vk", of.vk_token, group, ("VK_TOKEN", "VK_GROUP_ID"))
    yield Wanted("telegram", of.telegram_token, None, ("TELEGRAM_TOKEN", ""))


def _of_school(key: str, school: School, variables: Mapping[str, str]) -> Iterator[Wanted]:
    # an unset variable disables the school's own account, as an empty VK_TOKEN does
    named = school.tokens
    token, group = named.vk_token or "", named.vk_group_id or ""
    yield Wanted(f"vk:{key}", variables.get(token, ""), variables.get(group), (token, group))
    token = named.telegram_token or ""
    yield Wanted(f"telegram:{key}", variables.get(token, ""), None, (token, ""))


def _wrong(each: Wanted) -> Iterator[str]:
    token, group = each.source
    if each.channel == "vk" and not each.group:
        yield f"{group or 'VK_GROUP_ID'}: ключ {token} есть, а номера сообщества нет. Он нужен, только цифры"
    elif each.channel == "vk" and not str(each.group).isdecimal():
        yield f"{group}: номер сообщества — только цифры"
    if each.channel == "telegram" and not _like_a_token(each.token):
        yield f"{token}: это не ключ бота Telegram. Он похож на 1234567890:AAE…, его даёт @BotFather"


def _like_a_token(token: str) -> bool:
    number, colon, rest = token.partition(":")
    return number.isdecimal() and bool(colon and rest) and not any(char.isspace() for char in token)


def _twice(found: list[Wanted]) -> list[str]:
    first: dict[str, str] = {}
    for each in found:
        first.setdefault(each.token, each.source[0])
    return [
        f"{each.source[0]}: тот же ключ, что в {first[each.token]}. У каждого бота ключ свой"
        for each in found
        if first[each.token] != each.source[0]
    ]
