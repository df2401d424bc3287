"""For any text, redaction is fast, idempotent and complete."""

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.privacy.plain import CROSSED
from flows.privacy.redaction import joined, redacted

TODAY = date(2026, 11, 20)

HOSTILE = [
    "1 " * 2000,
    "a" * 4000,
    "Иванов " * 570,
    "иван " * 800,
    "ов" * 2000,
    "@" * 4000,
    "a@" * 2000,
    "a." * 2000,
    "пароль " * 570,
    "пароль:" * 570,
    "ул. " * 1000,
    "ул а а " * 570,
    "1-" * 2000,
    "1.1." * 1000,
    "12.11.2026 " * 360,
    "И." * 2000,
    "фио " * 1000,
    "I-ЕА " * 800,
    "код " * 1000,
    "о1" * 2000,
    "\u0306и" * 2000,
    "ﷺ" * 4000,
    "\ud800" * 4000,
    "\n1" * 2000,
    "собака " * 570,
    "живу а " * 570,
    "д 1 " * 1000,
    "Иван Ким " * 440,
    "14 мая " * 570,
    " " * 4000,
    "-" * 4000,
    "1" * 4000,
    "[" * 4000,
    "адрес а, " * 440,
    "Ивановна " * 440,
    "1 тире " * 570,
    "ya.ru " * 660,
    "а-" * 2000,
    "оглы " * 800,
    "логин и пароль и " * 230,
    "1\n" * 2000,
    "а.а. " * 800,
    "İ" * 4000,
    CROSSED * 330,
    "ma!l1 пароль " * 300,
    "пароль а а а а а " * 230,
    "а " * 2000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_slow(text: str) -> None:
    redacted(text, TODAY)
    spent = min(_seconds(text) for _ in range(3))
    assert spent < 0.1, "20 ms on a quiet machine"


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec=None), max_size=80))
def test_any_text_is_answered_and_twice_is_once(text: str) -> None:
    once = redacted(text, TODAY).text
    assert redacted(once, TODAY) == (once, frozenset())


MORE = ("2026", "мая", "пароль", "qwerty1", "дней", "12.11", "ул.", "кв", "код", "I-ЕА", "и", "@", "mail", "О")
PIECES = st.lists(
    st.sampled_from([*"0123456789 -.,:\n/", "Иванов", "Иван", "Ивановна", CROSSED, *MORE]),
    max_size=25,
)


@settings(max_examples=500, deadline=None)
@given(PIECES, PIECES)
def test_two_messages_made_of_secrets_are_crossed_once(first: list[str], second: list[str]) -> None:
    before, text = redacted(" ".join(first), TODAY).text, "".join(second)
    once = redacted(text, TODAY, before).text
    assert redacted(once, TODAY, before) == (once, frozenset())
    draft = joined(before, text, TODAY).text
    assert redacted(draft, TODAY) == (draft, frozenset())


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=11, max_size=11),
    st.lists(st.sampled_from(["", " ", "-", "–", "\n", "\u200b"]), min_size=10, max_size=10),
)
def test_eleven_digits_however_written_are_struck(digits: list[int], between: list[str]) -> None:
    number = "".join(f"{digit}{gap}" for digit, gap in zip(digits, [*between, ""], strict=True))
    left = redacted(f"вот {number} наш", TODAY).text
    assert not re.search(r"\d", left)


def _seconds(text: str) -> float:
    start = time.perf_counter()
    redacted(text, TODAY)
    return time.perf_counter() - start
