"""What a parent wants to be reminded of, and what not."""

from bot.queries.look import Look
from flows.values.campaigns import GOALS
from storage.port.answers import Answer, Granted


async def decline(look: Look) -> Answer:
    """Let no more reminders of the goal told come to this person."""
    if look.told.get("goal") in GOALS:
        await look.work.reminders.decline(look.person, look.told["goal"], look.now)
    return Granted({})


async def allow(look: Look) -> Answer:
    """Let them come again."""
    await look.work.reminders.allow(look.person, look.told.get("goal", ""))
    return Granted({})
