"""Extracts (marks on paper) as the teachers who hand them out see them: with family numbers and dates (F15)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.queries.context import QueryContext
from bot.rendering.labels import extract_label
from flows.context.extracts import due
from flows.values.events import Option
from storage.port.school.extracts import Extract

SOON = timedelta(days=4)  #: as long as one working day can take with a weekend and a holiday before it


class Paper(NamedTuple):
    """One extract. `number` is the family's number on the paper list, None if it has none.

    `stands`: the extract is still needed. `asked`: the day on which the parent asked for it. `given`: the days, from
    `asked` on, on which it was given. `due`: the last day to give the next.
    """

    class_name: str
    number: int | None
    asked: date
    given: tuple[date, ...]
    due: date
    stands: bool
    late: bool
    soon: bool


async def every(context: QueryContext) -> Sequence[Paper]:
    """Return all extracts of the class that the slots name."""
    found = await context.work.extracts.of_class(context.person, context.slot("klass"))
    return [_paper(context, each) for each in found]


async def options(context: QueryContext) -> tuple[Option, ...]:
    """List the extracts that are still needed in the class that the slots name."""
    found = await context.work.extracts.of_class(context.person, context.slot("klass"))
    return tuple(Option(each.id, extract_label(each.number, each.asked_at.date())) for each in found if each.stands)


async def one(context: QueryContext) -> Paper | None:
    """Return the extract that the slots name; None if this person may not see it."""
    found = await context.work.extracts.one(context.person, context.slot("extract"))
    return _paper(context, found) if found else None


def _paper(context: QueryContext, of: Extract) -> Paper:
    calendar = context.book.calendar_of(of.school)
    asked = of.asked_at.astimezone(calendar.zone).date()
    last_day = due(asked, of.given_on, context.book.term("extract_every", of.school), calendar)
    given = tuple(day for day in of.given if day >= asked)
    return Paper(
        of.class_name, of.number, asked, given, last_day, of.stands,
        late=of.stands and last_day < context.today, soon=of.stands and last_day <= context.today + SOON,
    )  # fmt: skip
