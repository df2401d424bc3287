"""Where links lead: VK's address is in the settings, Telegram tells the name of its bot itself."""

from bot.accounts import Account
from bot.addresses import Addresses
from bot.clock import WallClock
from bot.config import Settings
from bot.ways import ways
from storage.ports import Store
from tests.wire.telegram import TOKEN, Telegram
from texts import Texts


async def test_a_link_leads_to_the_bot_that_answers(telegram: Telegram, store: Store) -> None:
    of = Settings(telegram_api_url=telegram.url)
    accounts = [Account("vk", "vk", "vk1.a.test", 213), Account("telegram", "telegram", TOKEN)]
    found = ways(of, accounts, Texts.load(), store, WallClock())
    addresses = Addresses({way.account.name: way.address for way in found})
    assert list(addresses.links("vylgort", "abc-d2e3f4")) == [("vk", "https://vk.me/club213?ref=abc-d2e3f4")]
    for way in found:
        await way.introduce()
    assert list(addresses.links("vylgort", "abc-d2e3f4")) == [
        ("vk", "https://vk.me/club213?ref=abc-d2e3f4"),
        ("telegram", "https://t.me/provodnik_bot?start=abc-d2e3f4"),
    ]
    for way in found:
        await way.channel.close()
