"""The ways to people of one installation: each account with its channel, made only when it has a token.

A messenger's library is imported here, when its first account is made: aiogram alone costs seconds.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from bot.app.accounts import Account
from bot.app.config import Settings
from bot.channels import Channel, Received, Receiver
from bot.channels.pace import TELEGRAM, VK, Pace
from bot.clock import Clock
from storage.port.store import Store
from texts import Texts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.app.webserver import Door


class TwoSided(Channel, Receiver, Protocol):
    """A channel with both its sides."""


async def _known() -> None:
    """Ask nobody: the settings tell the address."""


class Way(NamedTuple):
    """One account on its way to people. `knocks`: the platform comes to our door, and nobody polls."""

    account: Account
    channel: TwoSided
    pace: Pace
    knocks: "Callable[[Callable[[Received], Awaitable[None]]], Door] | None" = None
    address: "Callable[[], str]" = str  #: where people find it; empty until the platform has told its name
    introduce: "Callable[[], Awaitable[None]]" = _known  #: ask the platform for that name


def ways(of: Settings, accounts: Iterable[Account], texts: Texts, store: Store, clock: Clock) -> list[Way]:
    """Make the channels of accounts."""
    makers = {"telegram": _telegram, "vk": _vk}
    return [makers[account.channel](of, account, texts, store, clock) for account in accounts]


def _telegram(of: Settings, account: Account, texts: Texts, store: Store, clock: Clock) -> Way:
    del clock
    from bot.channels.telegram.channel import Manner, Telegram, Words
    from bot.channels.telegram.webhook import TelegramDoor

    address = f"{of.telegram_webhook_url}/{account.name}" if of.telegram_webhook_url else ""
    manner = Manner(of.telegram_link_previews, of.telegram_protect_content, address, of.telegram_webhook_secret)
    words = Words(said(texts, "again"), group(texts, "https://t.me/{name}"), commands(texts))
    channel = Telegram(account.name, account.token, store, url=of.telegram_api_url, words=words, manner=manner)
    knocks = (lambda take: TelegramDoor(channel, take)) if address else None
    return Way(account, channel, TELEGRAM, knocks, lambda: _at(channel.name), channel.introduce)


def _at(name: str) -> str:
    return f"https://t.me/{name}" if name else ""


def _vk(of: Settings, account: Account, texts: Texts, store: Store, clock: Clock) -> Way:
    from bot.channels.vk.channel import Vk

    # the confirmation is one community's: the schools' own are polled
    knocks = bool(of.vk_callback_secret) and account.name == "vk"
    link = f"https://vk.me/club{account.group}"
    channel = Vk(
        account.name, account.token, account.group or 0, store, clock,
        url=of.vk_api_url, private=group(texts, link), knocks=knocks,
    )  # fmt: skip
    told = {"secret": of.vk_callback_secret, "confirmation": of.vk_callback_confirmation}
    door = (lambda take: channel.door(take, **told)) if knocks else None
    return Way(account, channel, VK, door, lambda: link)


def said(texts: Texts, name: str) -> str:
    """Give a text that a channel says by itself."""
    return texts.render(f"everywhere/{name}", {})


def group(texts: Texts, link: str) -> str:
    """Give what is said to a group chat: where to write."""
    return texts.render("everywhere/group", {"told": {"link": link}})


def commands(texts: Texts) -> tuple[tuple[str, str], ...]:
    """Give the commands of the menu with their descriptions (A1)."""
    lines = (line.partition(" — ") for line in said(texts, "commands").splitlines())
    return tuple((command, words) for command, _, words in lines if words)
