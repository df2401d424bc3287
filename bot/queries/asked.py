"""What the school or the class teacher asks of this person, child by child: of goals not reached yet."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, Protocol

from bot.queries.context import QueryContext
from bot.rendering.labels import goal_label
from flows.context.known import Known
from flows.context.progress import current_step
from flows.text.labels import child_label
from flows.values.events import Option


class Deadline(NamedTuple):
    """One goal and the day it is asked for; `role`: who asks, teacher or staff."""

    goal: str
    day: date
    role: str
    declined: bool = False  #: the person wants no reminders of it


class Task(NamedTuple):
    """A child, where it stands on the map, and what it is asked for."""

    child: str
    label: str
    class_name: str
    step: str
    state: str
    deadlines: tuple[Deadline, ...]


class Meant(Protocol):
    """A deadline of a child, however it was found."""

    @property
    def child(self) -> str: ...
    @property
    def goal(self) -> str: ...
    @property
    def deadline(self) -> date: ...
    @property
    def role(self) -> str: ...
    @property
    def declined(self) -> bool: ...


async def view(context: QueryContext) -> Sequence[Task]:
    """Return what the person's own children are asked for."""
    return tasks(context.known, await context.work.reminders.asked(context.person))


async def goals(context: QueryContext) -> tuple[Option, ...]:
    """List the goals the person is asked for and reminded of."""
    wanted = dict.fromkeys(
        each.goal for each in await context.work.reminders.asked(context.person) if not each.declined
    )
    return tuple(Option(goal, goal_label(goal)) for goal in wanted)


async def declined(context: QueryContext) -> tuple[Option, ...]:
    """List the goals the person wants no reminders of."""
    return tuple(Option(goal, goal_label(goal)) for goal in await context.work.reminders.declined(context.person))


def tasks(known: Known, meant: Iterable[Meant]) -> tuple[Task, ...]:
    """Put deadlines together by child, in the order the person knows their children."""
    order = {child.id: child.number for child in known.children}
    mine = sorted((each for each in meant if each.child in order), key=lambda each: (order[each.child], each.deadline))
    grouped = ((child, tuple(group)) for child, group in groupby(mine, key=lambda each: each.child))
    return tuple(_task(known, child, group) for child, group in grouped)


def _task(known: Known, ident: str, meant: Sequence[Meant]) -> Task:
    child = known.child(ident)
    assert child is not None  # noqa: S101 `tasks` takes the person's own children alone
    stands = current_step(child)
    deadlines = {(each.goal, each.deadline): _deadline(each) for each in meant}
    label = child_label(child.number, child.class_name)
    return Task(ident, label, child.class_name, stands.step, stands.state, tuple(deadlines.values()))


def _deadline(of: Meant) -> Deadline:
    return Deadline(of.goal, of.deadline, of.role, of.declined)
