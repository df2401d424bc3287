"""Commands of the author of a broadcast: send, try, open, pause, stop, repeat and correct it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.commands.context import CommandContext
from bot.messages.screen import encoded
from bot.queries import letters, urgent
from flows.values import segments
from flows.values.segments import EVERY_CLASS, Segment
from storage.port.answers import Answer, Granted, Refused
from storage.port.delivery.broadcasts import BroadcastRow, Reported
from storage.port.delivery.urgent import UrgentLetter

UNKNOWN = Refused("unknown")
PAUSE = timedelta(minutes=10)  #: an author who leaves the question «Остановить?» unanswered does not stop the sending


async def make_urgent(context: CommandContext) -> Answer:
    """Mark the broadcast being written as urgent. Returns `Refused("too_many")` if its author has none left."""
    reach = await context.work.broadcasts.in_reach(context.slot("klass"), context.person)
    if not reach.classes:
        return UNKNOWN
    return Refused("too_many") if await urgent.left(context) == 0 else Granted({"urgent": "yes"})


async def send(context: CommandContext) -> Answer:
    """Queue the broadcast that the slots describe. Returns `Refused("nobody")` if it has no recipients.

    Returns `Refused("too_many")` if it is urgent and its author has no urgent letter left this month.
    """
    segment = segments.read(context.slot("segment"))
    reach = await context.work.broadcasts.in_reach(context.slot("klass"), context.person)
    if segment is None or not reach.classes:
        return UNKNOWN
    if segment.broadcast and await context.work.broadcasts.authored(segment.broadcast, context.person) is None:
        return UNKNOWN
    row = letters.row(context, reach, segment)
    people = (await context.work.segments.count(row.classes, segment, row.before)).persons
    if not people:
        return Refused("nobody")
    if row.urgent and await urgent.left(context) == 0:
        return Refused("too_many")
    answer = await _submit(context, row)
    if row.urgent and isinstance(answer, Granted):
        await context.work.urgent.record(_journal_line(context, row, people))
    return answer


def _journal_line(context: CommandContext, row: BroadcastRow, people: int) -> UrgentLetter:
    role = "teacher" if letters.by(context, context.slots) == "teacher" else "staff"
    whole = context.slot("klass") == EVERY_CLASS
    name = "" if whole else context.slot("class_name")
    return UrgentLetter(row.id, row.school, row.author, role, name, people, context.now)


async def give_a_try(context: CommandContext) -> Answer:
    """Send the message of the broadcast to its author alone, as a trial."""
    reach = await context.work.broadcasts.in_reach(context.slot("klass"), context.person)
    if not reach.classes:
        return UNKNOWN
    context.send(letters.letter(context, letters.TRIAL).screen)
    return Granted({})


async def open_one(context: CommandContext) -> Answer:
    """Return these slots of a broadcast: its class, in whose name it is, whether it is urgent, its file, its progress.

    Returns `Refused("unknown")` if this person is not its author.
    """
    row, stands = await _mine(context)
    if row is None or stands is None:
        return UNKNOWN
    slots = {"klass": "", "class_name": "", "by": "school", **letters.headed(row)}
    return Granted({**slots, "stands": stands.stands, "file": row.file})


async def write_to_unread(context: CommandContext) -> Answer:
    """Begin a new broadcast to the families in which nobody has read this one.

    Returns `Refused("nobody")` if there are none. Nobody is named: the slot `segment` names the broadcast.
    """
    row, stands = await _mine(context)
    if row is None or stands is None:
        return UNKNOWN
    if not await context.work.broadcasts.unread(row.id, context.person):
        return Refused("nobody")
    slots = {"klass": "", "class_name": "", "by": "school", **letters.headed(row)}
    return Granted({**slots, "segment": segments.spelt(Segment("unread", broadcast=row.id))})


async def pause(context: CommandContext) -> Answer:
    """Send nothing more of a broadcast while its author is asked whether to stop it, but not longer than PAUSE.

    The slot `arrived` has the number of persons who got it so far. Returns `Refused("over")` if it has ended.
    """
    row, stands = await _mine(context)
    if row is None or stands is None:
        return UNKNOWN
    if stands.stands != "going":
        return Refused("over")
    await context.work.broadcasts.pause(row.id, context.now + PAUSE)
    return Granted({"arrived": str(stands.sent)})


async def resume(context: CommandContext) -> Answer:
    """Send a paused broadcast further."""
    return await _changed(context, context.work.broadcasts.pause)


async def stop(context: CommandContext) -> Answer:
    """Stop a broadcast: do not send its messages that are still queued."""
    return await _changed(context, context.work.broadcasts.stop)


async def _changed(context: CommandContext, change: Callable[[str, datetime], Awaitable[None]]) -> Answer:
    # `change` gets the id of the author's broadcast and the current moment
    row, _ = await _mine(context)
    if row is None:
        return UNKNOWN
    await change(row.id, context.now)
    return await _meanwhile(context)


async def _meanwhile(context: CommandContext) -> Answer:
    # `meanwhile`: to how many persons the broadcast was delivered since its author was asked whether to stop it
    _, stands = await _mine(context)
    if stands is None:
        return UNKNOWN
    arrived = context.slot("arrived")
    more = stands.sent - int(arrived) if arrived.isdecimal() else 0
    return Granted({"stands": stands.stands, "meanwhile": str(max(more, 0))})


async def repeat(context: CommandContext) -> Answer:
    """Send a finished broadcast to the persons that it did not reach. Returns `Refused("nobody")` if there are none."""
    row, stands = await _mine(context)
    if row is None or stands is None:
        return UNKNOWN
    if stands.stands != "missed":
        return Refused("nobody")
    due = context.calendar.urgent(context.now) if row.urgent else context.calendar.polite(context.now)
    again = row._replace(
        id=context.new_id(),
        due=due,
        budget_since=letters.since(context, due, row.kind),
        cause=row.cause or row.id,
    )
    return await _submit(context, again)


async def fix(context: CommandContext) -> Answer:
    """Correct a broadcast: edit its messages that were already sent, even in quiet hours, because an edit is silent."""
    row, stands = await _mine(context)
    if row is None or stands is None:
        return UNKNOWN
    if row.file:  # not every messenger can edit the text under a file, and the file must not be sent twice
        return Refused("with_file")
    if not stands.sent + stands.waiting:
        return Refused("nobody")
    root = row.fixes or row.cause or row.id
    made = letters.letter(context, root, {**letters.headed(row), "ready": ""})
    ident = context.new_id()
    fixed = row._replace(
        id=ident, due=context.now, body=encoded(made.screen), fixes=root, cause=ident, confirms=False, notice=""
    )
    return await _submit(context, fixed)


async def _submit(context: CommandContext, row: BroadcastRow) -> Answer:
    accepted = await context.work.broadcasts.submit(row, context.now)
    return Granted({**accepted.slots, "stands": "going"}) if isinstance(accepted, Granted) else accepted


async def _mine(context: CommandContext) -> tuple[BroadcastRow | None, Reported | None]:
    broadcasts, broadcast, person = context.work.broadcasts, context.slot("broadcast"), context.person
    return await broadcasts.authored(broadcast, person), await broadcasts.reported(broadcast, person)
