"""Who of the class told stands before the step told."""

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
    """Families that stand there equally long: `days` 0 is since today; those without a number by their letters."""

    days: int
    numbers: tuple[int, ...]
    new: tuple[str, ...]


class Stuck(NamedTuple):
    """Those who stand before a step, the longest first."""

    step: str  #: its name
    since: tuple[Since, ...]
    silent: tuple[int, ...] = ()  #: of the numbered ones: whom the bot cannot write to


async def view(context: QueryContext) -> Stuck:
    """Read them off the board; of a class that is not theirs, or a word that is no step, there is nobody."""
    segment = read(context.slot("segment"))
    step = segment.step if segment and segment.kind == "at" and segment.step in STEP_NAMES else ""
    return stuck(step, (await board.view(context)).at(step) if step else ())


async def options(context: QueryContext) -> tuple[Option, ...]:
    """List the steps that families of the class told stand before, as segments: `at:check`, «Проверка · 4»."""
    families = await context.work.boards.stuck(context.slot("klass"), context.person)
    return tuple(
        Option(spelt(Segment("at", step=step)), stuck_label(step, families[step])) for step in STEPS if step in families
    )


def stuck(step: str, rows: Iterable[Row]) -> Stuck:
    """Put together those who stand there equally long."""
    here = tuple(rows)
    since = tuple(_since(days, together) for days, together in groupby(here, _days))
    return Stuck(
        STEP_NAMES.get(step, ""), since, tuple(sorted({row.number for row in here if not row.reachable} - {0}))
    )


def _days(row: Row) -> int:
    return (row.current_step.days or 0) if row.current_step else 0


def _since(days: int, rows: Iterable[Row]) -> Since:
    here = tuple(rows)
    new = sorted({row.mark for row in here if not row.number})
    return Since(days, tuple(sorted({row.number for row in here} - {0})), tuple(map(letters, new)))
