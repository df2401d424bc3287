"""Shapes of what the bot did not understand, as the office opens and drops them."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer, Granted, Refused


async def look_signature(context: CommandContext) -> Answer:
    """Tell the shape that was chosen."""
    found = await context.work.unrecognised.one(context.slot("miss"), context.person, context.now)
    return Granted({"shape": found.signature}) if found else Refused("unknown")


async def drop_signature(context: CommandContext) -> Answer:
    """Count a shape anew."""
    await context.work.unrecognised.drop(context.slot("miss"), context.person)
    return Granted({})
