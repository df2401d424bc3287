"""Arithmetic of working days, school holidays and quiet hours; the comment of a row shows its calculation."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.values.calendar import FIXED_HOLIDAYS, Calendar, Span, Unit
from tests.support.flows.calendars import CALENDAR, VLADIVOSTOK, at, told

FIVE = Span(5, Unit.working_days)


# --- Working days -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "span", "then"),
    [
        ("2026-11-21T23:50", "15 minutes", "2026-11-22T00:05"),  # 23:50 + 0:15
        ("2026-11-21T12:00", "36 hours", "2026-11-23T00:00"),  # 12:00 + 24 + 12
        ("2026-11-21T09:30", "5 days", "2026-11-26T09:30"),  # 21 + 5, the weekend counts
        ("2026-12-10T09:30", "30 days", "2027-01-09T09:30"),  # 31 − 10 = 21 left, then 9
        ("2026-11-24T10:15", "5 working_days", "2026-12-01T10:15"),  # Tue: ср25 чт26 пт27 пн30 вт1
        ("2026-11-20T18:00", "1 working_day", "2026-11-23T18:00"),  # Fri: сб вс skipped, пн23
        ("2026-11-21T18:00", "1 working_day", "2026-11-23T18:00"),  # Sat: counted from the next day too
        ("2026-11-03T08:00", "2 working_days", "2026-11-06T08:00"),  # Tue: ср4 праздник, чт5 пт6
        ("2026-05-07T08:00", "2 working_days", "2026-05-12T08:00"),  # Thu: пт8, сб9 вс10 пн11 (за 9 мая), вт12
        ("2026-12-28T12:00", "5 working_days", "2027-01-13T12:00"),  # Mon: вт29 ср30, 31–10 отдых, пн11 вт12 ср13
        ("2026-12-30T12:00", "1 working_day", "2027-01-11T12:00"),  # Wed: 31 December is a moved day off, then holidays
        ("2027-02-18T12:00", "3 working_days", "2027-02-24T12:00"),  # Thu: пт19, сб20 рабочая, вс21 пн22 вт23, ср24
        ("2027-11-03T12:00", "1 working_day", "2027-11-08T12:00"),  # Wed: чт4, пт5 (за 2 января), сб вс, пн8
    ],
)
def test_a_term_falls_due(now: str, span: str, then: str) -> None:
    assert CALENDAR.due(at(now), Span.parse(span)) == at(then)


def test_days_are_counted_where_the_school_is() -> None:
    sunday_in_utc = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # Monday 01:30 in Moscow (+3), so a day later: Tuesday
    assert CALENDAR.due(sunday_in_utc, Span(1, Unit.working_days)) == at("2026-11-24T01:30")


def test_a_day_keeps_its_hour_and_an_hour_its_length_when_clocks_change() -> None:
    # Russia has no summer time; the arithmetic does not depend on that. Berlin, the night of 25.10.2026, is 25 hours.
    berlin = ZoneInfo("Europe/Berlin")
    abroad, evening = replace(CALENDAR, zone=berlin), at("2026-10-24T20:00", berlin)
    assert abroad.due(evening, Span(1, Unit.days)).isoformat() == "2026-10-25T20:00:00+01:00"
    assert abroad.due(evening, Span(24, Unit.hours)).isoformat() == "2026-10-25T19:00:00+01:00"


@pytest.mark.parametrize("year", [2026, 2027])
def test_moscow_keeps_one_offset_all_year(year: int) -> None:
    midnights = (at(f"{year}-01-01T00:00") + timedelta(days=number) for number in range(365))
    assert {midnight.utcoffset() for midnight in midnights} == {timedelta(hours=3)}


@pytest.mark.parametrize(
    ("told_day", "span", "then"),
    [
        ("2026-11-24", "5 working_days", "2026-12-01"),  # вт: ср чт пт пн вт
        ("2026-11-24", "30 days", "2026-12-24"),  # 24 + 30 − 30 of November
        ("2026-11-24", "15 minutes", "2026-11-24"),  # from midnight: the same day
        ("2026-11-24", "36 hours", "2026-11-25"),  # from midnight: noon of the next
    ],
)
def test_a_term_is_counted_from_a_told_date(told_day: str, span: str, then: str) -> None:
    assert CALENDAR.since(date.fromisoformat(told_day), Span.parse(span)) == date.fromisoformat(then)


@pytest.mark.parametrize(
    ("start", "today", "working"),
    [
        ("2026-11-24", "2026-11-24", 0),  # started today: no working day has passed
        ("2026-11-24", "2026-11-25", 1),  # ср
        ("2026-11-24", "2026-12-01", 5),  # ср чт пт пн вт: time for the follow-up
        ("2026-11-20", "2026-11-22", 0),  # пт to вс: only the weekend
        ("2026-12-28", "2027-01-11", 3),  # вт29 ср30 пн11
        ("2026-11-01", "2026-12-01", 21),  # 20 of November (2–30 less 4.11), вт1
        ("2026-11-24", "2026-11-23", 0),  # a date in the future
    ],
)
def test_the_working_days_of_a_check_are_counted(start: str, today: str, working: int) -> None:
    assert worked(CALENDAR, date.fromisoformat(start), date.fromisoformat(today)) == working


def worked(calendar: Calendar, start: date, today: date) -> int:
    """Count the working days after `start` up to `today` itself: 0 on the day of the start."""
    return sum(calendar.is_working(start + timedelta(days=number)) for number in range(1, (today - start).days + 1))


@pytest.mark.parametrize(
    ("year", "months"),
    [
        # производственный календарь, пятидневка                            сумма
        (2026, (15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22)),  # 55 + 62 + 66 + 64 = 247
        (2027, (15, 19, 22, 22, 19, 21, 22, 22, 22, 21, 20, 22)),  # 56 + 62 + 66 + 63 = 247
    ],
)
def test_a_year_has_as_many_working_days_as_the_production_calendar_says(year: int, months: tuple[int, ...]) -> None:
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    worked = [day.month for day in days if CALENDAR.is_working(day)]
    assert tuple(map(worked.count, range(1, 13))) == months


# --- A year without calendar data ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2029, 1, 8), False),  # пн, ст. 112
        (date(2029, 1, 9), True),  # вт, a moved day off is unknown
        (date(2029, 2, 23), False),  # пт
        (date(2029, 3, 8), False),  # чт
        (date(2029, 6, 9), False),  # сб
        (date(2029, 11, 5), True),  # пн after вс 4 ноября: not moved without data
    ],
)
def test_a_year_without_data_has_weekends_and_fixed_holidays(day: date, works: bool) -> None:
    assert CALENDAR.is_working(day) is works


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2027, 10, 31), []),  # the calendar of 2028 is not published yet
        (date(2027, 11, 1), [2028]),  # from November on, the next year is needed
        (date(2028, 3, 1), [2028]),  # this year
        (date(2028, 12, 31), [2028, 2029]),  # both
    ],
)
def test_missing_years_are_named(today: date, missing: list[int]) -> None:
    assert CALENDAR.missing_years(today) == missing


# --- School -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2026, 10, 23), False),  # пт before the autumn holidays
        (date(2026, 10, 26), True),  # their first day
        (date(2026, 11, 3), True),  # their last
        (date(2026, 11, 4), True),  # a public holiday
        (date(2026, 11, 5), False),  # чт
        (date(2026, 11, 21), True),  # сб
        (date(2027, 2, 20), False),  # a working Saturday
    ],
)
def test_school_is_off(day: date, off: bool) -> None:
    assert CALENDAR.is_school_off(day) is off


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-11-24T07:59", "2026-11-24T08:00"),  # a school day, before eight
        ("2026-11-24T08:00", "2026-11-24T08:00"),  # exactly at eight
        ("2026-11-24T08:01", "2026-11-25T08:00"),  # too late for today
        ("2026-11-20T15:00", "2026-11-23T08:00"),  # пт: пн
        ("2026-10-23T15:00", "2026-11-05T08:00"),  # пт: holidays 26.10–3.11, ср 4.11, чт
        ("2026-12-30T15:00", "2027-01-11T08:00"),  # ср: holidays to вс 10.01, пн
        ("2027-05-26T15:00", "2027-09-01T08:00"),  # ср: the summer
    ],
)
def test_the_next_school_morning(moment: str, morning: str) -> None:
    assert CALENDAR.next_school_morning(at(moment)) == at(morning)


# --- Quiet hours ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "last_notice"),
    [
        ("2026-11-21T20:59:59", "2026-11-21T20:59:59"),  # the last second
        ("2026-11-21T21:00", "2026-11-22T08:00"),  # quiet begins
        ("2026-11-21T23:59", "2026-11-22T08:00"),  # before midnight: the next date
        ("2026-11-22T00:00", "2026-11-22T08:00"),  # after midnight: the same date
        ("2026-11-22T07:59:59", "2026-11-22T08:00"),  # the last quiet second
        ("2026-11-22T08:00", "2026-11-22T08:00"),  # quiet is over
        ("2026-12-31T21:30", "2027-01-01T08:00"),  # across the year
    ],
)
def test_a_reminder_waits_for_the_morning(moment: str, last_notice: str) -> None:
    assert CALENDAR.polite(at(moment)) == at(last_notice)


def test_quiet_hours_are_those_of_the_school() -> None:
    noon = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)  # 14:30 in Moscow (+3), 21:30 in Vladivostok (+10)
    far = replace(CALENDAR, zone=VLADIVOSTOK)
    assert not CALENDAR.is_quiet(noon)
    assert far.is_quiet(noon)
    assert far.polite(noon) == at("2026-11-25T08:00", VLADIVOSTOK)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 24, 10)  # noqa: DTZ001 the mistake under test
    with pytest.raises(ValueError, match="нет часового пояса"):
        CALENDAR.due(naive, FIVE)
    for ask in (CALENDAR.is_quiet, CALENDAR.polite, CALENDAR.next_school_morning):
        with pytest.raises(ValueError, match="нет часового пояса"):
            ask(naive)


# --- The file ---------------------------------------------------------------------------------------------------------


def test_a_school_may_have_its_own_zone_and_holidays() -> None:
    holidays = {"periods": [{"name": "Каникулы у Ёлкиной 🎄", "first": "2026-11-23", "last": "2026-11-24"}]}
    own = Calendar.of({**told(), "zone": "Asia/Vladivostok", "school_holidays": holidays})
    assert (own.zone, own.days_off) == (VLADIVOSTOK, CALENDAR.days_off)
    assert own.is_school_off(date(2026, 11, 24))
    assert not own.is_school_off(date(2026, 10, 26))


BACKWARDS = {"periods": [{"name": "Зимние", "first": "2027-01-10", "last": "2026-12-31"}]}


def filled(**days: list[str]) -> dict[str, object]:
    return {"years": {"2026": {"source": "образец", "checked_on": "2026-11-21", "days_off": [], **days}}}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "не читается, проверьте его ключи"),
        (filled(holidays=["2026-01-01"]), "не читается, проверьте его ключи"),
        ({"years": {"этот": {}}}, "не читается, проверьте его ключи"),
        (filled(days_off=["31.12.2026"]), "Нет такой даты: «31.12.2026»"),
        (filled(days_off=["2026-02-30"]), "Нет такой даты"),
        (filled(days_off=["2027-01-01"]), "2027-01-01 не на своём месте"),  # another year
        (filled(days_off=["2026-01-03"]), "2026-01-03 не на своём месте"),  # a Saturday
        (filled(working=["2026-01-09"]), "2026-01-09 не на своём месте"),  # a Friday
        ({**filled(), "zone": "Сыктывкар"}, "Нет часового пояса «Сыктывкар»"),
        ({**filled(), "zone": "../etc"}, "Нет часового пояса"),
        ({**filled(), "school_holidays": BACKWARDS}, "«Зимние» кончаются 2026-12-31"),
    ],
)
def test_a_wrong_calendar_says_in_russian_what_is_wrong(data: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Calendar.of(data)


@pytest.mark.parametrize("year", sorted(CALENDAR.days_off))
def test_a_filled_year_lists_every_fixed_holiday_of_its_weekdays(year: int) -> None:
    fixed = (date(year, month, day) for month, day in FIXED_HOLIDAYS)
    assert {day for day in fixed if day.weekday() < 5} <= CALENDAR.days_off[year]


@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        ("2026-11-17T00:00", "2026-11-17T06:00"),
        ("2026-11-17T05:59", "2026-11-17T06:00"),
        ("2026-11-17T06:00", "2026-11-17T06:00"),
        ("2026-11-17T23:59", "2026-11-17T23:59"),
    ],
)
def test_an_urgent_letter_waits_for_six_and_not_for_eight(moment: str, goes: str) -> None:
    """In the evening it goes at once."""
    assert CALENDAR.urgent(at(moment)) == at(goes)
