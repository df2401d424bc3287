"""What the author of a broadcast does with it: sends, tries, stops, repeats and corrects it."""

from bot.messages.screen import encoded
from bot.queries import letters
from bot.queries.look import Look
from flows.values import segments
from storage.port.answers import Answer, Granted, Refused
from storage.port.broadcasts import BroadcastRow, Reported

UNKNOWN = Refused("unknown")


async def send(look: Look) -> Answer:
    """Accept the broadcast that is told of, unless nobody is meant by it."""
    segment = segments.read(look.told.get("segment", ""))
    reach = await look.work.broadcasts.in_reach(look.told.get("klass", ""), look.person)
    if segment is None or not reach.classes:
        return UNKNOWN
    if segment.broadcast and await look.work.broadcasts.authored(segment.broadcast, look.person) is None:
        return UNKNOWN
    row = letters.row(look, reach, segment)
    if not (await look.work.segments.count(row.classes, segment, row.before)).persons:
        return Refused("nobody")
    return await _begun(look, row)


async def give_a_try(look: Look) -> Answer:
    """Send the letter to its author alone."""
    reach = await look.work.broadcasts.in_reach(look.told.get("klass", ""), look.person)
    if not reach.classes:
        return UNKNOWN
    look.hand(letters.letter(look, letters.TRIAL).screen)
    return Granted({})


async def open_one(look: Look) -> Answer:
    """Tell its author what a broadcast was written with, and whether it goes still."""
    row, stands = await _mine(look)
    if row is None or stands is None:
        return UNKNOWN
    told = {"klass": "", "class_name": "", "by": "school", **letters.headed(row)}
    return Granted({**told, "stands": stands.stands, "file": row.file})


async def stop(look: Look) -> Answer:
    """Let nothing more of it go."""
    row, _ = await _mine(look)
    if row is None:
        return UNKNOWN
    await look.work.broadcasts.stop(row.id, look.now)
    _, stands = await _mine(look)
    return Granted({"stands": stands.stands}) if stands else UNKNOWN


async def repeat(look: Look) -> Answer:
    """Send the same once more, to those it did not reach."""
    row, stands = await _mine(look)
    if row is None or stands is None:
        return UNKNOWN
    if stands.stands != "missed":
        return Refused("nobody")
    due = look.calendar.polite(look.now)
    again = row._replace(
        id=look.ident(), due=due, budget_since=letters.since(look, due, row.kind), cause=row.cause or row.id
    )
    return await _begun(look, again)


async def fix(look: Look) -> Answer:
    """Put other words in the place of what arrived. It makes no sound, so no hour is too late for it."""
    row, stands = await _mine(look)
    if row is None or stands is None:
        return UNKNOWN
    if row.file:  # words under a picture cannot be edited everywhere, and it must not come twice
        return Refused("with_file")
    if not stands.sent + stands.waiting:
        return Refused("nobody")
    root = row.fixes or row.cause or row.id
    made = letters.letter(look, root, {**letters.headed(row), "ready": ""})
    ident = look.ident()
    fixed = row._replace(
        id=ident, due=look.now, body=encoded(made.screen), fixes=root, cause=ident, confirms=False, notice=""
    )
    return await _begun(look, fixed)


async def _begun(look: Look, row: BroadcastRow) -> Answer:
    accepted = await look.work.broadcasts.submit(row, look.now)
    return Granted({**accepted.told, "stands": "going"}) if isinstance(accepted, Granted) else accepted


async def _mine(look: Look) -> tuple[BroadcastRow | None, Reported | None]:
    broadcast = look.told.get("broadcast", "")
    return await look.work.broadcasts.authored(broadcast, look.person), await look.work.broadcasts.reported(
        broadcast, look.person
    )
