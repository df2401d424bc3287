"""Commands about the roles of class teachers: invite a substitute, leave a class, remove a teacher."""

from datetime import date, datetime, time, timedelta

from bot.commands.context import CommandContext
from flows.values.calendar import Calendar
from flows.values.events import News
from storage.port.answers import Answer, Granted, Refused
from storage.port.delivery.timers import CancelRow, TimerRow
from storage.port.turns import Rows

LONGEST = timedelta(days=366)  #: the longest substitution


async def let_in_substitute(context: CommandContext) -> Answer:
    """Make a code for a substitute of a class. The slot `last_day` is the last day of the code and of the role."""
    day = context.day("last_day")
    if day is None or not context.today <= day <= context.today + LONGEST:
        return Refused("unknown")
    klass, ends_at = context.slot("klass"), _end_of(day, context.calendar)
    return await context.work.roles.let_in(klass, day, ends_at, context.person, context.now)


def over(klass: str, class_name: str, last_day: str, person: str, calendar: Calendar) -> TimerRow:
    """Return the timer that notifies `person` that their substitution is over, after `last_day` (an ISO date)."""
    due = _end_of(date.fromisoformat(last_day), calendar)
    news = News("hats", "over", {"class_name": class_name, "last_day": last_day})
    return TimerRow(f"over:{person}:{klass}", calendar.polite(due), news, person, flow="hats", about=klass)


def _end_of(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), calendar.zone)


async def leave_class(context: CommandContext) -> Answer:
    """End this person's own role in a class, and cancel the scheduled notices about it."""
    klass = context.slot("klass")
    await context.work.turns.keep(Rows(cancels=[CancelRow("", "hats", klass, context.person)]), context.now)
    return await context.work.roles.leave(klass, context.person)


async def remove_teacher(context: CommandContext) -> Answer:
    """Take away a person's role of class teacher, and notify them unless they removed themselves."""
    answer = await context.work.roles.take_off(context.slot("hat"), context.person)
    if not isinstance(answer, Granted):
        return answer
    whose, klass, class_name = (answer.slots[name] for name in ("whose", "klass", "class_name"))
    await context.work.turns.keep(Rows(cancels=[CancelRow("", "hats", klass, whose)]), context.now)
    if whose != context.person:
        news = News("hats", "removed", {"class_name": class_name})
        row = TimerRow(f"removed:{whose}:{class_name}", context.now, news, whose)
        await context.work.turns.keep(Rows(timers=[row]), context.now)
    return Granted({})
