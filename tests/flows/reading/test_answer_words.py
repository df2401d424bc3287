"""Words that answer a question: about kinship, consent, a finished step, yes and no."""

import pytest

from flows.reading.answers import pressed
from flows.reading.screen_labels import Shown
from tests.support.flows.shown import CONSENT, STEPS, WHO


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("мама", "dont_know"),  # either parent could have added the card
        ("папа", "dont_know"),
        ("бабушка", "not_parent"),
        ("я опекун", "not_parent"),
        ("да", "creator"),
        ("я добавляла", "creator"),
        ("муж", "second"),
        ("бабушка в деревне", None),
    ],
)
def test_kin_is_told(text: str, key: str | None) -> None:
    assert pressed(text, WHO) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("да", "agree"),
        ("даю", "agree"),
        ("Согласна.", "agree"),
        ("согласен", "agree"),
        ("даю согласие", "agree"),
        ("нет", "refuse"),
        ("не даю", "refuse"),
        ("не согласна", "refuse"),
        ("несогласен", "refuse"),
        ("хорошо", None),
        ("ок", None),
        ("👍", None),
        ("+", None),
        ("согласна?", None),
        ("сагласна", None),
        ("соглосна", None),
        ("да а что хранится", None),
        ("не знаю", None),
    ],
)
def test_a_consent_is_said_in_so_many_words(text: str, key: str | None) -> None:
    assert pressed(text, CONSENT) == key


@pytest.mark.parametrize("screen", ["opened", "ready", "done"])
@pytest.mark.parametrize("text", ["готово", "дальше", "сделала", "далее", "ок"])
def test_a_step_is_done_in_any_of_its_words(text: str, screen: str) -> None:
    assert pressed(text, STEPS[screen]) == screen


@pytest.mark.parametrize(("text", "screen"), [("открыла", "opened"), ("сверила", "ready"), ("сохранила", "done"),
                                              ("пропустить", "skip"), ("дальше", "skip")])  # fmt: skip
def test_a_step_is_done_in_its_own_word(text: str, screen: str) -> None:
    assert pressed(text, STEPS[screen]) == screen


def test_whether_it_is_so_is_answered_with_yes_or_no() -> None:
    switch = [Shown("off_now", "Выключилось"), Shown("still_on", "Ещё нет")]
    assert [pressed(text, switch) for text in ("да", "нет", "ещё нет")] == ["off_now", "still_on", "still_on"]
    assert pressed("да", switch[:1]) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [("кнопку вижу", "visible"), ("кнопки нет", "missing"), ("да", "visible"), ("нет", "missing"), ("кнопка", None)],
)
def test_a_label_is_understood_without_its_yes_or_no(text: str, key: str | None) -> None:
    assert pressed(text, [Shown("visible", "Да, кнопку вижу"), Shown("missing", "Нет, кнопки нет")]) == key
