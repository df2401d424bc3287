"""Commands about orders and instructions: send, sign, remind and end (F11)."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer
from storage.port.school.orders import OrderRow


async def send(context: CommandContext) -> Answer:
    """Send an order to the class teachers of the school. The slots hold its text, and its file if there is one."""
    row = OrderRow(context.person, context.slot("draft"), context.slot("file"))
    return await context.work.orders.send(row, context.now)


async def sign(context: CommandContext) -> Answer:
    """Record that this teacher has read the order that the slots name."""
    return await context.work.orders.sign(context.slot("order"), context.person, context.now)


async def remind(context: CommandContext) -> Answer:
    """Remind the teachers who have not signed the order."""
    return await context.work.orders.remind(context.slot("order"), context.person, context.now)


async def end(context: CommandContext) -> Answer:
    """End an order: nobody is asked to sign it any more."""
    return await context.work.orders.end(context.slot("order"), context.person, context.now)
