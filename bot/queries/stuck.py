"""The families of a class that are at one step. The slots name the class and the step."""

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
    """Families that have been at the step for the same number of days.

    `numbers` are their numbers on the paper list; `new` holds letters (А, Б, …) for the families without a number.
    """

    days: int
    numbers: tuple[int, ...]
    new: tuple[str, ...]


class Stuck(NamedTuple):
    """The families at a step, those that have been there the longest first."""

    step: str  #: its name in Russian
    since: tuple[Since, ...]
    silent: tuple[int, ...] = ()  #: numbers of the families the bot cannot write to


async def families_at_step(context: QueryContext) -> Stuck:
    """Return the families at a step. The segment in the slots names the step.

    It has no families if this person may not see the class, or if the segment names no step.
    """
    segment = read(context.slot("segment"))
    step = segment.step if segment and segment.kind == "at" and segment.step in STEP_NAMES else ""
    return stuck(step, (await board.class_board(context)).at(step) if step else ())


async def options(context: QueryContext) -> tuple[Option, ...]:
    """List the steps at which families of the class are, with their count: «Проверка · 4».

    The value of each option is a segment: `at:check`.
    """
    families = await context.work.boards.stuck(context.slot("klass"), context.person)
    return tuple(
        Option(spelt(Segment("at", step=step)), stuck_label(step, families[step])) for step in STEPS if step in families
    )


def stuck(step: str, rows: Iterable[Row]) -> Stuck:
    """Group the families at a step by how many days they have been there. `rows` must be sorted by these days."""
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
