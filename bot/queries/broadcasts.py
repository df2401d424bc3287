"""A broadcast as its author sees it: the preview, the progress and the report."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from bot.messages.limits import TELEGRAM, VK
from bot.messages.measured import Message, messages
from bot.messages.parts import size
from bot.queries import letters, urgent
from bot.queries.context import QueryContext
from bot.queries.urgent import MOST
from flows.text.labels import number_ranges
from flows.values import segments
from flows.values.events import Option
from flows.values.segments import Segment
from storage.port.delivery.broadcasts import InReach

SHOWN = 3000  #: a preview tells who will not get it only if the broadcast has no more persons than this
BAR = 10  #: length of the progress bar, in characters


class BroadcastPreview(NamedTuple):
    """What will be sent, to how many persons and when."""

    people: int
    children: int
    will_get: int  #: persons who would get it, if it were sent now: `people` without the three numbers below
    unreachable: int  #: persons who blocked the bot or forbade its messages
    muted: int  #: persons who muted reminders, if the broadcast is one
    held: int  #: persons whose budget is spent
    segment: Segment
    due: datetime  #: in the time zone of the school
    moved: bool  #: the moment that the author chose is in quiet hours; for an urgent letter, by night
    waits: bool  #: it is not sent at once
    past: bool  #: the moment that the author chose has passed
    signs: int  #: characters of the message, as the stricter messenger counts them
    rows: tuple[tuple[str, ...], ...]  #: labels of its buttons, row by row; the same in both messengers
    vk: tuple[Message, ...]
    telegram: tuple[Message, ...]
    urgent: bool = False
    left: int | None = None  #: urgent letters that its author has left this month, this one counted; None: any number
    most: int = MOST  #: urgent letters of a class teacher in a month


class LeftOut(NamedTuple):
    """How many persons of a broadcast would not get it now, each counted once. `BroadcastPreview` has the fields."""

    unreachable: int = 0
    muted: int = 0
    held: int = 0


class Report(NamedTuple):
    """How many persons a broadcast reached. `Reported` in `storage` explains the fields."""

    state: str
    title: str
    due: datetime
    people: int
    expected: int  #: persons who got it, or should
    bar: str  #: `sent` of `expected`
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
    `absent`: the numbers of the families of its class that have not joined yet, as text; empty for a whole school.
    """

    title: str
    numbers: tuple[int, ...]
    new: int
    confirmed: int
    absent: str


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
    left_out = await _left_out(context, reach, segment, before, due) if counted.persons <= SHOWN else LeftOut()
    wanted = context.slots.get("at") or context.now.isoformat()
    at = datetime.fromisoformat(wanted)
    at = at if at.tzinfo else at.replace(tzinfo=context.calendar.zone)
    return BroadcastPreview(
        counted.persons, counted.children, counted.persons - sum(left_out), *left_out, segment,
        due.astimezone(context.calendar.zone),
        moved=due > max(at, context.now), waits=due > context.now, past=at < context.now,
        signs=size(screen.text), rows=tuple(tuple(key.label for key in row) for row in screen.rows),
        vk=messages(screen, VK), telegram=messages(screen, TELEGRAM),
        urgent=letters.urgent(context.slots), left=await urgent.left(context),
    )  # fmt: skip


async def _is_authors(context: QueryContext, segment: Segment) -> bool:
    # only its author may learn who has not read a broadcast
    return (
        not segment.broadcast or await context.work.broadcasts.authored(segment.broadcast, context.person) is not None
    )


async def _left_out(context: QueryContext, reach: InReach, segment: Segment, before: str, due: datetime) -> LeftOut:
    persons = await context.work.segments.members(reach.classes, segment, before, most=SHOWN)
    kind = letters.kind(context.slots)
    closed = await context.work.segments.closed(persons)
    muted = closed.muted - closed.unreachable if kind == "reminder" else frozenset()
    held = 0 if letters.urgent(context.slots) else await _held(context, set(persons) - closed.unreachable - muted, due)
    return LeftOut(len(closed.unreachable), len(muted), held)


async def _held(context: QueryContext, persons: Collection[str], due: datetime) -> int:
    kind = letters.kind(context.slots)
    return len(await context.work.budget.spent(persons, kind, letters.since(context, due, kind)))


async def report(context: QueryContext) -> Report | None:
    """Return the figures of the broadcast that the slots name; None if this person is not its author."""
    of = await context.work.broadcasts.reported(context.slot("broadcast"), context.person)
    if of is None:
        return None
    return Report(
        of.state, of.title, of.due.astimezone(context.calendar.zone), of.people, of.expected,
        bar(of.sent, of.expected), of.sent,
        of.blocked, of.denied, of.unknown, of.refused, of.needless, of.held, of.muted, of.stopped, of.confirmed,
        of.confirms, of.fixes, of.missed,
    )  # fmt: skip


def bar(sent: int, expected: int) -> str:
    """Return a bar of the persons who got a broadcast: «▓▓▓▓░░░░░░». It is full only if all of `expected` got it."""
    full = sent * BAR // expected if expected else 0
    return "▓" * full + "░" * (BAR - full)


async def unread(context: QueryContext) -> Unread | None:
    """Return the families in which nobody confirmed reading the broadcast; None if this person is not its author."""
    broadcast = context.slot("broadcast")
    of = await context.work.broadcasts.reported(broadcast, context.person)
    row = await context.work.broadcasts.authored(broadcast, context.person)
    if of is None or row is None:
        return None
    found = await context.work.broadcasts.unread(broadcast, context.person)
    numbers = tuple(sorted({number for number in found if number}))
    absent = await context.work.families.absent(letters.headed(row).get("klass", ""), context.person)
    return Unread(of.title, numbers, sum(not number for number in found), of.confirmed, number_ranges(absent))


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
