"""Campaigns: the deadline of a step, and when families who have not done the step are reminded."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from flows.values.calendar import Calendar

#: Steps of the map that can be the goal of a campaign; «check» is the check of the documents
GOALS = ("check", "account", "diary", "myschool", "sferum")
DAYS = (14, 7, 2)  #: rounds are planned for that many days before the deadline
EVENING = time(18)  #: reminders are sent when parents are at home; earlier if that hour is not allowed


class Round(NamedTuple):
    """One round of reminders: for how many days before the deadline it is planned, and when it is sent."""

    days: int
    due: datetime


def rounds(deadline: date, calendar: Calendar, now: datetime) -> tuple[Round, ...]:
    """Return the rounds of reminders for a deadline that are due after `now`, the earliest first; at most one a day."""
    planned = {each.due: each for each in _planned(deadline, calendar) if each.due > now}
    return tuple(planned[due] for due in sorted(planned))


def _planned(deadline: date, calendar: Calendar) -> Iterator[Round]:
    # if holidays move two rounds to the same day, only the later round is planned
    for days in DAYS:
        evening = datetime.combine(deadline - timedelta(days=days), EVENING, calendar.zone)
        yield Round(days, calendar.last_allowed(evening))


def over(deadline: date, calendar: Calendar) -> datetime:
    """Return the time at which a campaign ends: midnight after the day `deadline`, in the school's time zone."""
    return datetime.combine(deadline + timedelta(days=1), time(), calendar.zone)
