"""What a screen reads from typed text: days that have passed, and days to come."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.readers import Read, coming_day, past_day

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
        ("20 ноября", date(2025, 11, 20)),
        ("давно", None),
        ("32 числа", None),
        ("0 числа", None),
        ("завтра", None),
        ("20 месяцев назад", None),
        ("", None),
    ],
)
def test_a_day_is_read(text: str, day: date | None) -> None:
    assert past_day(Read(text, TODAY)) == (day and {"sent_on": day.isoformat()})


@given(st.text(max_size=60) | st.text("0123456789 числамесяцнеделюдняй.-", max_size=30))
def test_no_day_is_in_the_future(text: str) -> None:
    read = past_day(Read(text, TODAY))
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
    assert coming_day(Read(text, TODAY)) == {"last_day": day.isoformat()}


@pytest.mark.parametrize("text", ["когда-нибудь", "32.12", "12.12.2025", "12.12.2029", "две недели назад", ""])
def test_no_other_day_is(text: str) -> None:
    assert coming_day(Read(text, TODAY)) is None
