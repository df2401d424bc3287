"""Commands that open schools and classes."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer, Refused


async def make_school(context: CommandContext) -> Answer:
    """Open the school of the profile that the slots name. The installer becomes its first administrator."""
    profile = context.slot("profile")
    if profile not in context.installation.profiles:
        return Refused("unknown")
    return await context.work.schools.make(profile, context.person, context.now)


async def make_class(context: CommandContext) -> Answer:
    """Add a class to the school whose staff this person belongs to."""
    return await context.work.schools.make_class(context.slot("class_name"), context.person, context.now)
