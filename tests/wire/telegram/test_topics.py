"""Whoever writes in a topic of a private chat is answered in that topic (platform fact A7)."""

import json
from typing import Any

import pytest

from bot.channels.port import OutgoingMessage, Sent
from bot.channels.telegram import updates as came
from bot.channels.telegram.answers import answer_of, form
from bot.channels.telegram.channel import Manner
from bot.channels.telegram.channel import Telegram as Channel
from bot.messages.files import DOCUMENT, PICTURE, File, attachment
from bot.messages.screen import Attachment, Screen
from bot.simulator.sample_files import PDF, PNG
from flows.values.events import Said
from storage.port.people.chats import ChatKey
from storage.port.store import Store
from storage.port.turns import Rows
from tests.support.wire.fake_telegram import TOKEN, Fault, Telegram
from tests.support.wire.telegram_updates import GROUP, MUM, message, press
from tests.support.world import MONDAY

TOPIC: dict[str, Any] = {"message_thread_id": 7, "is_topic_message": True}
MAP = File(PICTURE, "Класс 3Б.png", PNG).row()
SLIPS = File(DOCUMENT, "Приглашения.pdf", PDF).row()
PEER = 9


class Chat:
    """One bot; what it sends to one person, and into which topic."""

    def __init__(self, telegram: Telegram, store: Store) -> None:
        self.telegram = telegram
        self.channel = Channel("telegram", TOKEN, store, url=telegram.url, manner=Manner(link_previews=True))
        self._store = store

    async def happens(self, *updates: dict[str, object]) -> None:
        """Take updates as a webhook does."""
        numbered = [{"update_id": number, **update} for number, update in enumerate(updates, 1)]
        answer = answer_of(json.dumps({"ok": True, "result": numbered}).encode(), form("telegram"))
        await self.channel.keeping(self._take)(self.channel.taken(answer.updates))

    async def _take(self, _: object) -> None:
        async with self._store.work() as work:
            await work.chats.load([MUM], MONDAY)

    async def topics(self, text: str = "Здравствуйте", attached: Attachment | None = None) -> list[str]:
        """Send a message; return the topic of each call that was carried out, empty for none."""
        before = len(self.telegram.calls)
        outgoing = OutgoingMessage(1, str(PEER), Screen(text, (), attached), 0)
        (result,) = await self.channel.send("telegram", [outgoing])
        assert isinstance(result, Sent)
        sends = [fields for method, fields in self.telegram.calls[before:] if method.startswith("send")]
        return [fields.get("message_thread_id", "") for fields in sends]


@pytest.fixture
async def chat(telegram: Telegram, store: Store) -> Chat:
    """Open a bot."""
    return Chat(telegram, store)


async def test_a_reply_goes_where_the_person_wrote_or_pressed_last(chat: Chat) -> None:
    """Also if that is no topic any more."""
    assert await chat.topics() == [""]
    await chat.happens({"message": message(text="Ёж", **TOPIC)})
    assert await chat.topics() == ["7"]
    await chat.happens({"message": message(text="Ёж")})
    assert await chat.topics() == [""]
    await chat.happens(press("v1:x", message={**message(text="Ё"), **TOPIC}))
    assert await chat.topics() == ["7"]
    await chat.channel.close()


async def test_every_part_and_every_file_goes_there(chat: Chat, store: Store) -> None:
    """A long text has several parts."""
    async with store.work() as work:
        await work.turns.keep(Rows(files=[MAP, SLIPS]), MONDAY)
    await chat.happens({"message": message(text="Ёж", **TOPIC)})
    assert await chat.topics("Ёж. " * 2000) == ["7", "7"]
    for file in (MAP, SLIPS):
        assert await chat.topics(attached=attachment(file)) == ["7"]
    await chat.channel.close()


async def test_a_topic_that_was_deleted_is_no_loss(chat: Chat) -> None:
    """The message goes into the chat, and so do the next ones."""
    await chat.happens({"message": message(text="Ёж", **TOPIC)})
    chat.telegram.failing("sendMessage", Fault(400, "Bad Request: message thread not found"))
    assert await chat.topics() == [""]
    assert await chat.topics() == [""]
    await chat.channel.close()


async def test_a_topic_is_known_after_a_restart(chat: Chat, telegram: Telegram, store: Store) -> None:
    """A reminder comes days later."""
    await chat.happens({"message": message(text="Ёж", **TOPIC)})
    await chat.channel.close()
    restarted = Chat(telegram, store)
    await restarted.channel.prepare()
    assert await restarted.topics() == ["7"]
    await restarted.happens({"message": message(text="Ёж")})
    await restarted.channel.close()
    async with store.work() as work:
        assert await work.dialogs.clients("telegram") == {}


async def test_what_says_nothing_of_a_topic_changes_nothing(chat: Chat) -> None:
    """A press under a message that is too old to be shown, and a message in a group."""
    await chat.happens({"message": message(text="Ёж", **TOPIC)})
    gone = {"chat": message()["chat"], "message_id": 1, "date": 0}
    await chat.happens(press("v1:x", message=gone), {"message": message(GROUP, text="Ёж")})
    assert await chat.topics() == ["7"]
    await chat.channel.close()


async def test_a_thread_of_replies_is_no_topic(chat: Chat) -> None:
    """It has a number, but the message does not stand in a topic."""
    await chat.happens({"message": message(text="Ёж", message_thread_id=7)})
    assert await chat.topics() == [""]
    await chat.channel.close()


def test_the_event_in_a_topic_is_like_any_other() -> None:
    """The topic is no part of it."""
    body = json.dumps({"ok": True, "result": [{"update_id": 1, "message": message(text="Ёж", **TOPIC)}]}).encode()
    update = answer_of(body, form("telegram")).updates
    (incoming,) = came.read("telegram", update).incoming
    assert (incoming.event, incoming.chat) == (Said("Ёж"), ChatKey("telegram", "9"))
