"""What somebody who got a broadcast does under it: says that they have read it, answers."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer


async def read(context: CommandContext) -> Answer:
    """Keep that they have read it."""
    return await context.work.broadcasts.confirm(context.slot("broadcast"), context.person, context.now)


async def answer(context: CommandContext) -> Answer:
    """Tell which child it is about, and whose the question is that they will ask."""
    return await context.work.broadcasts.written_about(context.slot("broadcast"), context.person)
