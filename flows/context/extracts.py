"""When an extract is due again, and when the person who gives it is reminded (F15)."""

from datetime import date, datetime, timedelta
from itertools import count

from flows.values.calendar import Calendar, Span


def due(asked: date, given: date | None, every: Span, calendar: Calendar) -> date:
    """Give its last day: counted from the last time it was given, at first from the day it was asked for."""
    return calendar.since(given or asked, every)


def reminder(last_day: date, calendar: Calendar) -> datetime:
    """Give the morning of the last working day before the last day."""
    days = (last_day - timedelta(days=back) for back in count(1))
    return calendar.morning(next(day for day in days if calendar.is_working(day)))
