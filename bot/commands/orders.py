"""Orders and instructions: sent, read under signature, reminded of, ended."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer
from storage.port.school.orders import OrderRow


async def send(context: CommandContext) -> Answer:
    """Put the words told, and the file if there is one, before the teachers of the school."""
    row = OrderRow(context.person, context.slot("draft"), context.slot("file"))
    return await context.work.orders.send(row, context.now)


async def sign(context: CommandContext) -> Answer:
    """Keep that this teacher has read the order told."""
    return await context.work.orders.sign(context.slot("order"), context.person, context.now)


async def remind(context: CommandContext) -> Answer:
    """Remind those who have not."""
    return await context.work.orders.remind(context.slot("order"), context.person, context.now)


async def end(context: CommandContext) -> Answer:
    """Ask nobody any more."""
    return await context.work.orders.end(context.slot("order"), context.person, context.now)
