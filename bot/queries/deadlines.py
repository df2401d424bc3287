"""Deadlines as those who set them see them: all of a class, one with what came of it, one that is to be set."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.queries.context import QueryContext
from bot.rendering.labels import campaign_label
from flows.values.campaigns import Round, rounds
from flows.values.events import Option
from flows.values.segments import Segment
from storage.port.school.campaigns import Campaign

EVERYBODY = Segment("all")


class DeadlinePreview(NamedTuple):
    """What setting a deadline would do: when families are reminded, and how many are not there yet."""

    day: date
    rounds: tuple[Round, ...]
    children: int  #: in the classes meant
    left: int  #: of them not there yet
    persons: int  #: to be written to
    hurried: bool  #: the longest check may take longer than that
    off: bool  #: no day of school
    schools: bool  #: the class has a deadline of the whole school for it too, which would not count there


class One(NamedTuple):
    """A deadline, and how many children of those meant are not there yet."""

    campaign: Campaign
    children: int
    left: int


async def every(context: QueryContext) -> Sequence[Campaign]:
    """Return all deadlines of the class told, or of the whole school."""
    return await context.work.campaigns.of_class(context.person, context.slot("klass"))


async def options(context: QueryContext) -> tuple[Option, ...]:
    """List all deadlines of the class told, or of the whole school."""
    return tuple(Option(each.id, campaign_label(each.goal, each.deadline)) for each in await every(context))


async def one(context: QueryContext) -> One | None:
    """Return the deadline told; None when it is not this person's to see."""
    klass = context.slot("klass")
    found = await context.work.campaigns.one(context.person, klass, context.slot("campaign"))
    if found is None:
        return None
    classes = await context.work.campaigns.classes_of(context.person, klass)
    everybody = await context.work.segments.count(classes, EVERYBODY, "")
    left = await context.work.segments.count(classes, Segment("without", step=found.goal), "")
    return One(found, everybody.children, left.children)


async def preview(context: QueryContext) -> DeadlinePreview | None:
    """Return what the deadline told would do; None when nothing was told rightly, or it is not theirs to set."""
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
        day, rounds(day, calendar, context.now), everybody.children, left.children, left.persons,
        hurried=goal in {"check", "account"} and day < longest, off=calendar.is_school_off(day),
        schools=bool(klass) and any(each.whole and each.goal == goal and each.state == "set" for each in others),
    )  # fmt: skip
