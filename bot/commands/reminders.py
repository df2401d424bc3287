"""Commands of a parent that stop and resume the reminders of one goal."""

from bot.commands.context import CommandContext
from flows.values.campaigns import GOALS
from storage.port.answers import Answer, Granted


async def decline(context: CommandContext) -> Answer:
    """Stop sending this person reminders of the goal that the slots name. An unknown goal is ignored."""
    if context.slots.get("goal") in GOALS:
        await context.work.reminders.decline(context.person, context.slots["goal"], context.now)
    return Granted({})


async def allow(context: CommandContext) -> Answer:
    """Resume sending this person reminders of the goal that the slots name."""
    await context.work.reminders.allow(context.person, context.slot("goal"))
    return Granted({})
