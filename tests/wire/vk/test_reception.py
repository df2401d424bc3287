"""Settings of a community that make the bot deaf are seen when it starts, and told as `doctor` tells them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.vk.channel import Vk
from bot.channels.vk.settings.reception import CallbackSettings
from bot.clock import MovedClock
from tests.support.empty_store import opened_at
from tests.support.wire.bot_process import Bot, log_of, running
from tests.support.wire.fake_vk import GROUP, SECRET, TOKEN, FakeVk, Json, polled_by
from tests.support.wire.vk_bot import ACCOUNT
from tests.support.world import MONDAY

POLLED, CALLED = CallbackSettings(), CallbackSettings(SECRET)
SERVER = {"id": 1, "url": "https://bot.school.ru/vk", "secret_key": SECRET, "status": "ok"}


@pytest.fixture
async def fake() -> AsyncIterator[FakeVk]:
    """Serve VK, with our webhook in its settings."""
    async with FakeVk() as served:
        served.servers = [dict(SERVER)]
        yield served


@pytest.fixture
async def channel(fake: FakeVk, tmp_path: Path) -> AsyncIterator[Vk]:
    """Open the channel of the community."""
    store = await opened_at(tmp_path / "vk.db")
    made = Vk(ACCOUNT, TOKEN, GROUP, store, MovedClock(MONDAY), url=fake.url, pace=0)
    yield made
    await made.close()
    await store.close()


@pytest.mark.parametrize("callback", [POLLED, CALLED], ids=["polled", "called"])
async def test_right_settings_have_no_fault(fake: FakeVk, channel: Vk, callback: CallbackSettings) -> None:
    """Of the events that are only wanted none is needed."""
    fake.settings["events"]["message_reply"] = 0
    assert await channel.faults(callback) == []


@pytest.mark.parametrize("callback", [POLLED, CALLED], ids=["polled", "called"])
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"api_version": "5.81"}, "Версия API — 5.81, а нужна 5.199"),
        ({"events": {"message_new": 0, "message_event": 1}}, "«Входящее сообщение»"),
        ({"events": {"message_new": 1}}, "«Действие с сообщением»"),
    ],
)
async def test_what_makes_the_bot_deaf_is_told(
    fake: FakeVk, channel: Vk, callback: CallbackSettings, settings: Json, said: str
) -> None:
    """In the words of `doctor`."""
    fake.settings |= settings
    (fault,) = await channel.faults(callback)
    assert said in fault


async def test_an_address_that_vk_did_not_confirm_is_told(fake: FakeVk, channel: Vk) -> None:
    """Before the start it cannot be confirmed, so `doctor` does not insist on it."""
    fake.servers[0]["status"] = "failed"
    (fault,) = await channel.faults(CALLED)
    assert "«Подтвердить»" in fault


async def test_a_webhook_at_an_address_that_nginx_rewrites_is_no_fault_once_vk_called_it(
    fake: FakeVk, channel: Vk
) -> None:
    """Its address in VK's settings then does not end in ours."""
    fake.servers[0]["url"] = "https://bot.school.ru/hook"
    assert len(await channel.faults(CALLED)) == 1

    async def take(_: object) -> None:
        raise AssertionError

    channel.callback(take, secret=SECRET)
    assert channel.confirmation
    channel.confirmation.confirmed()
    assert await channel.faults(CALLED) == []


async def with_faults(bot: Bot) -> dict[str, object]:
    """Ask for the health until it has a fault."""
    while not (health := await bot.health())["faults"]:
        pass
    return health


async def test_a_deaf_community_is_not_ok_and_is_told_once(tmp_path: Path) -> None:
    """The real process, with Long Poll of an old version."""
    async with FakeVk() as fake:
        fake.settings["api_version"] = "5.81"
        async with running(tmp_path, **polled_by(fake)) as bot:
            await asyncio.wait_for(fake.polled.wait(), 20)
            health = await asyncio.wait_for(with_faults(bot), 20)
            assert not health["ok"]
            assert "5.81" in str(health["faults"])
            assert await bot.stop() < 5
        assert log_of(tmp_path).count("а нужна 5.199") == 1
