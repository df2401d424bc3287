"""Commands of a parent that stop and resume the reminders of one goal."""

from bot.commands.context import CommandContext
from flows.values.campaigns import GOALS
from storage.port.answers import Answer, Granted


async def decline(context: CommandContext) -> Answer:
    """Stop the reminders of the goal that the slots name, for this person. An unknown goal is ignored."""
    if context.slots.get("goal") in GOALS:
        await context.work.reminders.decline(context.person, context.slots["goal"], context.now)
    return Granted({})


async def allow(context: CommandContext) -> Answer:
    """Resume the reminders of the goal that the slots name, for this person."""
    await context.work.reminders.allow(context.person, context.slot("goal"))
    return Granted({})
