"""VK without a wire: what its events are to us, how texts and buttons are written, which end each failure is."""

import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import End, Later, Parcel, Refused, Unknown, Unreachable
from bot.channels.vk.calls import letters, random_id, said, shared
from bot.channels.vk.errors import CallFailed, end_of
from bot.channels.vk.events import Update, heard
from bot.channels.vk.format import Mark, formatted, units
from bot.channels.vk.intake import reachable
from bot.channels.vk.keyboard import keyboard, numbered
from bot.messages.screen import Key, Screen
from flows.values.events import Event, Opened, Pressed, Said, SentFile
from tests.support.wire import vk_events as vk
from tests.support.wire.fake_vk import Call, Json
from tests.support.wire.vk_conformance import faults

NOW = datetime(2026, 11, 16, 7, tzinfo=UTC)
ROWS = ((Key("Готово", "v1:done"),), (Key("Назад", "v1:back"), Key("Человек", "v1:human")))


def event_of(update: Json) -> Event | None:
    """Give what an event is to the engine."""
    found = heard("vk:213", _update(update))
    return found.incoming.event if found and found.incoming else None


def _update(update: Json) -> Update:
    return msgspec.json.decode(json.dumps(update), type=Update)


@pytest.mark.parametrize(
    ("update", "event"),
    [
        (vk.wrote(1, "снилс не найден"), Said("снилс не найден")),
        (vk.edited(1, "снилс не найден"), Said("снилс не найден", edited=True)),
        (vk.started(1, "demo-3b"), Opened("welcome", "", {"code": "demo-3b"})),
        (vk.started(1), Opened("welcome", "", {})),
        (vk.wrote(1, "Добрый день", ref="demo-3b"), Opened("welcome", "", {"code": "demo-3b"})),
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
        # forged, or written by another program: a press of a button nobody drew, or just words
        (vk.pressed(1, {"p": 5}), Pressed(0, "")),
        (vk.pressed(1, {}), Pressed(0, "")),
        (vk.wrote(1, "Готово", payload='["x"]'), Said("Готово")),
        (vk.wrote(1, "Готово", payload="{"), Said("Готово")),
        # not for the bot
        (vk.wrote(2_000_000_001, "Всем привет"), None),
        (vk.wrote(-5, "Привет от сообщества"), None),
        (vk.replied(1, "Отвечаю сама", by_hand=5), None),
        (vk.allowed(1), None),
        (vk.update("group_join", {"user_id": 1}), None),
    ],
)
def test_what_an_event_is(update: Json, event: Event | None) -> None:
    assert event_of(update) == event


def test_a_payload_may_come_as_text() -> None:
    assert event_of(vk.pressed(1, '{"p": "v3:done"}')) == Pressed(3, "done")  # type: ignore[arg-type]  # B1


def test_an_event_of_another_shape_is_refused_alone() -> None:
    with pytest.raises(msgspec.DecodeError):
        event_of(vk.update("message_new", {"note": "without a message"}))


def test_who_wrote_after_a_refusal_can_be_written_to() -> None:
    def after(*updates: Json) -> dict[str, bool]:
        return reachable([found for each in updates if (found := heard("vk:213", _update(each)))])

    assert after(vk.denied(1), vk.allowed(2)) == {"1": False, "2": True}
    assert after(vk.denied(1), vk.wrote(1, "Здравствуйте")) == {}
    assert after(vk.wrote(1, "Не пишите мне"), vk.denied(1)) == {"1": False}


# --- texts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "text", "marks"),
    [
        ("Просто слова &amp; знаки &lt;3", "Просто слова & знаки <3", ()),
        ("<b>Готово</b>", "Готово", (Mark("bold", 0, 6),)),
        # an emoji is two units: 2 + a space
        ("👍 <i>Ёлка</i>", "👍 Ёлка", (Mark("italic", 3, 4),)),
        ("<b>👨‍👩‍👧 семья</b>", "👨‍👩‍👧 семья", (Mark("bold", 0, 14),)),
        ("Код: <code>demo-3b</code>", "Код: demo-3b", ()),
        (
            'Вот <a href="https://gosuslugi.ru/?a=1&amp;b=2"><b>портал</b></a>',
            "Вот портал",
            (Mark("url", 4, 6, "https://gosuslugi.ru/?a=1&b=2"), Mark("bold", 4, 6)),
        ),
    ],
)
def test_our_markup_in_vk(markup: str, text: str, marks: tuple[Mark, ...]) -> None:
    found = formatted(markup)
    assert (found.text, set(found.marks)) == (text, set(marks))


def test_format_data_is_a_text_of_json() -> None:
    assert json.loads(formatted("<b>да</b>").data) == {
        "version": 1, "items": [{"type": "bold", "offset": 0, "length": 2}],
    }  # fmt: skip
    assert formatted("да").data == ""


@given(st.lists(st.tuples(st.sampled_from(["", "b", "i", "code"]), st.text("аё 👍&<\n", max_size=30)), max_size=8))
def test_marks_lie_within_the_text(pieces: list[tuple[str, str]]) -> None:
    escaped = [(tag, words.replace("&", "&amp;").replace("<", "&lt;")) for tag, words in pieces]
    found = formatted("".join(f"<{tag}>{words}</{tag}>" if tag else words for tag, words in escaped))
    assert found.text == "".join(words for _, words in pieces)
    assert all(0 <= mark.offset < mark.offset + mark.length <= units(found.text) for mark in found.marks)


# --- buttons ----------------------------------------------------------------------------------------------------------


def test_buttons_carry_ours_in_an_object() -> None:
    first = json.loads(keyboard(ROWS))["buttons"][0][0]
    assert first["action"] == {"type": "callback", "label": "Готово", "payload": '{"p":"v1:done"}'}


