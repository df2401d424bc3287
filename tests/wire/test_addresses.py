"""The targets of links: VK's address comes from the settings, Telegram's from the name that the bot itself reports."""

from bot.app.accounts import Account
from bot.app.config import Settings
from bot.app.connections import connections
from bot.channels.telegram.channel import Telegram as Channel
from bot.clock import WallClock
from bot.rendering.addresses import Addresses
from storage.port.store import Store
from tests.support.wire.fake_telegram import TOKEN, Telegram
from texts import Texts


async def test_a_link_leads_to_the_bot_that_answers(telegram: Telegram, store: Store) -> None:
    of = Settings(telegram_api_url=telegram.url)
    accounts = [Account("vk", "vk", "vk1.a.test", 213), Account("telegram", "telegram", TOKEN)]
    found = connections(of, accounts, Texts.load(), store, WallClock())
    addresses = Addresses({each.account.name: each.address for each in found})
    vk = ("vk", "https://vk.me/club213?ref=abc-d2e3f4")
    assert list(addresses.links("vylgort", "abc-d2e3f4")) == [vk]
    for each in found:
        await each.introduce()
    assert "getMe" in [method for method, _ in telegram.calls]
    assert list(addresses.links("vylgort", "abc-d2e3f4")) == [vk]  # the emulator's bot has no name
    assert isinstance(found[1].channel, Channel)
    found[1].channel.name = "provodnik_bot"
    invited = list(addresses.links("vylgort", "abc-d2e3f4"))
    assert invited == [vk, ("telegram", "https://t.me/provodnik_bot?start=abc-d2e3f4")]
    for each in found:
        await each.channel.close()
