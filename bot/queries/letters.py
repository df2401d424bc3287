"""A letter: what one broadcast says to everybody, made of the words its author was told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from bot.messages.screen import Screen, encoded
from bot.queries.look import Look
from bot.rendering.attachments import sent_file
from flows.context.known import Spoken
from flows.engine.advance import noticed
from flows.values import segments
from flows.values.events import News
from flows.values.segments import Segment
from storage.port.broadcasts import BroadcastRow, InReach
from storage.port.budget import WITHIN

ADDRESS = ("letter", "message")
HEADED = ("klass", "class_name", "by")  #: the told words that say in whose name, and of which class
TRIAL = "test"  #: in the place of a broadcast's id, under a letter that was sent to its author alone
TITLE = 32  #: characters of a broadcast's name in a list; the day stands before them


class Letter(NamedTuple):
    """What everybody gets, and what typed words may answer."""

    screen: Screen
    spoken: Spoken


def letter(look: Look, broadcast: str, told: Mapping[str, str] | None = None) -> Letter:
    """Draw the letter of the told words; its buttons are about `broadcast`."""
    words = {**look.told, **(told or {}), "broadcast": broadcast}
    spec = look.book.flows[ADDRESS[0]].states[ADDRESS[1]]
    notice = noticed(spec, News(*ADDRESS, {**words, "by": by(look, words)}))
    screen = replace(look.drawn(notice), attached=sent_file({"told": words}))
    return Letter(screen, Spoken(*ADDRESS, notice.links))


def by(look: Look, told: Mapping[str, str]) -> str:
    """Tell in whose name it goes: a teacher's to their own class, else the school's."""
    teaches = look.known.teaches(told.get("klass", ""))
    return "teacher" if told.get("by") == "teacher" and teaches else "school"


def row(look: Look, reach: InReach, segment: Segment) -> BroadcastRow:
    """Make the row of the broadcast that is told of."""
    ident, due = look.ident(), moment(look)
    made = letter(look, ident)
    return BroadcastRow(
        id=ident, author=look.person, school=reach.school, classes=reach.classes, segment=segment,
        body=encoded(made.screen), due=due, budget_since=since(look, due, kind(look.told)),
        before=segments.before(segment, look.calendar, look.today), kind=kind(look.told), confirms=True,
        title=title(look, due), told=_heading(look), notice=msgspec.json.encode(made.spoken).decode(),
        file=made.screen.attached.file if made.screen.attached else "",
    )  # fmt: skip


def _heading(look: Look) -> str:
    words = {word: look.told[word] for word in HEADED if word in look.told}
    return msgspec.json.encode({**words, "by": by(look, look.told)}).decode()


def headed(of: BroadcastRow) -> dict[str, str]:
    """Give the words a broadcast was written with, but the letter's own."""
    return msgspec.json.decode(of.told, type=dict[str, str])


def kind(told: Mapping[str, str]) -> str:
    """Tell what the budget counts it as: a teacher's own words, or a reminder."""
    return "reminder" if told.get("ready") and told["ready"] != "codes" else "own"


def moment(look: Look) -> datetime:
    """Give when it goes: at the told moment, else now, and never in quiet hours."""
    told = look.told.get("at")
    wanted = datetime.fromisoformat(told) if told else look.now
    wanted = wanted if wanted.tzinfo else wanted.replace(tzinfo=look.calendar.zone)
    return look.calendar.polite(max(wanted, look.now))


def since(look: Look, due: datetime, of: str) -> datetime:
    """Give from when what a family was written counts: the day it goes on, or so many days back."""
    if WITHIN[of] > timedelta(days=1):
        return due - WITHIN[of]
    there = due.astimezone(look.calendar.zone)
    return there.replace(hour=0, minute=0, second=0, microsecond=0)


def title(look: Look, due: datetime) -> str:
    """Name a broadcast for its author: the day, and its first words or the name of its ready text."""
    day = due.astimezone(look.calendar.zone)
    ready, draft = look.told.get("ready"), " ".join(look.told.get("draft", "").split())
    words = look.book.label("broadcast", "ready", ready) if ready else draft or look.told.get("file_name", "")
    return f"{day:%d.%m} · {words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + '…'}"
