"""Urgent letters: how many of them a class teacher has left this month, and the journal that the school sees."""

from datetime import datetime
from typing import NamedTuple

from bot.queries.context import QueryContext
from storage.port.delivery.urgent import UrgentLetter

MOST = 2  #: urgent letters of a class teacher in a calendar month; staff of the school may send any number
LISTED = 10  #: letters of the journal that one screen shows


class Journal(NamedTuple):
    """The newest urgent letters of a school, in its time zone. `most`: how many a class teacher may send in a month."""

    letters: tuple[UrgentLetter, ...]
    most: int


async def left(context: QueryContext) -> int | None:
    """Return how many urgent letters this person may still send this month; None if any number."""
    if context.known.has_role("staff"):
        return None
    return max(MOST - await context.work.urgent.used(context.person, _month(context)), 0)


def _month(context: QueryContext) -> datetime:
    there = context.now.astimezone(context.calendar.zone)
    return there.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


async def journal(context: QueryContext) -> Journal:
    """Return the urgent letters of the school in which this person is staff."""
    found = await context.work.urgent.journal(context.person, LISTED)
    zone = context.calendar.zone
    return Journal(tuple(each._replace(at=each.at.astimezone(zone)) for each in found), MOST)
