"""Commands that record that an extract was given, or that it is no longer needed (F15)."""

from datetime import date

from bot.commands.context import CommandContext
from flows.values.events import News
from storage.port.answers import Answer, Granted, Refused
from storage.port.delivery.timers import TimerRow
from storage.port.turns import RecordRow, Rows


async def give(context: CommandContext) -> Answer:
    """Record that an extract was given, and notify the parents.

    The slots name the extract and the day. If they name no day, the extract was given today.
    """
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
    """End the extract that the slots name, as it is no longer needed."""
    return await context.work.extracts.end(context.slot("extract"), context.person, context.now)


def _day(context: CommandContext) -> date:
    sent_on = context.slots.get("sent_on")
    try:
        return min(date.fromisoformat(sent_on), context.today) if sent_on else context.today
    except ValueError:
        return context.today
