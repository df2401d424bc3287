"""Another program that answers in the community's name is noticed; our own messages never count as another's."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.accounts import Account
from bot.app.connections import Connection
from bot.app.running import Running
from bot.app.supervisor import Supervisor
from bot.app.wiring import Content
from bot.channels.pace import VK
from bot.channels.vk.channel import Vk
from bot.channels.vk.watching.other_program import SPAN, OtherProgram
from tests.support.wire import vk_events as vk
from tests.support.wire.fake_vk import GROUP, TOKEN
from tests.support.wire.vk_bot import ACCOUNT, ADMIN, MUM, VkBot, no_sleep, vk_bot


@pytest.fixture
async def bot(shipped: Content, tmp_path: Path) -> AsyncIterator[VkBot]:
    """Open the bot on a fake VK."""
    async with vk_bot(shipped, tmp_path) as made:
        yield made


async def health(bot: VkBot) -> dict[str, object]:
    """Return the body of `GET /health`."""
    on = Connection(Account(ACCOUNT, "vk", TOKEN, GROUP), bot.channel, VK, warnings=lambda: bot.channel.warnings)
    return await Running(bot.program, [on], Supervisor(bot.clock)).status()


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the warnings in the log about another program."""
    said = [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]
    return [each for each in said if "ещё одна программа" in each]


async def test_answers_of_a_second_copy_are_told_in_log_and_health(
    bot: VkBot, caplog: pytest.LogCaptureFixture
) -> None:
    """Once in the log; the bot works, so `ok` does not change."""
    for number in (71, 72):
        await bot.happens(vk.replied(MUM, "Здравствуйте! Я Проводник", random_id=number))
    assert (told(caplog), (await health(bot))["warnings"]) == ([], {})
    await bot.happens(*(vk.replied(ADMIN, "Здравствуйте!", random_id=number) for number in (73, 74, 75)))
    warned = await health(bot)
    assert warned["warnings"] == {ACCOUNT: told(caplog)}
    assert len(told(caplog)) == 1
    assert warned["ok"]


async def test_our_own_messages_are_ours_also_after_a_restart(bot: VkBot, caplog: pytest.LogCaptureFixture) -> None:
    """VK sends the events of messages that the previous process sent; a broadcast and long texts count, too."""
    for _ in range(4):
        await bot.writes(MUM, "статус проверяется")
        await bot.writes(ADMIN, "/помощь")
    sent = [call.values for call in bot.fake.of("messages.send")]
    assert len(sent) > 3
    await bot.channel.close()
    again = Vk(ACCOUNT, TOKEN, GROUP, bot.program.store, bot.clock, url=bot.fake.url, pace=0, sleep=no_sleep)
    await again.prepare()
    bot.channel = again
    ours = [(int(each["peer_ids"]), int(each["random_id"])) for each in sent]
    await bot.happens(*(vk.replied(peer, "Ответ", random_id=number) for peer, number in ours))
    assert (told(caplog), bot.channel.warnings) == ([], [])


async def test_vks_own_greeting_and_people_are_no_program(bot: VkBot, caplog: pytest.LogCaptureFixture) -> None:
    """A greeting has no random_id; an administrator is named, also with one of an app."""
    await bot.happens(*(vk.replied(MUM, "Приветствие сообщества") for _ in range(5)))
    await bot.happens(*(vk.replied(MUM, "Пишет секретарь", by_hand=5, random_id=n) for n in range(81, 86)))
    assert (told(caplog), bot.channel.warnings) == ([], [])


async def test_a_warning_ends_and_comes_again_after_an_hour(bot: VkBot, caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    watch = OtherProgram(ACCOUNT, bot.program.store, lambda: now[0])
    for minute in range(3 * 60):
        now[0] = minute * 60.0
        watch.note(str(MUM), 1000 + minute)
        await watch.look()
    assert len(told(caplog)) == 3
    assert watch.warnings
    now[0] += SPAN
    assert watch.warnings == []
