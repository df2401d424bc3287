"""What a screen reads from typed text: days that have passed, and days to come, numbers, moments."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.days import FARTHEST, coming_day, coming_moment, past_day
from flows.reading.drafts import LETTER_LIMIT, letter
from flows.reading.families import (
    LONGEST_WAIT,
    MOST_FAMILIES,
    class_name,
    count,
    days_over,
    family,
    family_numbers,
    number,
)
from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from flows.values import segments

TODAY = date(2026, 11, 18)  #: a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("сегодня", date(2026, 11, 18)),
        ("вчера вечером", date(2026, 11, 17)),
        ("позавчера", date(2026, 11, 16)),
        ("в понедельник", date(2026, 11, 16)),
        ("в пятницу", date(2026, 11, 13)),
        ("прошлый понедельник", date(2026, 11, 9)),
        ("в прошлую пятницу", date(2026, 11, 13)),
        ("10 числа", date(2026, 11, 10)),
        ("числа 10", date(2026, 11, 10)),
        ("10-го числа", date(2026, 11, 10)),
        ("20 числа", date(2026, 10, 20)),
        ("31 числа", date(2026, 10, 31)),
        ("5 дней назад", date(2026, 11, 13)),
        ("три дня назад", date(2026, 11, 15)),
        ("пару дней назад", date(2026, 11, 16)),
        ("уже неделю", date(2026, 11, 11)),
        ("неделю назад", date(2026, 11, 11)),
        ("две недели назад", date(2026, 11, 4)),
        ("полторы недели назад", date(2026, 11, 8)),
        ("месяц назад", date(2026, 10, 19)),
        ("два месяца назад", date(2026, 9, 19)),
        ("12.11", date(2026, 11, 12)),
        ("12 ноября", date(2026, 11, 12)),
        ("12ноября", date(2026, 11, 12)),
        ("12-го ноября", date(2026, 11, 12)),
        ("12 нояб.", date(2026, 11, 12)),
        ("12.11.2025г.", date(2025, 11, 12)),
        ("2026-11-12", date(2026, 11, 12)),
        ("5-го", date(2026, 11, 5)),
        ("недели две назад", date(2026, 11, 4)),
        ("дней 10 назад", date(2026, 11, 8)),
        ("20 декабря", date(2025, 12, 20)),
        ("20 ноября", None),  # the day after tomorrow: a slip of the finger, and no year has been waited for
        ("19.11", None),
        ("20 ноября 2025", date(2025, 11, 20)),
        ("давно", None),
        ("32 числа", None),
        ("0 числа", None),
        ("завтра", None),
        ("20 месяцев назад", None),
        ("", None),
    ],
)
def test_a_day_is_read(text: str, day: date | None) -> None:
    assert past_day(ReaderInput(text, TODAY)) == (day and {"sent_on": day.isoformat()})


@given(st.text(max_size=60) | st.text("0123456789 числамесяцнеделюдняй.-", max_size=30))
def test_no_day_is_in_the_future(text: str) -> None:
    read = past_day(ReaderInput(text, TODAY))
    assert read is None or date.fromisoformat(read["sent_on"]) <= TODAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("сегодня", date(2026, 11, 18)),
        ("до завтра", date(2026, 11, 19)),
        ("послезавтра", date(2026, 11, 20)),
        ("до пятницы", date(2026, 11, 20)),
        ("в среду", date(2026, 11, 18)),
        ("во вторник", date(2026, 11, 24)),
        ("через неделю", date(2026, 11, 25)),
        ("через две недели", date(2026, 12, 2)),
        ("через 10 дней", date(2026, 11, 28)),
        ("12.12", date(2026, 12, 12)),
        ("12 декабря", date(2026, 12, 12)),
        ("15.01", date(2027, 1, 15)),
        ("12.12.2026", date(2026, 12, 12)),
    ],
)
def test_a_day_to_come_is_read(text: str, day: date) -> None:
    assert coming_day(ReaderInput(text, TODAY)) == {"last_day": day.isoformat()}


@pytest.mark.parametrize("text", ["когда-нибудь", "32.12", "12.12.2025", "12.12.2029", "две недели назад", ""])
def test_no_other_day_is(text: str) -> None:
    assert coming_day(ReaderInput(text, TODAY)) is None


#: What people type, what slips of the finger make of it, and what somebody types who wants to break it
SIGNS = st.text(max_size=60) | st.text("0123456789 -–—.,;:№²٣①вчасднейяиз\u200f\u202e🐤", max_size=40)
HUGE = st.sampled_from(
    ["9" * 5000, "1-" + "9" * 5000, "1-99999 " * 500, "7," * 5000, "🐤" * 5000, "завтра в " + "9" * 5000]
)


@pytest.mark.parametrize("name", READERS)
@given(SIGNS | HUGE)
def test_no_text_is_too_strange_to_be_read(name: str, text: str) -> None:
    """A reader tells its words, or that this is no answer: it never fails."""
    reader = READERS[name]
    told = reader.reads(ReaderInput(text, TODAY))
    assert told is None or set(told) == set(reader.tells)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3", "3"),
        ("3, 7 и 10-12", "3,7,10,11,12"),
        ("3; 7.", "3,7"),
        ("семьи № 3, № 7", "3,7"),
        ("номера 10 – 12", "10,11,12"),
        ("12, 3, 3", "3,12"),
        ("1-60", ",".join(map(str, range(1, 61)))),
        ("5-5", "5"),
    ],
)
def test_numbers_of_families_are_read(text: str, numbers: str) -> None:
    assert family_numbers(ReaderInput(text, TODAY)) == {"segment": f"numbers:{numbers}"}


@pytest.mark.parametrize(
    "text",
    ["", "0", "61", "1-61", "1-1000000", "12-10", "-3", "3-", "3-4-5", "3 и кто-то ещё", "всем", "99999999999", "3²"],
)
def test_no_other_numbers_are(text: str) -> None:
    assert family_numbers(ReaderInput(text, TODAY)) is None


@given(SIGNS)
def test_numbers_of_families_are_of_a_paper_list(text: str) -> None:
    told = family_numbers(ReaderInput(text, TODAY))
    if told:
        found = segments.read(told["segment"])
        assert found is not None
        assert found.numbers
        assert set(found.numbers) <= set(range(1, MOST_FAMILIES + 1))


@given(st.sets(st.integers(1, MOST_FAMILIES), min_size=1), st.sampled_from([", ", " ", "; ", " и ", ","]))
def test_every_list_of_numbers_is_read_as_it_is(numbers: set[int], between: str) -> None:
    told = family_numbers(ReaderInput(between.join(map(str, numbers)), TODAY))
    assert told == {"segment": segments.spelt(segments.Segment("numbers", numbers=tuple(sorted(numbers))))}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7", 7),
        ("дольше 7 дней", 7),
        ("больше 10 рабочих дней", 10),
        ("1 день", 1),
        ("2 дня", 2),
        ("60", 60),
        (" 5 ", 5),
    ],
)
def test_how_long_is_long_is_read(text: str, days: int) -> None:
    assert days_over(ReaderInput(text, TODAY)) == {"segment": f"waiting:{days}"}


@pytest.mark.parametrize("text", ["", "0", "61", "999999999999", "-5", "5-7", "неделю", "7 недель", "1.5", "5 5"])
def test_no_other_length_is(text: str) -> None:
    assert days_over(ReaderInput(text, TODAY)) is None


@given(SIGNS)
def test_a_long_wait_is_within_two_terms(text: str) -> None:
    told = days_over(ReaderInput(text, TODAY))
    if told:
        found = segments.read(told["segment"])
        assert found is not None
        assert 1 <= found.days <= LONGEST_WAIT


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("завтра в 9", "2026-11-19T09:00"),
        ("сегодня в 18:30", "2026-11-18T18:30"),
        ("25.11 в 13.05", "2026-11-25T13:05"),
        ("в пятницу в 8 часов", "2026-11-20T08:00"),
        ("12 декабря в 00:00", "2026-12-12T00:00"),
        ("послезавтра, 10:15", "2026-11-20T10:15"),
        ("завтра в 9 утра", "2026-11-19T09:00"),
        ("завтра в 7 вечера", "2026-11-19T19:00"),
        ("завтра в 12 дня", "2026-11-19T12:00"),
        ("завтра в 18-30", "2026-11-19T18:30"),
        ("завтра в 6 часов вечера.", "2026-11-19T18:00"),
        ("25-го в 9", "2026-11-25T09:00"),
    ],
)
def test_a_moment_to_come_is_read(text: str, at: str) -> None:
    assert coming_moment(ReaderInput(text, TODAY)) == {"at": at}


@pytest.mark.parametrize(
    "text",
    ["", "завтра", "в 9", "завтра в 25:99", "завтра в 24:00", "завтра в 9:60", "31.02 в 10", "32.12 в 10", "вчера в 9",
     "12.03 в 10", "завтра в 999999999999"],
)  # fmt: skip
def test_no_other_moment_is(text: str) -> None:
    assert coming_moment(ReaderInput(text, TODAY)) is None


@given(SIGNS | st.from_regex(r"\A(завтра|сегодня|\d{1,2}\.\d{1,2}) в \d{1,2}([:.]\d{2})?\Z"))
def test_a_moment_is_within_two_months(text: str) -> None:
    told = coming_moment(ReaderInput(text, TODAY))
    if told:
        day = datetime.fromisoformat(told["at"]).date()
        assert TODAY <= day <= TODAY + timedelta(days=FARTHEST)


@given(SIGNS)
def test_a_number_is_of_a_paper_list(text: str) -> None:
    for read, word in ((count, "count"), (family, "family"), (number, "number")):
        told = read(ReaderInput(text, TODAY))
        assert told is None or 1 <= int(told[word]) <= MOST_FAMILIES


@pytest.mark.parametrize("text", ["а" * (LETTER_LIMIT + 1), "🐤" * 5000, "\ud83d"])
def test_the_signs_of_a_letter_are_counted_as_the_stricter_messenger_does(text: str) -> None:
    told = letter(ReaderInput(text, TODAY))
    assert told is not None
    assert int(told["signs"]) == sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)


@pytest.mark.parametrize(
    "text",
    [
        "3б", "3 Б", "3-Б", "3—Б", "3«Б»", "3 “Б”", "3Б.", "3б класс", "класс 3Б", "в 3Б классе", "3-й Б", "3 класс Б",
        "03б",
    ],
)  # fmt: skip
def test_a_class_is_read(text: str) -> None:
    assert class_name(ReaderInput(text, TODAY)) == {"class_name": "3Б"}


def test_every_class_is_read_as_it_is_called() -> None:
    names = [f"{grade}{letter}" for grade in range(1, 12) for letter in "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"]
    assert [name for name in names if class_name(ReaderInput(name.lower(), TODAY)) != {"class_name": name}] == []


@pytest.mark.parametrize("text", ["12Б", "0А", "3", "Б3", "3БВ", "3Z", "1а, 3б", "класс", ""])
def test_no_other_class_is(text: str) -> None:
    assert class_name(ReaderInput(text, TODAY)) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("до 30 числа", date(2026, 11, 30)),
        ("до 5-го", date(2026, 12, 5)),
        ("31 числа", date(2026, 12, 31)),
        ("в следующую пятницу", date(2026, 11, 27)),
        ("в следующий понедельник", date(2026, 11, 23)),
        ("15 октября", date(2027, 10, 15)),
        ("15 ноября", None),  # three days ago: nobody means the year after
        ("15 ноября 2027", date(2027, 11, 15)),
    ],
)
def test_a_coming_day_is_read_as_it_is_said(text: str, day: date | None) -> None:
    assert coming_day(ReaderInput(text, TODAY)) == (day and {"last_day": day.isoformat()})
