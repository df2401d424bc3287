"""Extracts: given, or needed no more."""

from datetime import date

from bot.queries.look import Look
from flows.values.events import News
from storage.port.answers import Answer, Granted, Refused
from storage.port.timers import TimerRow
from storage.port.turns import RecordRow, Rows


async def give(look: Look) -> Answer:
    """Keep that the extract told was given, on the day told or today; its parents hear of it."""
    found = await look.work.extracts.one(look.person, look.told.get("extract", ""))
    if found is None or not found.stands:
        return Refused("unknown")
    day = _day(look)
    record = RecordRow(found.child, "diary", "extract", "given", day, look.person)
    timers = [
        TimerRow(
            f"extract:{found.id}:{day}:{parent}", look.calendar.polite(look.now),
            News("extract", "teacher_gave", {}, found.child), parent, child=found.child, flow="extract",
            about="extract",
        )
        for parent in await look.work.extracts.parents(found.child)
    ]  # fmt: skip
    await look.work.turns.keep(Rows(records=[record], timers=timers), look.now)
    await look.work.extracts.given(found.id, look.person, look.now)
    return Granted({"given_on": day.isoformat()})


async def end(look: Look) -> Answer:
    """Let the extract told stand no more."""
    return await look.work.extracts.end(look.told.get("extract", ""), look.person, look.now)


def _day(look: Look) -> date:
    told = look.told.get("sent_on")
    try:
        return min(date.fromisoformat(told), look.today) if told else look.today
    except ValueError:
        return look.today