def test_a_label_too_long_is_cut() -> None:
    label = json.loads(keyboard(((Key("я" * 50, "v1:a"),),)))["buttons"][0][0]["action"]["label"]
    assert (len(label), label[-1]) == (40, "…")


def test_without_buttons_choices_are_numbered() -> None:
    assert numbered(ROWS) == "1. Готово\n2. Назад\n3. Человек"


def test_labels_with_numbers_of_their_own_are_chosen_by_words() -> None:
    assert numbered(((Key("5 класс", "v1:a"), Key("6 класс", "v1:b")),)) == "— 5 класс\n— 6 класс"


def test_a_client_that_shows_no_buttons_reads_them() -> None:
    bare = said(Screen("Выберите <b>сами</b>", ROWS), "none")
    assert bare.keyboard == ""
    assert bare.parts[0].text.endswith("1. Готово\n2. Назад\n3. Человек")
    words = json.loads(said(Screen("Выберите", ROWS), "text").keyboard)
    assert words["buttons"][0][0]["action"]["type"] == "text"


# --- calls ------------------------------------------------------------------------------------------------------------


def parcel(number: int, text: str = "Здравствуйте", *, attempts: int = 0, shared: str = "") -> Parcel:
    """Give a parcel to the person of that number."""
    return Parcel(number, str(number), Screen(text, ROWS), 0, attempts=attempts, shared=shared)


def test_a_random_id_is_an_int32_that_a_repeat_keeps() -> None:
    number = random_id(parcel(7 << 40))
    assert 0 < number < 2**31
    assert number == random_id(parcel(7 << 40, "Другие слова", attempts=3))
    assert number != random_id(parcel(7 << 40), part=1)
    assert number != random_id(parcel((7 << 40) + 1))


def test_all_people_of_a_broadcast_share_its_random_id() -> None:
    assert random_id(parcel(1, shared="b9")) == random_id(parcel(2, shared="b9")) != random_id(parcel(9))


def test_one_text_to_many_goes_by_hundreds() -> None:
    many = [(index, parcel(index + 1, shared="b9")) for index in range(250)]
    found = shared([(index, each, said(each.screen)) for index, each in many])
    assert [len(letter.of) for letter in found] == [100, 100, 50]
    assert len({letter.random_id for letter in found}) == 1
    assert faults(Call(*letter.call) for letter in found) == []


def test_a_long_text_goes_in_parts_with_the_buttons_below() -> None:
    long = parcel(1, "<b>Сообщение</b> школы\n" * 400)
    found = letters(0, long, said(long.screen))
    assert len(found) > 1
    assert len({letter.random_id for letter in found}) == len(found)
    assert ["keyboard" in letter.call.values for letter in found] == [False] * (len(found) - 1) + [True]
    assert faults(Call(*letter.call) for letter in found) == []


# --- errors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "end"),
    [
        (1, Unknown), (10, Unknown), (36, Unknown),
        (6, Later), (9, Later), (29, Later), (14, Later), (5, Later), (27, Later), (28, Later), (7, Later), (15, Later),
        (912, Later), (984, Later),
        (18, Unreachable), (37, Unreachable), (113, Unreachable), (900, Unreachable), (901, Unreachable),
        (902, Unreachable), (917, Unreachable), (932, Unreachable), (936, Unreachable), (950, Unreachable),
        (1021, Unreachable),
        (3, Refused), (100, Refused), (911, Refused), (914, Refused), (12, Refused), (424242, Refused),
    ],
)  # fmt: skip
def test_which_end_a_code_is(code: int, end: type[End]) -> None:
    assert isinstance(end_of(CallFailed(f"vk:{code}", code)), end)


@pytest.mark.parametrize(("code", "whole"), [(6, True), (29, True), (5, True), (14, True), (9, False), (15, False)])
def test_what_makes_the_whole_community_wait(code: int, whole: bool) -> None:
    end = end_of(CallFailed(f"vk:{code}", code))
    assert isinstance(end, Later)
    assert end.whole is whole


def test_what_never_left_is_tried_again_and_what_did_may_have_arrived() -> None:
    assert isinstance(end_of(CallFailed("unreachable", sent=False)), Later)
    assert end_of(CallFailed("dropped")) == Unknown("dropped")
    assert end_of(CallFailed("vk:15", 15), personal=True) == Unreachable("vk:15")


# --- the judge --------------------------------------------------------------------------------------------------------

GOOD = {"peer_ids": "1", "random_id": 5, "message": "да"}


@pytest.mark.parametrize(
    "change",
    [
        {"random_id": 0},
        {"random_id": 2**31},
        {"message": ""},
        {"message": "я" * 4097},
        {"message": "<b>да</b>"},
        {"message": "да", "format_data": '{"version":1,"items":[{"type":"bold","offset":1,"length":2}]}'},
        {"parse_mode": "HTML"},
        {"peer_ids": ",".join(map(str, range(1, 102)))},
        {"keyboard": keyboard([[Key("да", "v1:a")] * 6])},
        {"keyboard": keyboard([[Key("да", "v1:a")]] * 7)},
        {"keyboard": keyboard([[Key("да", "v" * 300)]])},
        {"keyboard": '{"inline":true,"buttons":[[{"action":{"type":"callback","label":"да"},"color":"blue"}]]}'},
        {"peer_ids": ""},
    ],
)
def test_the_judge_sees_what_vk_would_not_take(change: Json) -> None:
    assert faults([Call("messages.send", GOOD)]) == []
    assert faults([Call("messages.send", {**GOOD, **change})])


def test_the_judge_sees_a_press_answered_twice() -> None:
    answer = Call("messages.sendMessageEventAnswer", {"event_id": "e", "user_id": 1, "peer_id": 1})
    assert faults([answer]) == []
    assert faults([answer, answer])
