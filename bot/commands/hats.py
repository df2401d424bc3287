"""Hats of class teachers: a substitute let in until a day, a class left, a teacher removed by the school."""

from datetime import date, datetime, time, timedelta

from bot.queries.look import Look
from flows.values.calendar import Calendar
from flows.values.events import News
from storage.port.answers import Answer, Granted, Refused
from storage.port.timers import CancelRow, TimerRow
from storage.port.turns import Rows

LONGEST = timedelta(days=366)  #: nobody substitutes longer than a year


async def let_in_substitute(look: Look) -> Answer:
    """Make a code that is good, and a hat that stays, until the end of the day told."""
    day = look.day("last_day")
    if day is None or not look.today <= day <= look.today + LONGEST:
        return Refused("unknown")
    return await look.work.roles.let_in(
        look.told.get("klass", ""), day, _end_of(day, look.calendar), look.person, look.now
    )


def over(klass: str, class_name: str, last_day: str, person: str, calendar: Calendar) -> TimerRow:
    """Promise a substitute to hear that it is over, once the last day is."""
    due = _end_of(date.fromisoformat(last_day), calendar)
    news = News("hats", "over", {"class_name": class_name, "last_day": last_day})
    return TimerRow(f"over:{person}:{klass}", calendar.polite(due), news, person, flow="hats", about=klass)


def _end_of(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), calendar.zone)


async def leave_class(look: Look) -> Answer:
    """Teach a class no more."""
    klass = look.told.get("klass", "")
    await look.work.turns.keep(Rows(cancels=[CancelRow("", "hats", klass, look.person)]), look.now)
    return await look.work.roles.leave(klass, look.person)


async def remove_teacher(look: Look) -> Answer:
    """Take a teacher's hat off, and let them hear of it."""
    answer = await look.work.roles.take_off(look.told.get("hat", ""), look.person)
    if not isinstance(answer, Granted):
        return answer
    whose, klass, class_name = (answer.told[word] for word in ("whose", "klass", "class_name"))
    await look.work.turns.keep(Rows(cancels=[CancelRow("", "hats", klass, whose)]), look.now)
    if whose != look.person:
        news = News("hats", "removed", {"class_name": class_name})
        row = TimerRow(f"removed:{whose}:{class_name}", look.now, news, whose)
        await look.work.turns.keep(Rows(timers=[row]), look.now)
    return Granted({})
