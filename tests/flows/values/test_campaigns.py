"""When the reminders of a deadline go: before it, never on a day off, one a day."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.context.extracts import due, reminder
from flows.values.calendar import MOSCOW, Span, Unit
from flows.values.campaigns import DAYS, EVENING, Round, over, rounds
from tests.support.flows.calendars import CALENDAR, at

moments = st.builds(datetime.combine, st.dates(date(2026, 9, 2), date(2027, 5, 20)), st.times(), st.just(MOSCOW))


@given(moments)
def test_the_last_allowed_moment_is_allowed_and_not_later(moment: datetime) -> None:
    found = CALENDAR.last_allowed(moment)
    assert found <= moment
    assert CALENDAR.allows(found)
    assert (found == moment) is CALENDAR.allows(moment)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        ("2026-11-20 18:00", "2026-11-20 18:00"),  # a Friday
        ("2026-11-21 18:00", "2026-11-20 18:00"),  # Saturday: the evening before
        ("2026-11-20 23:30", "2026-11-20 20:59"),  # at night: the same evening
        ("2026-11-23 07:59", "2026-11-20 20:59"),  # before Monday's morning: Friday's evening
        ("2027-01-06 18:00", "2026-12-30 18:00"),  # winter holidays from 31 December
        ("2026-11-04 18:00", "2026-10-23 18:00"),  # autumn holidays from Monday the 26th, and 4 November
    ],
)
def test_a_moment_is_moved_earlier(moment: str, allowed: str) -> None:
    assert CALENDAR.last_allowed(at(moment)) == at(allowed)


@given(st.dates(date(2026, 9, 2), date(2027, 5, 25)), moments)
def test_reminders_come_on_days_of_school_before_the_deadline_one_a_day(deadline: date, now: datetime) -> None:
    found = rounds(deadline, CALENDAR, now)
    dates = [each.due.date() for each in found]
    assert all(now < each.due and CALENDAR.allows(each.due) for each in found)
    assert all(each.due.date() <= deadline - timedelta(days=each.days) for each in found)
    assert len(set(dates)) == len(dates)
    assert dates == sorted(dates)
    assert {each.days for each in found} <= set(DAYS)


def test_two_reminders_moved_to_one_day_are_one() -> None:
    """14 and 7 days before 13 January fall into the holidays: 30 December is before both."""
    found = rounds(date(2027, 1, 13), CALENDAR, at("2026-12-01 12:00"))
    december, january = (datetime.combine(day, EVENING, MOSCOW) for day in (date(2026, 12, 30), date(2027, 1, 11)))
    assert found == (Round(7, december), Round(2, january))


def test_a_deadline_is_over_when_its_day_is() -> None:
    assert over(date(2026, 12, 4), CALENDAR) == datetime.combine(date(2026, 12, 5), time(), MOSCOW)


@pytest.mark.parametrize(
    ("asked", "given", "last_day", "morning"),
    [
        (date(2026, 11, 16), None, date(2026, 11, 30), "2026-11-27 08:00"),  # Monday: reminded on Friday
        (date(2026, 11, 16), date(2026, 11, 27), date(2026, 12, 11), "2026-12-10 08:00"),  # counted from the last
        (date(2026, 12, 28), None, date(2027, 1, 11), "2026-12-30 08:00"),  # the holidays lie between
    ],
)
def test_whoever_gives_an_extract_is_reminded_a_working_day_before(
    asked: date, given: date | None, last_day: date, morning: str
) -> None:
    found = due(asked, given, Span(14, Unit.days), CALENDAR)
    assert found == last_day
    assert reminder(found, CALENDAR) == at(morning)
