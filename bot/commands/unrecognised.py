"""Open and drop signatures of unrecognised messages, for the staff of a school."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer, Granted, Refused


async def look_signature(context: CommandContext) -> Answer:
    """Return the signature of the unrecognised message in the slots."""
    found = await context.work.unrecognised.one(context.slot("miss"), context.person, context.now)
    return Granted({"shape": found.signature}) if found else Refused("unknown")


async def drop_signature(context: CommandContext) -> Answer:
    """Drop the count of a signature, so that it is counted from zero."""
    await context.work.unrecognised.drop(context.slot("miss"), context.person)
    return Granted({})
