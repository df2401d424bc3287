"""Extracts as whoever gives them sees them: by the family's number, with the days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.queries.look import Look
from bot.rendering.labels import extract_label
from flows.context.extracts import due
from flows.values.events import Option
from storage.port.extracts import Extract

SOON = timedelta(days=4)  #: a working day before, weekends and a holiday between


class Paper(NamedTuple):
    """One extract. `number`: of the paper list, None for a family without one."""

    class_name: str
    number: int | None
    asked: date
    given: tuple[date, ...]
    due: date
    stands: bool
    late: bool
    soon: bool


async def every(look: Look) -> Sequence[Paper]:
    """Look at all of the class told."""
    found = await look.work.extracts.of_class(look.person, look.told.get("klass", ""))
    return [_paper(look, each) for each in found]


async def options(look: Look) -> tuple[Option, ...]:
    """List the extracts of the class told that are still to be given."""
    found = await look.work.extracts.of_class(look.person, look.told.get("klass", ""))
    return tuple(Option(each.id, extract_label(each.number, each.asked_at.date())) for each in found if each.stands)


async def one(look: Look) -> Paper | None:
    """Look at the one told; None when it is not this person's to see."""
    found = await look.work.extracts.one(look.person, look.told.get("extract", ""))
    return _paper(look, found) if found else None


def _paper(look: Look, of: Extract) -> Paper:
    calendar = look.book.calendar_of(of.school)
    asked = of.asked_at.astimezone(calendar.zone).date()
    last_day = due(asked, of.given_on, look.book.term("extract_every", of.school), calendar)
    given = tuple(day for day in of.given if day >= asked)
    return Paper(
        of.class_name, of.number, asked, given, last_day, of.stands,
        late=of.stands and last_day < look.today, soon=of.stands and last_day <= look.today + SOON,
    )  # fmt: skip
