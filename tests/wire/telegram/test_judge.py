"""The judge of Telegram calls finds the mistakes it is made for; otherwise its silence would prove nothing."""

import json

import pytest

from tests.support.wire.telegram_conformance import Judge

SAY = {"chat_id": "1", "text": "Ёлка", "parse_mode": "HTML"}


def keyboard(data: str, label: str = "Да") -> str:
    """Return a keyboard with one button."""
    return json.dumps({"inline_keyboard": [[{"text": label, "callback_data": data}]]})


@pytest.mark.parametrize(
    ("method", "fields", "says"),
    [
        ("sendMessage", {**SAY, "colour": "red"}, "unknown field colour"),
        ("sendMessage", {"text": "Ёлка"}, "missing chat_id"),
        ("sendMessage", {**SAY, "reply_markup": '{"inline_keyboard": [[{"text": 1}]]}'}, "reply_markup is none of"),
        ("sendMessage", {**SAY, "text": "<b>Ёлка"}, "<b> is not closed"),
        ("sendMessage", {**SAY, "text": "Ёлка</b>"}, "</b> closes nothing"),
        ("sendMessage", {**SAY, "text": "<p>Ёлка</p>"}, "<p>"),
        ("sendMessage", {**SAY, "text": "Ёлка&nbsp;и"}, "entity Telegram does not know"),
        ("sendMessage", {**SAY, "text": "ё" * 4097}, "4097 characters"),
        ("sendMessage", {**SAY, "text": "🌲" * 2049}, "4098 characters"),
        ("sendMessage", {**SAY, "text": "<b></b>"}, "0 characters"),
        ("sendMessage", {**SAY, "reply_markup": keyboard("ё" * 33)}, "carries 66 bytes"),
        ("sendMessage", {**SAY, "reply_markup": keyboard("v1", " ")}, "a button « »"),
        ("setMyCommands", {"commands": '[{"command": "Меню", "description": "Карта"}]'}, "command"),
    ],
)
def test_what_telegram_refuses_or_shows_wrong_is_found(method: str, fields: dict[str, str], says: str) -> None:
    """Each case breaks one rule."""
    judge = Judge()
    judge.call(method, fields)
    assert any(says in sentence for sentence in judge.verdict()), judge.verdict()


def test_an_edit_that_changes_nothing_is_found() -> None:
    """The emulator does not report it."""
    judge = Judge()
    for method in ("sendMessage", "editMessageText"):
        judge.carried_out(method, SAY, {"message_id": 3})
    assert judge.verdict() == ["editMessageText: nothing changes"]


def test_a_press_answered_twice_or_never_is_found() -> None:
    """In both cases a person sees a button that keeps loading or flickers."""
    judge = Judge()
    judge.pressed.update(["never", "twice", "once"])
    for press in ("twice", "once", "twice"):
        judge.call("answerCallbackQuery", {"callback_query_id": press})
    assert sorted(judge.verdict()) == ["press never answered 0 times", "press twice answered 2 times"]
