"""`python -m bot doctor` against the fakes: what it finds, which settings it names, and that it prints no token."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from vkbottle_types.objects import GroupsCallbackServer, GroupsLongPollEvents, GroupsLongPollSettings

from bot.channels.findings import Finding
from bot.channels.telegram.examination import examined as telegram_examined
from bot.channels.vk.settings.examination import examined as vk_examined
from bot.channels.vk.settings.reception import CallbackSettings
from tests.support.root import ROOT
from tests.support.wire import fake_telegram as tg
from tests.support.wire.bot_process import database
from tests.support.wire.fake_vk import CONFIRMATION, GROUP, SECRET, TOKEN, FakeVk, Fault
from tests.support.wire.vk_conformance import faults

POLLED, CALLBACK = CallbackSettings(), CallbackSettings(SECRET, CONFIRMATION)


@pytest.fixture
async def fake() -> AsyncIterator[FakeVk]:
    async with FakeVk() as server:
        server.servers = [
            {
                "id": 1, "title": "bot", "creator_id": 1, "url": "https://bot.school.ru/vk", "secret_key": SECRET,
                "status": "ok",
            }
        ]  # fmt: skip
        GroupsCallbackServer.model_validate(server.servers[0])
        every = {**dict.fromkeys(GroupsLongPollEvents.model_fields, 0), **server.settings["events"]}
        GroupsLongPollSettings.model_validate({**server.settings, "events": every})
        yield server
        assert faults(server.calls) == []


async def vk(
    fake: FakeVk, callback: CallbackSettings = POLLED, token: str = TOKEN, group: int = GROUP
) -> list[Finding]:
    found = await vk_examined("vk", token, group, fake.url, callback, time.time)
    assert not any(token in each.said or SECRET in each.said for each in found)
    return found


def wrong(found: list[Finding]) -> str:
    return " ".join(str(each) for each in found if each.mark == "✗")


async def test_a_whole_community_is_well(fake: FakeVk) -> None:
    for callback in (POLLED, CALLBACK):
        found = await vk(fake, callback)
        assert [each.mark for each in found[:-1]] == ["✓"] * (len(found) - 1)
        assert "«Приветствие»" in found[-1].said


async def test_a_wrong_token_number_or_right_is_told_with_where_to_go(fake: FakeVk) -> None:
    assert "«Ключи доступа»" in wrong(await vk(fake, token="vk1.a.wrong"))
    assert f"с номером {GROUP}, а в настройках 7" in wrong(await vk(fake, group=7))
    fake.rights = ["messages"]
    assert "«Управление сообществом»" in wrong(await vk(fake))
    assert "«Управление сообществом»" in wrong(await vk(fake, CallbackSettings(SECRET)))
    found = await vk(fake, CALLBACK)
    assert wrong(found) == ""
    assert any("«Фотографии» и «Документы»" in each.said for each in found)


async def test_the_long_poll_is_looked_into(fake: FakeVk) -> None:
    fake.settings = {**fake.settings, "api_version": "5.92", "events": {"message_new": 1, "message_event": 0}}
    found = await vk(fake)
    assert "Версия API — 5.92, а нужна 5.199" in wrong(found)
    assert "«Действие с сообщением» (message_event)" in wrong(found)
    assert any("(message_reply)" in each.said and each.mark == "!" for each in found)
    fake.settings = {**fake.settings, "is_enabled": False}
    assert "Long Poll API выключен. Включите: «Управление»" in wrong(await vk(fake))


async def test_the_callback_server_is_looked_into(fake: FakeVk) -> None:
    assert "VK_CALLBACK_CONFIRMATION" in wrong(await vk(fake, CallbackSettings(SECRET, "other")))
    assert wrong(await vk(fake, CallbackSettings(SECRET))) == ""
    fake.servers[0] |= {"secret_key": "theirs", "status": "failed"}
    found = await vk(fake, CALLBACK)
    assert "VK_CALLBACK_SECRET не совпадает" in wrong(found)
    assert any("«Подтвердить»" in each.said for each in found)
    fake.servers = []
    assert "Впишите https://…/vk" in wrong(await vk(fake, CALLBACK))


async def test_what_a_token_may_not_see_blocks_nothing(fake: FakeVk) -> None:
    fake.faults.append(("groups.getCallbackServers", Fault(code=15)))
    found = await vk(fake, CALLBACK)
    assert wrong(found) == ""
    assert any("Callback API не видно" in each.said for each in found)


async def test_a_vk_that_does_not_answer_is_told(fake: FakeVk) -> None:
    fake.faults.append(("groups.getById", Fault(status=502)))
    assert "ВКонтакте не отвечает (http:502)" in wrong(await vk(fake))
    fake.faults.append(("groups.getById", Fault(code=100)))
    assert "отказом (vk:100)" in wrong(await vk(fake))


async def test_a_wrong_clock_is_told(fake: FakeVk) -> None:
    fake.ahead = 600
    assert any("Часы компьютера отстают" in each.said for each in await vk(fake))


async def tg_found(of: tg.Telegram, token: str = tg.TOKEN, webhook: str = "", ahead: float = 0.0) -> list[Finding]:
    found = await telegram_examined("telegram", token, of.url, webhook, lambda: time.time() + ahead)
    assert not any(token in each.said for each in found)
    return found


async def test_a_telegram_bot_is_looked_into(tmp_path: Path) -> None:
    async with tg.Telegram(tmp_path / "journal").served() as telegram:
        found = await tg_found(telegram)
        assert [each.mark for each in found] == ["✓", "✓", "✓"]
        assert any("спешат на" in each.said for each in await tg_found(telegram, ahead=600))
        assert any("его поставит" in each.said for each in await tg_found(telegram, webhook="https://a.b/telegram"))
        telegram.failing("getMe", tg.Fault(401, "Unauthorized"))
        assert "@BotFather" in wrong(await tg_found(telegram))
        telegram.failing("getMe", tg.BROKEN)
        assert "отказом (502)" in wrong(await tg_found(telegram))
        telegram.failing("getMe", tg.DROPPED_BEFORE)
        assert "соединение с 127.0.0.1" in wrong(await tg_found(telegram))


@pytest.mark.parametrize(
    ("hook", "webhook", "said"),
    [
        ({"url": "https://a.b/x"}, "", "его сам"),
        ({"url": "https://a.b/x", "last_error_message": "Connection refused"}, "https://a.b/x", "Connection refused"),
        ({"url": "https://a.b/x"}, "https://a.b/x", "по адресу"),
    ],
)
async def test_a_webhook_is_looked_into(tmp_path: Path, hook: dict[str, str], webhook: str, said: str) -> None:
    async with tg.Telegram(tmp_path / "journal").served() as telegram:
        telegram.failing("getWebhookInfo", tg.AnsweredWith(hook))
        assert any(said in each.said for each in await tg_found(telegram, webhook=webhook))


async def doctor(folder: Path, **told: str) -> tuple[int, str]:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": database(folder), **told}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "doctor", cwd=folder, env=env, stdout=-1, stderr=-2
    )
    out, _ = await process.communicate()
    return process.returncode or 0, out.decode()


async def test_as_a_process_it_ends_with_one_when_something_blocks(fake: FakeVk, tmp_path: Path) -> None:
    slots = {"VK_TOKEN": TOKEN, "VK_GROUP_ID": str(GROUP), "VK_API_URL": fake.url, "ADMIN_CODE": "long-enough-code"}
    code, out = await doctor(tmp_path, **slots)
    assert (code, "Бот готов" in out, TOKEN in out) == (0, True, False), out
    fake.rights = []
    code, out = await doctor(tmp_path, **slots)
    assert (code, "✗ Ключу сообщества vk не хватает прав" in out, TOKEN in out) == (1, True, False), out


async def test_settings_that_are_wrong_are_told_one_by_one(tmp_path: Path) -> None:
    code, out = await doctor(tmp_path, LOG_LEVEL="LOUD", WEBHOOK_PORT="0")
    assert (code, out.count("  ✗")) == (1, 3), out  # these two, and the missing key
    code, out = await doctor(tmp_path)
    assert (code, "нет ни одного ключа" in out, "ADMIN_CODE пуст" in out) == (1, True, True), out
