"""Days and moments are read from typed text."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.days import FARTHEST, coming_day, coming_moment, past_day
from flows.reading.reader import ReaderInput
from tests.support.flows.strange_texts import SIGNS

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
        ("20 ноября", None),  # the day after tomorrow: a typing error, since nobody has waited for a year
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
        ("сегодня в 18 00", "2026-11-18T18:00"),
        ("завтра в 18ч", "2026-11-19T18:00"),
        ("18:00", "2026-11-18T18:00"),
        ("в 18", "2026-11-18T18:00"),
        ("в 7 вечера", "2026-11-18T19:00"),
        ("в пятницу 20.11 в 9", "2026-11-20T09:00"),
    ],
)
def test_a_moment_to_come_is_read(text: str, at: str) -> None:
    assert coming_moment(ReaderInput(text, TODAY)) == {"at": at}


@pytest.mark.parametrize(
    "text",
    ["", "завтра", "9", "12.11", "в пятницу 20.11", "завтра в 25:99", "завтра в 24:00", "завтра в 9:60", "31.02 в 10",
     "32.12 в 10", "вчера в 9", "12.03 в 10", "завтра в 999999999999"],
)  # fmt: skip
def test_no_other_moment_is(text: str) -> None:
    assert coming_moment(ReaderInput(text, TODAY)) is None


@given(SIGNS | st.from_regex(r"\A(завтра|сегодня|\d{1,2}\.\d{1,2}) в \d{1,2}([:.]\d{2})?\Z"))
def test_a_moment_is_within_two_months(text: str) -> None:
    told = coming_moment(ReaderInput(text, TODAY))
    if told:
        day = datetime.fromisoformat(told["at"]).date()
        assert TODAY <= day <= TODAY + timedelta(days=FARTHEST)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("до 30 числа", date(2026, 11, 30)),
        ("до 5-го", date(2026, 12, 5)),
        ("31 числа", date(2026, 12, 31)),
        ("в следующую пятницу", date(2026, 11, 27)),
        ("в следующий понедельник", date(2026, 11, 23)),
        ("15 октября", date(2027, 10, 15)),
        ("15 ноября", None),  # three days ago: nobody means next year
        ("15 ноября 2027", date(2027, 11, 15)),
    ],
)
def test_a_coming_day_is_read_as_it_is_said(text: str, day: date | None) -> None:
    assert coming_day(ReaderInput(text, TODAY)) == (day and {"last_day": day.isoformat()})


@pytest.mark.parametrize(("today", "day"), [(date(2028, 2, 20), "2028-02-29"), (date(2028, 2, 29), "2028-02-29")])
def test_the_day_of_a_leap_year_is_read(today: date, day: str) -> None:
    """A year without that day must not hide the one that has it."""
    assert coming_day(ReaderInput("29.02", today)) == {"last_day": day}


@pytest.mark.parametrize("text", ["12.11", "12,11", "12-11", "12/11", "отправила 12,11"])
def test_a_past_day_has_any_separator(text: str) -> None:
    assert past_day(ReaderInput(text, TODAY)) == {"sent_on": "2026-11-12"}
