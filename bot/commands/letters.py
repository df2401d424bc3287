"""Commands of the buttons under a broadcast: confirm that it was read, ask a question about it."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer


async def read(context: CommandContext) -> Answer:
    """Record that this person has read the broadcast."""
    return await context.work.broadcasts.confirm(context.slot("broadcast"), context.person, context.now)


async def answer(context: CommandContext) -> Answer:
    """Return, as slots, the child that the broadcast is about, and who is responsible for questions about it."""
    return await context.work.broadcasts.written_about(context.slot("broadcast"), context.person)
