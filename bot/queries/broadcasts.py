"""A broadcast as its author sees it: before it goes, while it goes, and what came of it."""

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

SHOWN = 500  #: persons the budget is asked about for a preview; of more, the report tells
BAR = 10  #: squares of the bar


class BroadcastPreview(NamedTuple):
    """What will go, to how many and when."""

    people: int
    children: int
    held: int  #: whom the budget holds back, if it went now
    segment: Segment
    due: datetime  #: where the school is
    moved: bool  #: the moment wanted is one of quiet hours
    waits: bool  #: it does not go at once
    past: bool  #: the moment wanted is over
    signs: int  #: of the message, as the stricter messenger counts
    rows: tuple[tuple[str, ...], ...]  #: the words on its buttons, as they are laid out in both messengers
    vk: tuple[Message, ...]
    telegram: tuple[Message, ...]


class Report(NamedTuple):
    """How a broadcast stands, in people."""

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
    """Whose parents have not said that they read it: numbers of the paper list, and how many families without one."""

    title: str
    numbers: tuple[int, ...]
    new: int
    confirmed: int


async def preview(context: QueryContext) -> BroadcastPreview | None:
    """Count whom it is for, and draw it as they will see it; None of classes that are not theirs."""
    segment = segments.read(context.slot("segment"))
    reach = await context.work.broadcasts.in_reach(context.slot("klass"), context.person)
    if segment is None or not reach.classes or not await _own(context, segment):
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


async def _own(context: QueryContext, segment: Segment) -> bool:
    # who has not read another's broadcast is not theirs to know
    return (
        not segment.broadcast or await context.work.broadcasts.authored(segment.broadcast, context.person) is not None
    )


async def _held(context: QueryContext, reach: InReach, segment: Segment, before: str, due: datetime) -> int:
    persons: Sequence[str] = await context.work.segments.members(reach.classes, segment, before, most=SHOWN)
    kind = letters.kind(context.slots)
    return len(await context.work.budget.spent(persons, kind, letters.since(context, due, kind)))


async def report(context: QueryContext) -> Report | None:
    """Tell how the broadcast told of stands; None of another's."""
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
    """Draw how much is done: «▓▓▓▓░░░░░░»; full only when all is."""
    full = done * BAR // people if people else BAR
    return "▓" * full + "░" * (BAR - full)


async def unread(context: QueryContext) -> Unread | None:
    """Tell which families have not said that they read it, by their numbers; None of another's broadcast."""
    broadcast = context.slot("broadcast")
    of = await context.work.broadcasts.reported(broadcast, context.person)
    if of is None:
        return None
    found = await context.work.broadcasts.unread(broadcast, context.person)
    numbers = tuple(sorted({number for number in found if number}))
    return Unread(of.title, numbers, sum(not number for number in found), of.confirmed)


async def sent(context: QueryContext) -> tuple[Option, ...]:
    """List the person's own broadcasts, the newest first."""
    found = await context.work.broadcasts.mine(context.person, to_read=False)
    return tuple(Option(each.id, each.title) for each in found)


async def to_read(context: QueryContext) -> tuple[Option, ...]:
    """List their broadcasts that ask for «Прочитал(а)», as segments of those who did not press it."""
    found = await context.work.broadcasts.mine(context.person, to_read=True)
    return tuple(Option(segments.spelt(Segment("unread", broadcast=each.id)), each.title) for each in found)
