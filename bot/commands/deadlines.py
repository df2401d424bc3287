"""Commands of teachers and staff that set, show, cancel and resume deadlines (campaigns)."""

from bot.commands.context import CommandContext
from flows.values.campaigns import GOALS, over, rounds
from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.school.campaigns import CampaignRow


async def set_one(context: CommandContext) -> Answer:
    """Set the deadline that the slots describe, for a class or the whole school.

    Returns `Refused("too_soon")` if the deadline is so near that no reminder would be sent before it.
    """
    klass, goal, day = context.slot("klass"), context.slot("goal"), context.day("last_day")
    speaks = await context.work.roles.speaks_for(context.person, klass)
    if speaks is None or day is None or goal not in GOALS:
        return Refused("unknown")
    calendar = context.book.calendar_of(speaks[0])
    planned = rounds(day, calendar, context.now)
    if not planned:
        return Refused("too_soon")
    row = CampaignRow(context.person, klass, goal, day, over(day, calendar), planned)
    return await context.work.campaigns.set(row, context.now)


async def look_at(context: CommandContext) -> Answer:
    """Return the deadline that the slots name; `Lost` if it is over, or if this person may see but not change it."""
    klass, ident = context.slot("klass"), context.slot("campaign")
    found = await context.work.campaigns.one(context.person, klass, ident)
    if found is None:
        return Refused("unknown")
    slots = {"goal": found.goal, "deadline": found.deadline.isoformat()}
    if not found.theirs or found.state == "over":
        return Lost()
    # staff may open a deadline of the school from a class: they change it for the whole school, so the class is unset
    scope = {"klass": "", "class_name": ""} if found.whole else {}
    return Granted({**slots, **scope, "rests": "yes" if found.state == "resting" else ""})


async def cancel(context: CommandContext) -> Answer:
    """Cancel the deadline that the slots name."""
    return await context.work.campaigns.cancel(context.slot("campaign"), context.person, context.now)


async def keep(context: CommandContext) -> Answer:
    """Keep a deadline that was suspended because its teacher left the class, and resume its reminders."""
    return await context.work.campaigns.keep(context.slot("campaign"), context.person, context.now)
