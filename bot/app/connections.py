"""The connections of an installation: the accounts that have a token, each with its channel and its pace.

A messenger's library is imported only if the messenger has an account, because importing aiogram takes seconds.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from bot.app.accounts import Account
from bot.app.config import Settings
from bot.app.watching.reception import Faults
from bot.channels.gate import Gate
from bot.channels.pace import TELEGRAM, VK, Pace
from bot.channels.port import Take, TwoWayChannel
from bot.channels.webhooks import Webhook
from bot.clock import Clock
from storage.port.store import Store
from texts import Texts


async def _nothing_to_ask() -> None:
    """Do nothing. Used as `introduce` by a channel whose web address is known from the settings."""


async def _no_faults() -> list[str]:
    """Return nothing. Used as `faults` by a channel whose platform has no such settings."""
    return []


class Connection(NamedTuple):
    """An account and its channel."""

    account: Account
    channel: TwoWayChannel
    pace: Pace
    webhook: Callable[[Take], Webhook] | None = None  #: creates the webhook; None if the account is polled
    address: Callable[[], str] = str  #: returns the link to the bot, which may be empty before `introduce`
    introduce: Callable[[], Awaitable[None]] = _nothing_to_ask  #: asks the platform for the name in that link
    warnings: Callable[[], Sequence[str]] = tuple  #: returns what is wrong although the account works, for the owner
    faults: Faults = _no_faults  #: what the owner must change on the platform so that messages arrive
    gate: Gate | None = None  #: the gate that all calls pass; None if the channel's calls carry many messages each


def connections(
    of: Settings, accounts: Iterable[Account], texts: Texts, store: Store, clock: Clock
) -> list[Connection]:
    """Return one connection for each account."""
    makers = {"telegram": _telegram, "vk": _vk}
    return [makers[account.channel](of, account, texts, store, clock) for account in accounts]


def _telegram(of: Settings, account: Account, texts: Texts, store: Store, clock: Clock) -> Connection:
    del clock
    from bot.channels.telegram.channel import Manner, Telegram, TelegramTexts
    from bot.channels.telegram.webhook import TelegramWebhook

    address = f"{of.telegram_webhook_url}/{account.name}" if of.telegram_webhook_url else ""
    manner = Manner(of.telegram_link_previews, of.telegram_protect_content, address, of.telegram_webhook_secret)
    own = TelegramTexts(said(texts, "again"), group(texts, "https://t.me/{name}"), commands(texts))
    channel = Telegram(
        account.name, account.token, store, url=of.telegram_api_url, texts=own, manner=manner, network=of.network
    )
    webhook = (lambda take: TelegramWebhook(channel, channel.keeping(take))) if address else None
    return Connection(
        account, channel, TELEGRAM, webhook, lambda: _at(channel.name), channel.introduce,
        faults=channel.faults, gate=channel.gate,
    )  # fmt: skip


def _at(name: str) -> str:
    return f"https://t.me/{name}" if name else ""


def _vk(of: Settings, account: Account, texts: Texts, store: Store, clock: Clock) -> Connection:
    from bot.channels.vk.channel import Vk
    from bot.channels.vk.settings.reception import CallbackSettings

    # VK_CALLBACK_SECRET belongs to one community: the schools' own communities are polled
    called = bool(of.vk_callback_secret) and account.name == "vk"
    link = f"https://vk.me/club{account.group}"
    channel = Vk(
        account.name, account.token, account.group or 0, store, clock,
        url=of.vk_api_url, private=group(texts, link), again=said(texts, "again"), polled=not called,
        network=of.network,
    )  # fmt: skip
    own = CallbackSettings(of.vk_callback_secret, of.vk_callback_confirmation) if called else CallbackSettings()
    webhook = (lambda take: channel.callback(take, **own._asdict())) if called else None
    return Connection(
        account, channel, VK, webhook, lambda: link,
        warnings=lambda: channel.warnings, faults=partial(channel.faults, own),
    )  # fmt: skip


def said(texts: Texts, name: str) -> str:
    """Return the text `everywhere/<name>`, one of those that a channel itself sends."""
    return texts.render(f"everywhere/{name}", {})


def group(texts: Texts, link: str) -> str:
    """Return the text sent to group chats. It asks people to write to the bot privately, at the address `link`."""
    return texts.render("everywhere/group", {"told": {"link": link}})


def commands(texts: Texts) -> tuple[tuple[str, str], ...]:
    """Return the commands of Telegram's menu with their descriptions (platform fact A1)."""
    lines = (line.partition(" — ") for line in said(texts, "commands").splitlines())
    return tuple((command, words) for command, _, words in lines if words)
