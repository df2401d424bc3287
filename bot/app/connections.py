"""The connections of one installation: each account that has a token, with its channel and its pace.

A messenger's library is imported with its first account: importing aiogram takes seconds.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import NamedTuple

from bot.app.accounts import Account
from bot.app.config import Settings
from bot.channels.pace import TELEGRAM, VK, Pace
from bot.channels.port import Take, TwoWayChannel
from bot.channels.webhooks import Webhook
from bot.clock import Clock
from storage.port.store import Store
from texts import Texts


async def _nothing_to_ask() -> None:
    """Do nothing: the address follows from the settings."""


class Connection(NamedTuple):
    """One account with its channel."""

    account: Account
    channel: TwoWayChannel
    pace: Pace
    webhook: Callable[[Take], Webhook] | None = None  #: makes the webhook; None: the account is polled
    address: Callable[[], str] = str  #: returns the link for people; empty until `introduce` has run
    introduce: Callable[[], Awaitable[None]] = _nothing_to_ask  #: reads the name for that link


def connections(
    of: Settings, accounts: Iterable[Account], texts: Texts, store: Store, clock: Clock
) -> list[Connection]:
    """Return the connections of accounts."""
    makers = {"telegram": _telegram, "vk": _vk}
    return [makers[account.channel](of, account, texts, store, clock) for account in accounts]


def _telegram(of: Settings, account: Account, texts: Texts, store: Store, clock: Clock) -> Connection:
    del clock
    from bot.channels.telegram.channel import Manner, Telegram, TelegramTexts
    from bot.channels.telegram.webhook import TelegramWebhook

    address = f"{of.telegram_webhook_url}/{account.name}" if of.telegram_webhook_url else ""
    manner = Manner(of.telegram_link_previews, of.telegram_protect_content, address, of.telegram_webhook_secret)
    own = TelegramTexts(said(texts, "again"), group(texts, "https://t.me/{name}"), commands(texts))
    channel = Telegram(account.name, account.token, store, url=of.telegram_api_url, texts=own, manner=manner)
    webhook = (lambda take: TelegramWebhook(channel, take)) if address else None
    return Connection(account, channel, TELEGRAM, webhook, lambda: _at(channel.name), channel.introduce)


def _at(name: str) -> str:
    return f"https://t.me/{name}" if name else ""


def _vk(of: Settings, account: Account, texts: Texts, store: Store, clock: Clock) -> Connection:
    from bot.channels.vk.channel import Vk

    # VK_CALLBACK_SECRET belongs to one community: the schools' own communities are polled
    called = bool(of.vk_callback_secret) and account.name == "vk"
    link = f"https://vk.me/club{account.group}"
    channel = Vk(
        account.name, account.token, account.group or 0, store, clock,
        url=of.vk_api_url, private=group(texts, link), polled=not called,
    )  # fmt: skip
    own = {"secret": of.vk_callback_secret, "confirmation": of.vk_callback_confirmation}
    webhook = (lambda take: channel.callback(take, **own)) if called else None
    return Connection(account, channel, VK, webhook, lambda: link)


def said(texts: Texts, name: str) -> str:
    """Return a text that a channel itself sends."""
    return texts.render(f"everywhere/{name}", {})


def group(texts: Texts, link: str) -> str:
    """Return the text sent to group chats: it tells where to write instead."""
    return texts.render("everywhere/group", {"told": {"link": link}})


def commands(texts: Texts) -> tuple[tuple[str, str], ...]:
    """Return the commands of the menu with their descriptions (A1)."""
    lines = (line.partition(" — ") for line in said(texts, "commands").splitlines())
    return tuple((command, words) for command, _, words in lines if words)
