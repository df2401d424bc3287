"""A broadcast as its author sees it: before it goes, while it goes, and what came of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.messages.limits import TELEGRAM, VK
from bot.messages.parts import size
from bot.queries import letters
from bot.queries.look import Look
from bot.queries.messages import Message, messages
from flows.values import segments
from flows.values.events import Option
from flows.values.segments import Segment
from storage.port.broadcasts import InReach

SHOWN = 500  #: persons the budget is asked about for a preview; of more, the report tells
BAR = 10  #: squares of the bar


class Preview(NamedTuple):
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


async def preview(look: Look) -> Preview | None:
    """Count whom it is for, and draw it as they will see it; None of classes that are not theirs."""
    segment = segments.read(look.told.get("segment", ""))
    reach = await look.work.broadcasts.in_reach(look.told.get("klass", ""), look.person)
    if segment is None or not reach.classes or not await _own(look, segment):
        return None
    before = segments.before(segment, look.calendar, look.today)
    counted = await look.work.segments.count(reach.classes, segment, before)
    due, screen = letters.moment(look), letters.letter(look, letters.TRIAL).screen
    held = await _held(look, reach, segment, before, due) if counted.persons <= SHOWN else 0
    wanted = look.told.get("at") or look.now.isoformat()
    at = datetime.fromisoformat(wanted)
    at = at if at.tzinfo else at.replace(tzinfo=look.calendar.zone)
    return Preview(
        counted.persons, counted.children, held, segment, due.astimezone(look.calendar.zone),
        moved=look.calendar.is_quiet(max(at, look.now)), waits=due > look.now, past=at < look.now,
        signs=size(screen.text), rows=tuple(tuple(key.label for key in row) for row in screen.rows),
        vk=messages(screen, VK), telegram=messages(screen, TELEGRAM),
    )  # fmt: skip


async def _own(look: Look, segment: Segment) -> bool:
    # who has not read another's broadcast is not theirs to know
    return not segment.broadcast or await look.work.broadcasts.authored(segment.broadcast, look.person) is not None


async def _held(look: Look, reach: InReach, segment: Segment, before: str, due: datetime) -> int:
    persons: Sequence[str] = await look.work.segments.members(reach.classes, segment, before, most=SHOWN)
    kind = letters.kind(look.told)
    return len(await look.work.budget.spent(persons, kind, letters.since(look, due, kind)))


async def report(look: Look) -> Report | None:
    """Tell how the broadcast told of stands; None of another's."""
    of = await look.work.broadcasts.reported(look.told.get("broadcast", ""), look.person)
    if of is None:
        return None
    done = of.people - of.waiting
    return Report(
        of.state, of.title, of.due.astimezone(look.calendar.zone), of.people, done, bar(done, of.people), of.sent,
        of.blocked, of.denied, of.unknown, of.refused, of.needless, of.held, of.muted, of.stopped, of.confirmed,
        of.confirms, of.fixes, of.missed,
    )  # fmt: skip


def bar(done: int, people: int) -> str:
    """Draw how much is done: «▓▓▓▓░░░░░░»; full only when all is."""
    full = done * BAR // people if people else BAR
    return "▓" * full + "░" * (BAR - full)


async def unread(look: Look) -> Unread | None:
    """Tell which families have not said that they read it, by their numbers; None of another's broadcast."""
    broadcast = look.told.get("broadcast", "")
    of = await look.work.broadcasts.reported(broadcast, look.person)
    if of is None:
        return None
    found = await look.work.broadcasts.unread(broadcast, look.person)
    numbers = tuple(sorted({number for number in found if number}))
    return Unread(of.title, numbers, sum(not number for number in found), of.confirmed)


async def sent(look: Look) -> tuple[Option, ...]:
    """List the person's own broadcasts, the newest first."""
    found = await look.work.broadcasts.mine(look.person, to_read=False)
    return tuple(Option(each.id, each.title) for each in found)


async def to_read(look: Look) -> tuple[Option, ...]:
    """List their broadcasts that ask for «Прочитал(а)», as segments of those who did not press it."""
    found = await look.work.broadcasts.mine(look.person, to_read=True)
    return tuple(Option(segments.spelt(Segment("unread", broadcast=each.id)), each.title) for each in found)
