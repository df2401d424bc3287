"""Deadlines as those who set them see them: all of a class, one with what came of it, one that is to be set."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.queries.look import Look
from bot.rendering.labels import campaign_label
from flows.values.campaigns import Round, rounds
from flows.values.events import Option
from flows.values.segments import Segment
from storage.port.campaigns import Campaign

EVERYBODY = Segment("all")


class Preview(NamedTuple):
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


async def every(look: Look) -> Sequence[Campaign]:
    """Look at all deadlines of the class told, or of the whole school."""
    return await look.work.campaigns.of_class(look.person, look.told.get("klass", ""))


async def options(look: Look) -> tuple[Option, ...]:
    """List all deadlines of the class told, or of the whole school."""
    return tuple(Option(each.id, campaign_label(each.goal, each.deadline)) for each in await every(look))


async def one(look: Look) -> One | None:
    """Look at the deadline told; None when it is not this person's to see."""
    klass = look.told.get("klass", "")
    found = await look.work.campaigns.one(look.person, klass, look.told.get("campaign", ""))
    if found is None:
        return None
    classes = await look.work.campaigns.classes_of(look.person, klass)
    everybody = await look.work.segments.count(classes, EVERYBODY, "")
    left = await look.work.segments.count(classes, Segment("without", step=found.goal), "")
    return One(found, everybody.children, left.children)


async def preview(look: Look) -> Preview | None:
    """Look at what the deadline told would do; None when nothing was told rightly, or it is not theirs to set."""
    klass, goal = look.told.get("klass", ""), look.told.get("goal", "")
    speaks = await look.work.roles.speaks_for(look.person, klass)
    if speaks is None:
        return None
    calendar = look.book.calendar_of(speaks[0])
    day = date.fromisoformat(look.told.get("last_day", look.today.isoformat()))
    classes = await look.work.campaigns.classes_of(look.person, klass)
    everybody = await look.work.segments.count(classes, EVERYBODY, "")
    left = await look.work.segments.count(classes, Segment("without", step=goal), "")
    longest = calendar.since(look.today, look.book.term("check_limit", speaks[0]))
    others = await look.work.campaigns.of_class(look.person, klass)
    return Preview(
        day, rounds(day, calendar, look.now), everybody.children, left.children, left.persons,
        hurried=goal in {"check", "account"} and day < longest, off=calendar.is_school_off(day),
        schools=bool(klass) and any(each.whole and each.goal == goal and each.state == "set" for each in others),
    )  # fmt: skip
