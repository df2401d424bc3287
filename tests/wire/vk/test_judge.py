"""A check of the fake: vkbottle, an independent VK client, works with it and accepts our events as VK's."""

import asyncio
from typing import Any

import pytest
from vkbottle import API
from vkbottle.exception_factory import VKAPIError
from vkbottle.polling import BotPolling
from vkbottle.tools import DocMessagesUploader, PhotoMessageUploader
from vkbottle_types.events import bot_events

from tests.support.wire import vk_events as vk
from tests.support.wire.fake_vk import GROUP, TOKEN, FakeVk, Fault

MODELS: dict[str, Any] = {
    "message_new": bot_events.MessageNew, "message_edit": bot_events.MessageEdit,
    "message_reply": bot_events.MessageReply, "message_event": bot_events.MessageEvent,
    "message_allow": bot_events.MessageAllow, "message_deny": bot_events.MessageDeny,
}  # fmt: skip


@pytest.fixture
async def fake() -> Any:
    async with FakeVk() as server:
        yield server


@pytest.fixture
async def api(fake: FakeVk) -> Any:
    client = API(TOKEN)
    client.API_URL = f"{fake.url}/method/"
    yield client
    await client.http_client.close()


async def test_vkbottle_sends_and_edits(fake: FakeVk, api: API) -> None:
    answer: Any = await api.messages.send(peer_ids=[1, 2], random_id=7, message="Здравствуйте")
    first = answer[0]
    assert first.peer_id == 1
    assert first.conversation_message_id
    await api.messages.edit(peer_id=1, cmid=first.conversation_message_id, message="Добрый день")
    assert [each.text for each in fake.shown(1)] == ["Добрый день"]


async def test_a_random_id_said_again_is_shown_once(fake: FakeVk, api: API) -> None:
    for _ in range(3):
        await api.messages.send(peer_ids=[1], random_id=7, message="Здравствуйте")
    assert len(fake.shown(1)) == 1
    assert fake.repeats == 2


async def test_a_random_id_is_forgotten_after_an_hour(fake: FakeVk, api: API) -> None:
    moment = [0.0]
    fake.clock = lambda: moment[0]
    await api.messages.send(peer_ids=[1], random_id=7, message="Здравствуйте")
    moment[0] = 3601.0
    await api.messages.send(peer_ids=[1], random_id=7, message="Здравствуйте")
    assert len(fake.shown(1)) == 2


@pytest.mark.parametrize("code", [1, 5, 6, 9, 10, 29, 100, 900, 901, 909, 911, 914])
async def test_vkbottle_reads_the_errors(fake: FakeVk, api: API, code: int) -> None:
    fake.faults.append(("messages.send", Fault(code=code)))
    with pytest.raises(VKAPIError) as raised:
        await api.messages.send(peer_ids=[1], random_id=7, message="Здравствуйте")
    assert raised.value.code == code


async def test_vkbottle_executes(fake: FakeVk, api: API) -> None:
    answer = await api.request(
        "execute",
        {"code": 'return [API.messages.send({"peer_ids":"1","random_id":3,"message":"да"}),API.no.such({})];'},
    )
    assert answer["response"][1] is False
    assert [each["error_code"] for each in answer["execute_errors"]] == [3]
    assert len(fake.shown(1)) == 1


async def test_vkbottle_uploads_a_photo(api: API) -> None:
    assert await PhotoMessageUploader(api).upload(b"\x89PNG", peer_id=1) == f"photo-{GROUP}_1_k"


async def test_vkbottle_uploads_a_document(api: API) -> None:
    assert (
        await DocMessagesUploader(api).upload(file_source=b"%PDF-", peer_id=1, title="приказ.pdf") == f"doc-{GROUP}_1"
    )


async def test_vkbottle_polls(fake: FakeVk, api: API) -> None:
    polling = BotPolling(api, group_id=GROUP)
    server = await polling.get_server()
    fake.happen(vk.wrote(1, "Здравствуйте"))
    batch = await asyncio.wait_for(polling.get_event(server), 5)
    assert batch["ts"] == "1"
    said = bot_events.MessageNew.model_validate(batch["updates"][0]).object.message
    assert said
    assert said.text == "Здравствуйте"
    fake.failing.append({"failed": 2})
    assert await polling.get_event(server) == {"failed": 2}


@pytest.mark.parametrize(
    "update",
    [
        vk.wrote(1, "Здравствуйте"), vk.wrote(1, "Привет", vk.BARE), vk.sent(1, "photo", "doc"),
        vk.started(1, "demo-3b"), vk.pressed(1, {"p": "v1:done"}), vk.edited(1, "Исправила"),
        vk.replied(1, "Отвечаю сама", by_hand=5), vk.allowed(1), vk.denied(1),
    ],
    ids=lambda update: update["type"],
)  # fmt: skip
def test_our_events_are_events_of_vk(update: dict[str, Any]) -> None:
    MODELS[update["type"]].model_validate(update)
