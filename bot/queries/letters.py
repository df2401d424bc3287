"""The letter of a broadcast: the message that all recipients get, rendered from the slots that its author filled."""

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
#: the slots that hold the class, in whose name the letter is sent, and whether it is urgent
HEADED = ("klass", "class_name", "by", "urgent")
TRIAL = "test"  #: replaces the id of the broadcast in the buttons of a trial letter, which only the author gets
TITLE = 32  #: the most characters of a broadcast's title in a list, after its day


class Letter(NamedTuple):
    """The message that all recipients get, and its notice: the bot reads a typed reply as a reply to this notice."""

    screen: Screen
    last_notice: LastNotice


def letter(context: QueryContext, broadcast: str, slots: Mapping[str, str] | None = None) -> Letter:
    """Render the letter that the slots describe. Its buttons hold `broadcast`, the id of the broadcast.

    The values in `slots` override the slots of the context.
    """
    letter_slots = {**context.slots, **(slots or {}), "broadcast": broadcast}
    spec = context.book.flows[ADDRESS[0]].states[ADDRESS[1]]
    heading = {"by": by(context, letter_slots), "urgent": "yes" if urgent(letter_slots) else ""}
    notice = noticed(spec, News(*ADDRESS, {**letter_slots, **heading}))
    screen = replace(context.draw(notice), attached=sent_file({"told": letter_slots}))
    return Letter(screen, LastNotice(*ADDRESS, notice.links))


def by(context: QueryContext, slots: Mapping[str, str]) -> str:
    """Return in whose name the letter is: "teacher" if the author chose so and teaches the class, else "school"."""
    teaches = context.known.teaches(slots.get("klass", ""))
    return "teacher" if slots.get("by") == "teacher" and teaches else "school"


def row(context: QueryContext, reach: InReach, segment: Segment) -> BroadcastRow:
    """Return the row of the broadcast that the slots describe. It goes to `segment` of the classes in `reach`."""
    ident, due = context.new_id(), moment(context)
    made = letter(context, ident)
    return BroadcastRow(
        id=ident, author=context.person, school=reach.school, classes=reach.classes, segment=segment,
        body=encoded(made.screen), due=due, budget_since=since(context, due, kind(context.slots)),
        before=segments.before(segment, context.calendar, context.today), kind=kind(context.slots), confirms=True,
        title=title(context, due), slots=_heading(context), notice=msgspec.json.encode(made.last_notice).decode(),
        file=made.screen.attached.file if made.screen.attached else "", urgent=urgent(context.slots),
    )  # fmt: skip


def _heading(context: QueryContext) -> str:
    slots = {name: context.slots[name] for name in HEADED if name in context.slots}
    heading = {"by": by(context, context.slots), "urgent": "yes" if urgent(context.slots) else ""}
    return msgspec.json.encode({**slots, **heading}).decode()


def headed(of: BroadcastRow) -> dict[str, str]:
    """Return the slots stored with a broadcast: its class, in whose name it is, and whether it is urgent."""
    return {"urgent": "", **msgspec.json.decode(of.slots, type=dict[str, str])}


def urgent(slots: Mapping[str, str]) -> bool:
    """Return whether the letter is urgent: its author chose so, and it is no reminder."""
    return slots.get("urgent") == "yes" and kind(slots) == "own"


def kind(slots: Mapping[str, str]) -> str:
    """Return which budget of messages a broadcast spends: "own" or "reminder".

    It is "own" for the author's own words and for the ready text `codes`, "reminder" for the other ready texts.
    """
    return "reminder" if slots.get("ready") and slots["ready"] != "codes" else "own"


def moment(context: QueryContext) -> datetime:
    """Return the moment to send a broadcast: the slot `at`, or now if it is unset or past.

    A moment in quiet hours is moved to their end; for an urgent letter, a moment by night is moved to the morning.
    """
    at = context.slots.get("at")
    wanted = datetime.fromisoformat(at) if at else context.now
    wanted = wanted if wanted.tzinfo else wanted.replace(tzinfo=context.calendar.zone)
    polite = context.calendar.urgent if urgent(context.slots) else context.calendar.polite
    return polite(max(wanted, context.now))


def since(context: QueryContext, due: datetime, of: str) -> datetime:
    """Return the moment since which the budget counts messages, for a broadcast of the kind `of` sent at `due`.

    The moment is `WITHIN[of]` before `due`. If `WITHIN[of]` is one day, it is the start of the day of `due` instead.
    """
    if WITHIN[of] > timedelta(days=1):
        return due - WITHIN[of]
    there = due.astimezone(context.calendar.zone)
    return there.replace(hour=0, minute=0, second=0, microsecond=0)


def title(context: QueryContext, due: datetime) -> str:
    """Return the title that the author sees in lists.

    It is the day, then the name of the ready text, the first words of the draft, or the name of the file.
    """
    day = due.astimezone(context.calendar.zone)
    ready, draft = context.slots.get("ready"), " ".join(context.slot("draft").split())
    words = context.book.label("broadcast", "ready", ready) if ready else draft or context.slot("file_name")
    return f"{day:%d.%m} · {words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + '…'}"
