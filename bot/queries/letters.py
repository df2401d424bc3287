"""A letter: what one broadcast says to everybody, made of the words its author was told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from bot.messages.screen import Screen, encoded
from bot.queries.context import QueryContext
from bot.rendering.attachments import sent_file
from flows.context.known import LastNotice
from flows.engine.advance import noticed
from flows.values import segments
from flows.values.events import News
from flows.values.segments import Segment
from storage.port.delivery.broadcasts import BroadcastRow, InReach
from storage.port.delivery.budget import WITHIN

ADDRESS = ("letter", "message")
HEADED = ("klass", "class_name", "by")  #: the told words that say in whose name, and of which class
TRIAL = "test"  #: in the place of a broadcast's id, under a letter that was sent to its author alone
TITLE = 32  #: characters of a broadcast's name in a list; the day stands before them


class Letter(NamedTuple):
    """What everybody gets, and what typed words may answer."""

    screen: Screen
    last_notice: LastNotice


def letter(context: QueryContext, broadcast: str, slots: Mapping[str, str] | None = None) -> Letter:
    """Draw the letter of the told words; its buttons are about `broadcast`."""
    words = {**context.slots, **(slots or {}), "broadcast": broadcast}
    spec = context.book.flows[ADDRESS[0]].states[ADDRESS[1]]
    notice = noticed(spec, News(*ADDRESS, {**words, "by": by(context, words)}))
    screen = replace(context.draw(notice), attached=sent_file({"told": words}))
    return Letter(screen, LastNotice(*ADDRESS, notice.links))


def by(context: QueryContext, slots: Mapping[str, str]) -> str:
    """Tell in whose name it goes: a teacher's to their own class, else the school's."""
    teaches = context.known.teaches(slots.get("klass", ""))
    return "teacher" if slots.get("by") == "teacher" and teaches else "school"


def row(context: QueryContext, reach: InReach, segment: Segment) -> BroadcastRow:
    """Make the row of the broadcast that is told of."""
    ident, due = context.new_id(), moment(context)
    made = letter(context, ident)
    return BroadcastRow(
        id=ident, author=context.person, school=reach.school, classes=reach.classes, segment=segment,
        body=encoded(made.screen), due=due, budget_since=since(context, due, kind(context.slots)),
        before=segments.before(segment, context.calendar, context.today), kind=kind(context.slots), confirms=True,
        title=title(context, due), told=_heading(context), notice=msgspec.json.encode(made.last_notice).decode(),
        file=made.screen.attached.file if made.screen.attached else "",
    )  # fmt: skip


def _heading(context: QueryContext) -> str:
    words = {word: context.slots[word] for word in HEADED if word in context.slots}
    return msgspec.json.encode({**words, "by": by(context, context.slots)}).decode()


def headed(of: BroadcastRow) -> dict[str, str]:
    """Give the words a broadcast was written with, but the letter's own."""
    return msgspec.json.decode(of.told, type=dict[str, str])


def kind(slots: Mapping[str, str]) -> str:
    """Tell what the budget counts it as: a teacher's own words, or a reminder."""
    return "reminder" if slots.get("ready") and slots["ready"] != "codes" else "own"


def moment(context: QueryContext) -> datetime:
    """Give when it goes: at the told moment, else now, and never in quiet hours."""
    told = context.slots.get("at")
    wanted = datetime.fromisoformat(told) if told else context.now
    wanted = wanted if wanted.tzinfo else wanted.replace(tzinfo=context.calendar.zone)
    return context.calendar.polite(max(wanted, context.now))


def since(context: QueryContext, due: datetime, of: str) -> datetime:
    """Give from when what a family was written counts: the day it goes on, or so many days back."""
    if WITHIN[of] > timedelta(days=1):
        return due - WITHIN[of]
    there = due.astimezone(context.calendar.zone)
    return there.replace(hour=0, minute=0, second=0, microsecond=0)


def title(context: QueryContext, due: datetime) -> str:
    """Name a broadcast for its author: the day, and its first words or the name of its ready text."""
    day = due.astimezone(context.calendar.zone)
    ready, draft = context.slots.get("ready"), " ".join(context.slot("draft").split())
    words = context.book.label("broadcast", "ready", ready) if ready else draft or context.slot("file_name")
    return f"{day:%d.%m} · {words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + '…'}"
