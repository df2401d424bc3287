"""Invitation codes in typed text are recognised in any position and never redacted as personal numbers."""

from datetime import date
from random import Random
from unittest.mock import patch

import pytest

from flows.privacy.codes import alone, codes
from flows.privacy.redaction import joined, redacted
from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from storage.sqlite.people.new_codes import new_code

TODAY = date(2026, 11, 16)
CHANCE = Random(7)
with patch("storage.sqlite.people.new_codes.secrets.choice", CHANCE.choice):
    MADE = [new_code() for _ in range(500)]  #: made as the program makes them, the same in every run
#: Codes that were once damaged: digits in a row, digits before the hyphen, a likeness to a certificate number
HARD = [
    "73d-8283kf",
    "234-56789b",
    "483-5kpzws",
    "248-dhkqn9",
    "k7x-bcdfgh",
    "kbx-bcdfg4",
    "xyr-38894b",
    "bc5-23565x",
    "999-99999z",
]
SENTENCES = [
    "{}", " {}\n", "«{}»", "{}.", "код {}", "Код: {}", "вот код {}", "мой код {} пожалуйста", "код {} не подходит",
    "Ваш новый код: {}. Пришлите его боту", "Код класса 3Б — {}, пришлите до 20.11", "семья 7: {}", "7 {}", "{0}\n{0}",
    "https://t.me/provodnik_bot?start={}", "https://vk.me/club1?ref={}", "vk.com/write-1?ref={}&ref_source=chat",
]  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_code_is_found_wherever_it_stands(sentence: str) -> None:
    """Including codes whose only digit is before the hyphen, one of twelve."""
    assert [code for code in (*MADE, *HARD) if codes(sentence.format(code)) != (code,)] == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_code_is_crossed_out(sentence: str) -> None:
    """One of twenty was: then texts of teachers and answers of schools lost their digits."""
    assert [code for code in (*MADE, *HARD) if redacted(sentence.format(code), TODAY).struck] == []


def test_no_code_is_crossed_out_in_the_next_message_of_a_question() -> None:
    spoiled = [code for code in (*MADE, *HARD) if code not in joined("Мой номер в списке 7", code, TODAY).text]
    assert spoiled == []


@pytest.mark.parametrize(
    "text",
    ["k7x-49fq2m", "K7X-49FQ2M", "K7x-49fq2m", "k7x–49fq2m", "k7x—49fq2m", "k7x‑49fq2m", "k7x − 49fq2m", "k7x -49fq2m"],
)  # fmt: skip
def test_a_code_as_phones_write_it(text: str) -> None:
    assert codes(text) == ("k7x-49fq2m",)
    assert alone(text)
    assert READERS["code"].reads(ReaderInput(text, TODAY)) == {"code": "k7x-49fq2m"}


def test_of_a_link_only_what_it_brings() -> None:
    assert codes("https://t.me/demo-3b?start=k7x-49fq2m") == ("k7x-49fq2m",)


def test_two_codes_are_two() -> None:
    assert codes("семья 7: k7x-49fq2m, семья 8: b2c-d3f4gh") == ("k7x-49fq2m", "b2c-d3f4gh")
    assert READERS["code"].reads(ReaderInput("k7x-49fq2m b2c-d3f4gh", TODAY)) is None


@pytest.mark.parametrize(
    "text", ["«k7x-49fq2m»", "Demo-3b", "https://t.me/provodnik_bot?start=k7x-49fq2m", "234-56789b."]
)
def test_a_code_alone(text: str) -> None:
    assert alone(text)


@pytest.mark.parametrize(
    "text",
    ["k7x49fq2m", "K7X49FQ2M", "k7x 49fq2m", "к7х49fq2м", "k7x\u00ad49fq2m", "k7x\u200b49fq2m", "мой код k7x49fq2m.",
     "вот: k7x 49fq2m, семья 7"],
)  # fmt: skip
def test_a_code_copied_from_paper_without_its_hyphen(text: str) -> None:
    """Wherever nine signs of its alphabet stand alone, also as the first message of a chat."""
    assert codes(text) == ("k7x-49fq2m",)


@pytest.mark.parametrize("text", ["код k7x-49fq2m", "k7x-49fq2m спасибо", "k7x-49fq2m b2c-d3f4gh", ""])
def test_not_alone(text: str) -> None:
    assert not alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "123-456789", "234-567 89", "abc-defghi", "k7x49fq2", "k7x49fq2mz", "234567892",
        "iphone13x", "k7x-49fq2", "k7x-49fq2mz", "ak7x-49fq2m", "к7х-49фк2м",
        "k7x-49fq2m-1", "что-нибудь 234 и abcdef", "3-4 дня", "—", "",
    ],
)  # fmt: skip
def test_no_code(text: str) -> None:
    assert codes(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "234-567-890 12",
        "89120345678",
        "код 2345",
        "k7x-123456",
        "пароль k7x-49fq2m",
        "II-ЕА 234567",
        "VKM-234567",
        "7 XT-287522",
    ],
)
def test_what_is_no_code_of_ours_is_crossed_out_as_before(text: str) -> None:
    assert redacted(text, TODAY).struck


@pytest.mark.parametrize("text", ["k7x49fq2m", "K7X 49FQ2M", "k7x 49 fq2m", "к7х-49fq2м", "К7Х–49fq2М", "«k7x49fq2m»"])
def test_a_code_from_paper_is_read_where_it_is_asked_for(text: str) -> None:
    """Without its hyphen, or with Russian letters that look the same."""
    assert READERS["code"].reads(ReaderInput(text, TODAY)) == {"code": "k7x-49fq2m"}


@pytest.mark.parametrize("text", ["112233445", "спасибо", "к7х-49ф", "qwerty123", "1234-5678 9b"])
def test_what_is_no_code_is_not_made_one(text: str) -> None:
    assert READERS["code"].reads(ReaderInput(text, TODAY)) in (None, {"code": text})


@pytest.mark.parametrize("text", ["web-design 5 класс", "5 web-design", "123-456789 а", "a 123-456789"])
def test_what_stands_beside_makes_no_code(text: str) -> None:
    assert codes(text) == ()
