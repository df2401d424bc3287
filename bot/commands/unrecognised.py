"""Commands of the staff of a school that open and drop the signatures of unrecognised messages."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer, Granted, Refused


async def look_signature(context: CommandContext) -> Answer:
    """Return the signature of the unrecognised message that the slots name."""
    found = await context.work.unrecognised.one(context.slot("miss"), context.person, context.now)
    return Granted({"shape": found.signature}) if found else Refused("unknown")


async def drop_signature(context: CommandContext) -> Answer:
    """Drop a signature and its count. If it occurs again, it is counted from zero."""
    await context.work.unrecognised.drop(context.slot("miss"), context.person)
    return Granted({})
