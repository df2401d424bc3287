"""Extracts: given, or needed no more."""

from datetime import date

from bot.commands.context import CommandContext
from flows.values.events import News
from storage.port.answers import Answer, Granted, Refused
from storage.port.delivery.timers import TimerRow
from storage.port.turns import RecordRow, Rows


async def give(context: CommandContext) -> Answer:
    """Keep that the extract told was given, on the day told or today; its parents hear of it."""
    found = await context.work.extracts.one(context.person, context.slot("extract"))
    if found is None or not found.stands:
        return Refused("unknown")
    day = _day(context)
    record = RecordRow(found.child, "diary", "extract", "given", day, context.person)
    timers = [
        TimerRow(
            f"extract:{found.id}:{day}:{parent}", context.calendar.polite(context.now),
            News("extract", "teacher_gave", {}, found.child), parent, child=found.child, flow="extract",
            about="extract",
        )
        for parent in await context.work.extracts.parents(found.child)
    ]  # fmt: skip
    await context.work.turns.keep(Rows(records=[record], timers=timers), context.now)
    await context.work.extracts.given(found.id, context.person, context.now)
    return Granted({"given_on": day.isoformat()})


async def end(context: CommandContext) -> Answer:
    """Let the extract told stand no more."""
    return await context.work.extracts.end(context.slot("extract"), context.person, context.now)


def _day(context: CommandContext) -> date:
    told = context.slots.get("sent_on")
    try:
        return min(date.fromisoformat(told), context.today) if told else context.today
    except ValueError:
        return context.today
