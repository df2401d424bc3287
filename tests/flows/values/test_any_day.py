"""Properties of the calendar on any day of any school."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.values.calendar import MOSCOW, Calendar, Span, Unit
from tests.support.flows.calendars import CALENDAR, VLADIVOSTOK, at


def worked(calendar: Calendar, start: date, today: date) -> int:
    """Count the working days after `start` up to `today` itself: 0 on the day of the start."""
    return sum(calendar.is_working(start + timedelta(days=number)) for number in range(1, (today - start).days + 1))


unhurried = settings(deadline=None)  # a busy machine is not a failure
moments = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001 hypothesis wants naive bounds
    datetime(2030, 12, 31),  # noqa: DTZ001 hypothesis wants naive bounds
    timezones=st.sampled_from([UTC, MOSCOW, VLADIVOSTOK]),
)
days = st.dates(date(2025, 1, 1), date(2030, 12, 31))
spans = st.builds(Span, st.integers(1, 60), st.sampled_from(Unit))
schools = st.sampled_from([CALENDAR, replace(CALENDAR, zone=VLADIVOSTOK), Calendar()])


@unhurried
@given(schools, moments, spans)
def test_a_longer_span_is_due_later(school: Calendar, now: datetime, span: Span) -> None:
    assert now < school.due(now, span) < school.due(now, replace(span, count=span.count + 1))


@unhurried
@given(schools, days, days, spans)
def test_what_began_later_is_never_due_earlier(school: Calendar, one: date, other: date, span: Span) -> None:
    assert school.since(min(one, other), span) <= school.since(max(one, other), span)


@unhurried
@given(schools, moments, st.integers(1, 60))
def test_working_days_end_on_a_working_day_at_the_same_hour(school: Calendar, now: datetime, number: int) -> None:
    due = school.due(now, Span(number, Unit.working_days))
    assert school.is_working(due.date())
    assert due.time() == now.astimezone(school.zone).time()


@unhurried
@given(schools, days, st.integers(1, 60))
def test_the_working_day_a_span_ends_on_bears_its_number(school: Calendar, start: date, number: int) -> None:
    assert worked(school, start, school.since(start, Span(number, Unit.working_days))) == number


@unhurried
@given(schools, moments)
@example(CALENDAR, at("2026-11-21T21:00"))
def test_a_polite_moment_is_never_quiet_and_stays_polite(school: Calendar, moment: datetime) -> None:
    polite = school.polite(moment)
    assert not school.is_quiet(polite)
    assert school.polite(polite) == polite
    assert timedelta(0) <= polite - moment <= timedelta(hours=11)


@unhurried
@given(schools, moments)
def test_a_school_morning_is_eight_of_a_school_day_and_its_own_next(school: Calendar, moment: datetime) -> None:
    morning = school.next_school_morning(moment)
    assert (morning >= moment, morning.time()) == (True, time(8))
    assert not school.is_school_off(morning.date())
    assert school.next_school_morning(morning) == morning
