"""Stop and resume the reminders of one goal for a parent."""

from bot.commands.context import CommandContext
from flows.values.campaigns import GOALS
from storage.port.answers import Answer, Granted


async def decline(context: CommandContext) -> Answer:
    """Stop the reminders of the goal in the slots for this person. An unknown goal changes nothing."""
    if context.slots.get("goal") in GOALS:
        await context.work.reminders.decline(context.person, context.slots["goal"], context.now)
    return Granted({})


async def allow(context: CommandContext) -> Answer:
    """Resume the reminders of the goal in the slots."""
    await context.work.reminders.allow(context.person, context.slot("goal"))
    return Granted({})
