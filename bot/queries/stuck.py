"""The families of the class in the slots that are at the step in the slots."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from bot.queries import board
from bot.queries.context import QueryContext
from bot.rendering.labels import STEP_NAMES, stuck_label
from flows.context.boards import STEPS, Row
from flows.text.labels import letters
from flows.values.events import Option
from flows.values.segments import Segment, read, spelt


class Since(NamedTuple):
    """Families that are at the step for equally many days; those without a number are named by letters (`new`)."""

    days: int
    numbers: tuple[int, ...]
    new: tuple[str, ...]


class Stuck(NamedTuple):
    """The families at a step, those waiting longest first."""

    step: str  #: its name in Russian
    since: tuple[Since, ...]
    silent: tuple[int, ...] = ()  #: numbers of the families the bot cannot write to


async def view(context: QueryContext) -> Stuck:
    """Read the families from the board; none if this person may not see the class, or the segment names no step."""
    segment = read(context.slot("segment"))
    step = segment.step if segment and segment.kind == "at" and segment.step in STEP_NAMES else ""
    return stuck(step, (await board.view(context)).at(step) if step else ())


async def options(context: QueryContext) -> tuple[Option, ...]:
    """List the steps at which families of the class in the slots are, as segments: `at:check`, «Проверка · 4»."""
    families = await context.work.boards.stuck(context.slot("klass"), context.person)
    return tuple(
        Option(spelt(Segment("at", step=step)), stuck_label(step, families[step])) for step in STEPS if step in families
    )


def stuck(step: str, rows: Iterable[Row]) -> Stuck:
    """Group the rows of a step, sorted by days, into those that wait equally long."""
    here = tuple(rows)
    since = tuple(_since(days, group) for days, group in groupby(here, _days))
    return Stuck(
        STEP_NAMES.get(step, ""), since, tuple(sorted({row.number for row in here if not row.reachable} - {0}))
    )


def _days(row: Row) -> int:
    return (row.current_step.days or 0) if row.current_step else 0


def _since(days: int, rows: Iterable[Row]) -> Since:
    here = tuple(rows)
    new = sorted({row.mark for row in here if not row.number})
    return Since(days, tuple(sorted({row.number for row in here} - {0})), tuple(map(letters, new)))
