"""When the reminders of a deadline go: before it, never on a day off, at most one a day."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.values.calendar import MOSCOW
from flows.values.campaigns import DAYS, EVENING, Round, over, rounds
from tests.support.flows.calendars import CALENDAR, at

moments = st.builds(datetime.combine, st.dates(date(2026, 9, 2), date(2027, 5, 20)), st.times(), st.just(MOSCOW))


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
    """14 and 7 days before 13 January are in the holidays: 30 December is the last school day before both."""
    found = rounds(date(2027, 1, 13), CALENDAR, at("2026-12-01 12:00"))
    december, january = (datetime.combine(day, EVENING, MOSCOW) for day in (date(2026, 12, 30), date(2027, 1, 11)))
    assert found == (Round(7, december), Round(2, january))


def test_a_deadline_is_over_when_its_day_is() -> None:
    assert over(date(2026, 12, 4), CALENDAR) == datetime.combine(date(2026, 12, 5), time(), MOSCOW)
