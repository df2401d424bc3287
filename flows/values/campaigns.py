"""Campaigns: until what day a step is to be done, and when families who are not there yet are reminded of it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from flows.values.calendar import Calendar

#: Steps of the map a campaign can have for its goal; «check» are the documents
GOALS = ("check", "account", "diary", "myschool", "sferum")
DAYS = (14, 7, 2)  #: before the deadline
EVENING = time(18)  #: when parents are home; moved earlier where that is not allowed


class Round(NamedTuple):
    """One reminder of a campaign: how many days before the deadline it is counted from, and when it goes."""

    days: int
    due: datetime


def rounds(deadline: date, calendar: Calendar, now: datetime) -> tuple[Round, ...]:
    """Plan the reminders of a deadline, the first one first: those that are still to come, one a day at most."""
    planned = {each.due: each for each in _planned(deadline, calendar) if each.due > now}
    return tuple(planned[due] for due in sorted(planned))


def _planned(deadline: date, calendar: Calendar) -> Iterator[Round]:
    # two that holidays move to one day are one: the later takes the earlier one's place
    for days in DAYS:
        evening = datetime.combine(deadline - timedelta(days=days), EVENING, calendar.zone)
        yield Round(days, calendar.last_allowed(evening))


def over(deadline: date, calendar: Calendar) -> datetime:
    """Give the moment the last day is over."""
    return datetime.combine(deadline + timedelta(days=1), time(), calendar.zone)
