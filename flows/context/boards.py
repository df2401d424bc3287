"""The board of a class: how far each child has come, and for how many days it has waited.

A board contains no ids, no kinds of documents and no questions of parents, so a screen made from it cannot reveal
them.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from flows.context.known import Child, Stage
from flows.context.progress import on_the_way, steps
from flows.context.rule_context import DOCUMENTS
from flows.values.calendar import Calendar, Span

#: The steps, by the keys that flows.context.progress uses
STEPS = ("card", "check", "account", "diary", "myschool", "sferum")


class Card(NamedTuple):
    """One child of a class, as the store returns it. `number` is 0 if the family has no number on the paper list."""

    number: int
    came: date
    reachable: bool  #: the bot can send a message to at least one parent
    stages: tuple[Stage, ...]
    mark: int = 0  #: distinguishes families without a number


class Cell(NamedTuple):
    """One step of a child: its state (as in `Step`), and how many days ago it was recorded (None if unknown)."""

    step: str
    state: str
    days: int | None = None


class Row(NamedTuple):
    """One child of the class. `at` is the child's first step that is not done, "" if all are done."""

    number: int
    cells: tuple[Cell, ...]
    begun: bool
    at: str
    waits: bool  #: a check takes longer than usual
    reachable: bool
    mark: int = 0

    @property
    def current_step(self) -> Cell | None:
        """Return the cell of the first step that is not done; None if all are done."""
        return next((cell for cell in self.cells if cell.step == self.at), None)


class Stuck(NamedTuple):
    """How many families of a class have `step` as their current step."""

    step: str
    families: int


class Board(NamedTuple):
    """The board of one class. `families` is the number of families on the teacher's paper list, 0 if it is unknown."""

    class_name: str
    families: int
    rows: tuple[Row, ...]

    @property
    def came(self) -> int:
        """Return the number of families of the class that use the bot."""
        return len(_families(self.rows))

    @property
    def started(self) -> int:
        """Return the number of families with at least one child whose progress is recorded."""
        return _count(self.rows, lambda row: row.begun)

    @property
    def finished(self) -> int:
        """Return the number of families whose children have all done every step."""
        return self.came - _count(self.rows, lambda row: bool(row.at))

    @property
    def waiting(self) -> int:
        """Return the number of families with a child whose check of documents takes longer than usual."""
        return _count(self.rows, lambda row: row.waits)

    @property
    def blocked(self) -> int:
        """Return the number of families with a child none of whose parents the bot can reach."""
        return _count(self.rows, lambda row: not row.reachable)

    @property
    def stuck(self) -> tuple[Stuck, ...]:
        """Return, for each step in order, the number of families with a child whose current step it is.

        Steps without such families are left out.
        """
        counted = (Stuck(step, len(_families(self.at(step)))) for step in STEPS)
        return tuple(each for each in counted if each.families)

    def at(self, step: str) -> tuple[Row, ...]:
        """Return the children whose current step is `step`, those who have waited longest first."""
        here = [row for row in self.rows if row.at == step]
        return tuple(sorted(here, key=lambda row: -((row.current_step and row.current_step.days) or 0)))


def board(class_name: str, families: int, cards: Iterable[Card], today: date, late: date) -> Board:
    """Return the board of a class. `late`: a check of documents that began by that day has taken longer than usual."""
    rows = sorted((_row(card, today, late) for card in cards), key=_order)
    return Board(class_name, families, tuple(rows))


def late_since(usual: Span, calendar: Calendar, today: date) -> date:
    """Return the latest start day of a check of documents that has taken longer than `usual` by today."""
    days = (today - timedelta(days=back) for back in count(1))
    return next(day for day in days if calendar.since(day, usual) < today)


def _row(card: Card, today: date, late: date) -> Row:
    drawn = steps(Child("", stages=card.stages), today)
    at = next((step.key for step in drawn if step.state not in {"done", "without"}), "")
    cells = tuple(Cell(step.key, step.state, _days(card, step.key, at, step.state, today)) for step in drawn)
    waits = any(step.key == "check" and step.state == "running" and step.since and step.since <= late for step in drawn)
    return Row(card.number, cells, any(map(on_the_way, card.stages)), at, waits, card.reachable, card.mark)


def _days(card: Card, step: str, at: str, state: str, today: date) -> int | None:
    since = _reported(card.stages, step)
    # if the stage was not reported, count from the newest record, else from the day of joining
    if since is None and step == at:
        since = max((stage.on for stage in card.stages if on_the_way(stage)), default=card.came)
    return (today - since).days if since and state not in {"ahead", "without"} else None


def _reported(stages: Sequence[Stage], step: str) -> date | None:
    # the earliest day of an unverified document; if all are verified, the latest day
    if step == "check":
        checked = [stage for stage in stages if stage.track == "documents" and stage.about in DOCUMENTS]
        held_up = [stage.on for stage in checked if stage.stage != "verified"]
        return min(held_up) if held_up else max((stage.on for stage in checked), default=None)
    track = "documents" if step == "card" else step
    return next((stage.on for stage in stages if (stage.track, stage.about) == (track, "")), None)


def _order(row: Row) -> tuple[bool, int]:
    return (not row.number, row.number or row.mark)


def _count(rows: Iterable[Row], those: Callable[[Row], bool]) -> int:
    return len(_families(row for row in rows if those(row)))


def _families(rows: Iterable[Row]) -> set[tuple[int, int]]:
    # children of one family share its number, or its mark while it is new; a child with neither is a family of its own
    return {(row.number, row.mark if row.mark or row.number else -n) for n, row in enumerate(rows, 1)}
