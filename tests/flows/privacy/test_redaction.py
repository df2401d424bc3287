"""Redaction leaves ordinary messages unchanged and removes personal data completely."""

import re
from datetime import date
from itertools import pairwise

import pytest

from flows.privacy.plain import CROSSED
from flows.privacy.redaction import joined, redacted
from tests.support.flows.innocent import INNOCENT
from tests.support.flows.secrets import CANARIES, SPLIT

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_parents_say_stays_whole(text: str) -> None:
    assert redacted(text, TODAY) == (text, frozenset())


def test_a_whole_conversation_of_parents_stays_whole() -> None:
    worded = [text for text in INNOCENT if re.search("[а-я]", text)]
    for first, second in pairwise(worded):
        assert redacted(second, TODAY, first) == (second, frozenset())


@pytest.mark.parametrize("line", CANARIES)
def test_a_secret_leaves_no_trace(line: str) -> None:
    text, secrets = line.replace("\\n", "\n").split("|")
    answer = redacted(text, TODAY)
    assert answer.struck
    assert not _left(secrets, answer.text)


@pytest.mark.parametrize("line", CANARIES)
def test_a_secret_inside_a_sentence_leaves_no_trace(line: str) -> None:
    text, secrets = line.replace("\\n", "\n").split("|")
    if text[-1].isdigit() and len(text) < 4:
        pytest.skip("three digits among words are a count")
    answer = redacted(f"добрый день 🙏\nвот, {text}\nчто делать?", TODAY)
    assert not _left(secrets, answer.text)


@pytest.mark.parametrize(("before", "text", "secrets"), SPLIT)
def test_a_secret_in_two_messages_leaves_no_trace(before: str, text: str, secrets: str) -> None:
    first = redacted(before, TODAY).text
    second = redacted(text, TODAY, first)
    assert second.struck
    assert not _left(secrets, second.text)
    assert not _left(secrets, joined(first, text, TODAY).text)


def test_a_joined_draft_keeps_the_harmless_words_of_both_messages() -> None:
    assert joined("статус висит с 12.11.2026", "20 дней уже, у дочки 3Б", TODAY) == (
        "статус висит с 12.11.2026\n20 дней уже, у дочки 3Б",
        frozenset(),
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("снилс 112-233-445 95", {"snils"}),
        ("+7 912 123-45-67", {"phone"}),
        ("паспорт 8705 123456", {"passport"}),
        ("I-ЕА № 123456", {"certificate"}),
        ("ivan@mail.ru", {"email"}),
        ("код 4821", {"code"}),
        ("4276 1234 5678 9010", {"card"}),
        ("14 мая 2016", {"birth"}),
        ("ул. Мира, 5", {"address"}),
        ("пароль qwerty123", {"password"}),
        ("Иванов Иван Иванович", {"name"}),
        ("Иванов Иван, 14.05.2016", {"name", "birth"}),
    ],
)
def test_the_person_can_be_told_what_was_struck(text: str, kinds: set[str]) -> None:
    assert redacted(text, TODAY).struck == kinds


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("20.11.2026", True),
        ("16.10.2025", True),  # 400 days ago
        ("15.10.2025", False),  # 401
        ("19.01.2027", True),  # in 60 days
        ("20.01.2027", False),  # in 61
        ("12 ноября 2026", True),
        ("31.02.2026", False),  # no such day, so some other number
    ],
)
def test_a_date_near_today_is_kept_and_a_birthday_is_not(typed: str, kept: bool) -> None:
    assert (CROSSED not in redacted(f"это было {typed} вроде", TODAY).text) is kept


def test_the_rest_of_the_text_stays_as_typed() -> None:
    text = "Ёлки… № ① ﬁ　снилс 112-233-445 95, й́  «ё»\r\nда"
    assert redacted(text, TODAY).text == text.replace("112-233-445 95", CROSSED)


def _left(secrets: str, text: str) -> list[str]:
    return [secret for secret in secrets.split(" ") if secret.replace("\u00a0", " ").lower() in text.lower()]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1599 руб", True),
        ("заплатила 1599 рублей за подписку", True),
        ("8-800 какой телефон горячей линии", True),
        ("123456 руб", False),
        ("1234 567890 руб", False),
        ("8-800-100-70-10", False),
        ("8800", False),
    ],
)
def test_a_sum_and_the_beginning_of_a_hotline_are_not_personal(typed: str, kept: bool) -> None:
    assert (redacted(typed, TODAY).text == typed) is kept
