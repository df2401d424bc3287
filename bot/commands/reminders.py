"""What a parent wants to be reminded of, and what not."""

from bot.commands.context import CommandContext
from flows.values.campaigns import GOALS
from storage.port.answers import Answer, Granted


async def decline(context: CommandContext) -> Answer:
    """Let no more reminders of the goal told come to this person."""
    if context.slots.get("goal") in GOALS:
        await context.work.reminders.decline(context.person, context.slots["goal"], context.now)
    return Granted({})


async def allow(context: CommandContext) -> Answer:
    """Let them come again."""
    await context.work.reminders.allow(context.person, context.slot("goal"))
    return Granted({})
