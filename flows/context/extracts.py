"""When the school must give a parent the next extract (marks on paper), and when it is reminded (F15)."""

from datetime import date, datetime, timedelta
from itertools import count

from flows.values.calendar import Calendar, Span


def due(asked: date, given: date | None, every: Span, calendar: Calendar) -> date:
    """Return the day by which the next extract must be given.

    The term `every` is counted from the last extract; if none was given, from the day of the request.
    """
    return calendar.since(given or asked, every)


def reminder(last_day: date, calendar: Calendar) -> datetime:
    """Return when to remind of an extract due by `last_day`: the morning of the last working day before that day."""
    days = (last_day - timedelta(days=back) for back in count(1))
    return calendar.morning(next(day for day in days if calendar.is_working(day)))
