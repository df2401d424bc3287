"""The goals that the school or a class teacher asks a person to reach for each child. Reached goals are left out."""

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
    """One goal and its last day. `role` is the role of the person who asks for it: teacher or staff."""

    goal: str
    day: date
    role: str
    declined: bool = False  #: the person stopped the reminders of this goal


class Task(NamedTuple):
    """A child, the first step that is not done for it, and the goals to reach for it."""

    child: str
    label: str
    class_name: str
    step: str
    state: str
    deadlines: tuple[Deadline, ...]


class ChildDeadline(Protocol):
    """A deadline of one child. All rows about deadlines that `tasks` receives from the store have these fields."""

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


async def tasks_of_children(context: QueryContext) -> Sequence[Task]:
    """Return the tasks of the person's own children."""
    return tasks(context.known, await context.work.reminders.asked(context.person))


async def goals(context: QueryContext) -> tuple[Option, ...]:
    """List the goals that the person is asked to reach and gets reminders of."""
    wanted = dict.fromkeys(
        each.goal for each in await context.work.reminders.asked(context.person) if not each.declined
    )
    return tuple(Option(goal, goal_label(goal)) for goal in wanted)


async def declined(context: QueryContext) -> tuple[Option, ...]:
    """List the goals of which the person stopped the reminders."""
    return tuple(Option(goal, goal_label(goal)) for goal in await context.work.reminders.declined(context.person))


def tasks(known: Known, found: Iterable[ChildDeadline]) -> tuple[Task, ...]:
    """Group the deadlines `found` by child, in the order of the person's children. Leave out other children."""
    order = {child.id: child.number for child in known.children}
    mine = sorted((each for each in found if each.child in order), key=lambda each: (order[each.child], each.deadline))
    grouped = ((child, tuple(group)) for child, group in groupby(mine, key=lambda each: each.child))
    return tuple(_task(known, child, group) for child, group in grouped)


def _task(known: Known, ident: str, found: Sequence[ChildDeadline]) -> Task:
    child = known.child(ident)
    assert child is not None  # noqa: S101 `tasks` leaves out all but the person's own children
    step = current_step(child)
    deadlines = {(each.goal, each.deadline): _deadline(each) for each in found}
    label = child_label(child.number, child.class_name)
    return Task(ident, label, child.class_name, step.step, step.state, tuple(deadlines.values()))


def _deadline(of: ChildDeadline) -> Deadline:
    return Deadline(of.goal, of.deadline, of.role, of.declined)
