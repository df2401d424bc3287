"""A text in any spelling is read as plain Russian."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text.normal import typed_plainly
from tests.support.flows.typed_texts import MESSAGES
from tests.support.shipped import CLASSIFIER


def test_a_text_typed_plainly_is_heard_by_its_normal_form(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = [text + more for text in MESSAGES for more in ("", "ёёё!!!", " x", "\u0301")]
    assert {typed_plainly(text) for text in typed} == {True, False}
    quick = [CLASSIFIER.tongue.plain(text) for text in typed]
    monkeypatch.setattr("flows.nlu.russian.typed_plainly", lambda _: False)
    assert quick == [CLASSIFIER.tongue.plain(text) for text in typed]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("rfr djqnb d lytdybr", "как войти в дневник"),
        ("DANNYE VVEDENY VRUCHNUYU", "данные введены вручную"),
        ("cнилс нe нaйден", "снилс не найден"),  # Latin c, e and a
        ("данныевведенывручную", "данные введены вручную"),
        ("новая карточка moyu dochku", "новая карточка мою дочку"),
        ("снииилс на првоерке!!! 😩", "снилс на проверке"),
        ("вход через vk id", "вход через вк ид"),
    ],
)
def test_however_it_is_typed_it_is_plain_russian(typed: str, plain: str) -> None:
    assert CLASSIFIER.tongue.plain(typed) == plain


@given(st.text(max_size=500))
def test_any_text_has_plain_words(text: str) -> None:
    assert CLASSIFIER.tongue.plain(text) == " ".join(CLASSIFIER.tongue.plain(text).split())
