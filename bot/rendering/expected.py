"""The moment by which a school usually answers, computed from the hours of its staff and `answer_within`."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flows.values.calendar import Calendar, Span
from texts import School

AHEAD = 120  #: days to look ahead; a school that is closed for longer is treated as one without hours


def answer_by(school: School, calendar: Calendar, now: datetime) -> datetime | None:
    """Return the moment by which a question asked now is usually answered; None if the staff have no hours."""
    start = next(_open_moments(school, calendar, now), None)
    return calendar.due(start, Span.parse(school.staff.answer_within)) if start else None


def _open_moments(school: School, calendar: Calendar, now: datetime) -> Iterator[datetime]:
    local = now.astimezone(calendar.zone)
    for day in (local.date() + timedelta(days=n) for n in range(AHEAD)):
        for span in school.staff.open:
            opens = datetime.combine(day, span.opens, calendar.zone)
            closes = datetime.combine(day, span.closes, calendar.zone)
            if day.weekday() in span.weekdays and not calendar.is_school_off(day) and closes > local:
                yield max(opens, local)
