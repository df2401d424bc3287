"""Deadlines as teachers and staff see them: the list, one deadline with its progress, the preview of a new one."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from bot.queries.broadcasts import SHOWN
from bot.queries.context import QueryContext
from bot.rendering.labels import campaign_label
from flows.values.campaigns import Round, rounds
from flows.values.events import Option
from flows.values.segments import Segment
from storage.port.school.campaigns import Campaign

EVERYBODY = Segment("all")


class DeadlinePreview(NamedTuple):
    """What happens if this deadline is set: the days of the reminders, and how many persons get them."""

    day: date
    rounds: tuple[Round, ...]
    children: int  #: how many children the deadline is for
    left: int  #: how many of these children have not reached the goal
    persons: int  #: how many persons would be reminded
    hurried: bool  #: a check that starts today may end only after the deadline
    off: bool  #: the deadline is not a school day
    schools: bool  #: the school already has a deadline for this goal; in this class the new deadline would replace it


class One(NamedTuple):
    """A deadline, the number of children it is for, and how many of them have not reached the goal (`left`)."""

    campaign: Campaign
    children: int
    left: int


async def every(context: QueryContext) -> Sequence[Campaign]:
    """Return all deadlines of the class that the slots name, or of the whole school if they name none."""
    return await context.work.campaigns.of_class(context.person, context.slot("klass"))


async def options(context: QueryContext) -> tuple[Option, ...]:
    """List all deadlines of the class that the slots name, or of the whole school if they name none."""
    return tuple(Option(each.id, campaign_label(each.goal, each.deadline)) for each in await every(context))


async def one(context: QueryContext) -> One | None:
    """Return the deadline that the slots name; None if this person may not see it."""
    klass = context.slot("klass")
    found = await context.work.campaigns.one(context.person, klass, context.slot("campaign"))
    if found is None:
        return None
    classes = await context.work.campaigns.classes_of(context.person, klass)
    everybody = await context.work.segments.count(classes, EVERYBODY, "")
    left = await context.work.segments.count(classes, Segment("without", step=found.goal), "")
    return One(found, everybody.children, left.children)


async def _will_get(context: QueryContext, classes: Collection[str], of: Segment, persons: int) -> int:
    # reminders go to nobody who cannot be reached or has muted them
    if persons > SHOWN:
        return persons
    members = await context.work.segments.members(classes, of, "", most=SHOWN)
    closed = await context.work.segments.closed(members)
    return len(set(members) - closed.unreachable - closed.muted)


async def preview(context: QueryContext) -> DeadlinePreview | None:
    """Return the preview of the deadline that the slots describe; None if this person may not set it."""
    klass, goal = context.slot("klass"), context.slot("goal")
    speaks = await context.work.roles.speaks_for(context.person, klass)
    if speaks is None:
        return None
    calendar = context.book.calendar_of(speaks[0])
    day = date.fromisoformat(context.slots.get("last_day", context.today.isoformat()))
    classes = await context.work.campaigns.classes_of(context.person, klass)
    everybody = await context.work.segments.count(classes, EVERYBODY, "")
    left = await context.work.segments.count(classes, Segment("without", step=goal), "")
    longest = calendar.since(context.today, context.book.term("check_limit", speaks[0]))
    others = await context.work.campaigns.of_class(context.person, klass)
    return DeadlinePreview(
        day, rounds(day, calendar, context.now), everybody.children, left.children,
        await _will_get(context, classes, Segment("without", step=goal), left.persons),
        hurried=goal in {"check", "account"} and day < longest, off=calendar.is_school_off(day),
        schools=bool(klass) and any(each.whole and each.goal == goal and each.state == "set" for each in others),
    )  # fmt: skip
