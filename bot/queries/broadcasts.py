"""A broadcast as its author sees it: the preview, the progress and the report."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.messages.limits import TELEGRAM, VK
from bot.messages.measured import Message, messages
from bot.messages.parts import size
from bot.queries import letters
from bot.queries.context import QueryContext
from flows.values import segments
from flows.values.events import Option
from flows.values.segments import Segment
from storage.port.delivery.broadcasts import InReach

SHOWN = 500  #: a preview counts the persons whose budget is spent only if a broadcast has no more persons than this
BAR = 10  #: length of the progress bar, in characters


class BroadcastPreview(NamedTuple):
    """What will be sent, to how many persons and when."""

    people: int
    children: int
    held: int  #: persons who will not get it, because their budget is spent
    segment: Segment
    due: datetime  #: in the time zone of the school
    moved: bool  #: the moment that the author chose is in quiet hours
    waits: bool  #: it is not sent at once
    past: bool  #: the moment that the author chose has passed
    signs: int  #: characters of the message, as the stricter messenger counts them
    rows: tuple[tuple[str, ...], ...]  #: labels of its buttons, row by row; the same in both messengers
    vk: tuple[Message, ...]
    telegram: tuple[Message, ...]


class Report(NamedTuple):
    """How many persons a broadcast reached. `Reported` in `storage` explains the fields."""

    state: str
    title: str
    due: datetime
    people: int
    done: int
    bar: str
    sent: int
    blocked: int
    denied: int
    unknown: int
    refused: int
    needless: int
    held: int
    muted: int
    stopped: int
    confirmed: int
    confirms: bool
    fixes: bool
    missed: int


class Unread(NamedTuple):
    """The families in which nobody confirmed reading a broadcast.

    `numbers`: their numbers on the paper list. `new`: how many have no number. `confirmed`: how many persons confirmed.
    """

    title: str
    numbers: tuple[int, ...]
    new: int
    confirmed: int


async def preview(context: QueryContext) -> BroadcastPreview | None:
    """Count the recipients of the broadcast in the slots and render its message.

    None if this person may not write to these classes.
    """
    segment = segments.read(context.slot("segment"))
    reach = await context.work.broadcasts.in_reach(context.slot("klass"), context.person)
    if segment is None or not reach.classes or not await _is_authors(context, segment):
        return None
    before = segments.before(segment, context.calendar, context.today)
    counted = await context.work.segments.count(reach.classes, segment, before)
    due, screen = letters.moment(context), letters.letter(context, letters.TRIAL).screen
    held = await _held(context, reach, segment, before, due) if counted.persons <= SHOWN else 0
    wanted = context.slots.get("at") or context.now.isoformat()
    at = datetime.fromisoformat(wanted)
    at = at if at.tzinfo else at.replace(tzinfo=context.calendar.zone)
    return BroadcastPreview(
        counted.persons, counted.children, held, segment, due.astimezone(context.calendar.zone),
        moved=context.calendar.is_quiet(max(at, context.now)), waits=due > context.now, past=at < context.now,
        signs=size(screen.text), rows=tuple(tuple(key.label for key in row) for row in screen.rows),
        vk=messages(screen, VK), telegram=messages(screen, TELEGRAM),
    )  # fmt: skip


async def _is_authors(context: QueryContext, segment: Segment) -> bool:
    # only its author may learn who has not read a broadcast
    return (
        not segment.broadcast or await context.work.broadcasts.authored(segment.broadcast, context.person) is not None
    )


async def _held(context: QueryContext, reach: InReach, segment: Segment, before: str, due: datetime) -> int:
    persons: Sequence[str] = await context.work.segments.members(reach.classes, segment, before, most=SHOWN)
    kind = letters.kind(context.slots)
    return len(await context.work.budget.spent(persons, kind, letters.since(context, due, kind)))


async def report(context: QueryContext) -> Report | None:
    """Return the figures of the broadcast that the slots name; None if this person is not its author."""
    of = await context.work.broadcasts.reported(context.slot("broadcast"), context.person)
    if of is None:
        return None
    done = of.people - of.waiting
    return Report(
        of.state, of.title, of.due.astimezone(context.calendar.zone), of.people, done, bar(done, of.people), of.sent,
        of.blocked, of.denied, of.unknown, of.refused, of.needless, of.held, of.muted, of.stopped, of.confirmed,
        of.confirms, of.fixes, of.missed,
    )  # fmt: skip


def bar(done: int, people: int) -> str:
    """Return a progress bar for `done` of `people` persons: «▓▓▓▓░░░░░░». It is full only if `done` is `people`."""
    full = done * BAR // people if people else BAR
    return "▓" * full + "░" * (BAR - full)


async def unread(context: QueryContext) -> Unread | None:
    """Return the families in which nobody confirmed reading the broadcast; None if this person is not its author."""
    broadcast = context.slot("broadcast")
    of = await context.work.broadcasts.reported(broadcast, context.person)
    if of is None:
        return None
    found = await context.work.broadcasts.unread(broadcast, context.person)
    numbers = tuple(sorted({number for number in found if number}))
    return Unread(of.title, numbers, sum(not number for number in found), of.confirmed)


async def sent(context: QueryContext) -> tuple[Option, ...]:
    """List the broadcasts of which this person is the author, the newest first."""
    found = await context.work.broadcasts.mine(context.person, to_read=False)
    return tuple(Option(each.id, each.title) for each in found)


async def to_read(context: QueryContext) -> tuple[Option, ...]:
    """List the author's broadcasts that have the button «Прочитал(а)».

    The value of each option is a segment: the families in which nobody pressed the button.
    """
    found = await context.work.broadcasts.mine(context.person, to_read=True)
    return tuple(Option(segments.spelt(Segment("unread", broadcast=each.id)), each.title) for each in found)
