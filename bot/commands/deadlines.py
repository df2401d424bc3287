"""Deadlines: set, looked at, cancelled, let go on."""

from bot.queries.look import Look
from flows.values.campaigns import GOALS, over, rounds
from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.campaigns import CampaignRow


async def set_one(look: Look) -> Answer:
    """Set the deadline told, for the class told or the whole school. Refused too_soon: no reminder would come."""
    klass, goal, day = look.told.get("klass", ""), look.told.get("goal", ""), look.day("last_day")
    speaks = await look.work.roles.speaks_for(look.person, klass)
    if speaks is None or day is None or goal not in GOALS:
        return Refused("unknown")
    calendar = look.book.calendar_of(speaks[0])
    planned = rounds(day, calendar, look.now)
    if not planned:
        return Refused("too_soon")
    row = CampaignRow(look.person, klass, goal, day, over(day, calendar), planned)
    return await look.work.campaigns.set(row, look.now)


async def look_at(look: Look) -> Answer:
    """Look at the deadline told. Lost: it is not this person's to change."""
    klass, ident = look.told.get("klass", ""), look.told.get("campaign", "")
    found = await look.work.campaigns.one(look.person, klass, ident)
    if found is None:
        return Refused("unknown")
    told = {"goal": found.goal, "deadline": found.deadline.isoformat()}
    if not found.theirs or found.state == "over":
        return Lost()
    # staff who came from a class change the school's deadline for the school
    scope = {"klass": "", "class_name": ""} if found.whole else {}
    return Granted({**told, **scope, "rests": "yes" if found.state == "resting" else ""})


async def cancel(look: Look) -> Answer:
    """Cancel the deadline told."""
    return await look.work.campaigns.cancel(look.told.get("campaign", ""), look.person, look.now)


async def keep(look: Look) -> Answer:
    """Let a deadline that rests go on."""
    return await look.work.campaigns.keep(look.told.get("campaign", ""), look.person, look.now)
