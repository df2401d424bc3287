"""The engine's events for VK's events."""

import json

import msgspec
import pytest

from bot.channels.vk.intake import reachable
from bot.channels.vk.updates import VkUpdate, read
from flows.values.events import Event, Opened, Pressed, Said, SentFile
from tests.support.wire import vk_events as vk
from tests.support.wire.fake_vk import Json


def event_of(update: Json) -> Event | None:
    """Return the engine's event for a VK update."""
    found = read("vk:213", _update(update))
    return found.incoming.event if found and found.incoming else None


def link_of(update: Json) -> Event | None:
    """Return the event of the link by which the person came."""
    found = read("vk:213", _update(update))
    return found.link.event if found and found.link else None


def _update(update: Json) -> VkUpdate:
    return msgspec.json.decode(json.dumps(update), type=VkUpdate)


@pytest.mark.parametrize(
    ("update", "event"),
    [
        (vk.wrote(1, "снилс не найден"), Said("снилс не найден")),
        (vk.edited(1, "снилс не найден"), Said("снилс не найден", edited=True)),
        (vk.started(1), Opened("welcome", "", {})),
        (vk.wrote(1, "Добрый день", ref="demo-3b"), Said("Добрый день")),
        (vk.started(1, "vk_ads_2026"), Opened("welcome", "", {})),
        (vk.pressed(1, {"p": "v12:done"}), Pressed(12, "done")),
        (vk.pressed(1, {"p": ">desk/card?ticket=7"}), Opened("desk", "card", {"ticket": "7"})),
        (vk.wrote(1, "Готово", vk.WORDS, payload='{"p": "v12:done"}'), Pressed(12, "done")),
        (vk.sent(1, "photo"), SentFile("picture")),
        (vk.sent(1, "audio_message"), SentFile("voice")),
        (vk.sent(1, "sticker"), SentFile("sticker")),
        (vk.sent(1, "doc", "photo"), SentFile("document")),
        (vk.sent(1, "wall"), SentFile("other")),
        (vk.wrote(1, "", geo={"type": "point"}), SentFile("place")),
        (vk.wrote(1, "Что это?", attachments=[{"type": "photo"}]), Said("Что это?")),
        # forged or from another program: a press of a button that was never sent, or plain text
        (vk.pressed(1, {"p": 5}), Pressed(0, "")),
        (vk.pressed(1, {}), Pressed(0, "")),
        (vk.wrote(1, "Готово", payload='["x"]'), Said("Готово")),
        (vk.wrote(1, "Готово", payload="{"), Said("Готово")),
        # not addressed to the bot
        (vk.wrote(2_000_000_001, "Всем привет"), None),
        (vk.wrote(-5, "Привет от сообщества"), None),
        (vk.replied(1, "Отвечаю сама", by_hand=5), None),
        (vk.allowed(1), None),
        (vk.update("group_join", {"user_id": 1}), None),
    ],
)
def test_what_an_event_is(update: Json, event: Event | None) -> None:
    assert event_of(update) == event


@pytest.mark.parametrize(
    ("update", "code"),
    [
        (vk.started(1, "demo-3b"), "demo-3b"),
        (vk.started(1, "DEMO—3B"), "demo-3b"),
        (vk.wrote(1, "Добрый день", ref="k7m-4xq8bz"), "k7m-4xq8bz"),
        (vk.wrote(1, "Готово", vk.WORDS, payload='{"p": "v12:done"}', ref="demo-3b"), "demo-3b"),
        (vk.wrote(1, "Добрый день", ref="vk_ads_2026"), ""),
        (vk.wrote(1, "Добрый день", ref="web-design"), ""),
        (vk.started(1, "group_widget"), ""),
        (vk.started(1), ""),
    ],
)
def test_only_a_code_of_ours_is_one_in_a_link(update: Json, code: str) -> None:
    """`ref` is whatever stood in the link, such as the name of an advertisement."""
    assert link_of(update) == (Opened("welcome", "", {"code": code}) if code else None)


def test_a_payload_may_come_as_text() -> None:
    assert event_of(vk.pressed(1, '{"p": "v3:done"}')) == Pressed(3, "done")  # type: ignore[arg-type]  # B1


def test_an_event_of_another_shape_is_refused_alone() -> None:
    with pytest.raises(msgspec.DecodeError):
        event_of(vk.update("message_new", {"note": "without a message"}))


def test_who_wrote_after_a_refusal_can_be_written_to() -> None:
    def after(*updates: Json) -> dict[str, bool]:
        return reachable([found for each in updates if (found := read("vk:213", _update(each)))])

    assert after(vk.denied(1), vk.allowed(2)) == {"1": False, "2": True}
    assert after(vk.denied(1), vk.wrote(1, "Здравствуйте")) == {}
    assert after(vk.wrote(1, "Не пишите мне"), vk.denied(1)) == {"1": False}
