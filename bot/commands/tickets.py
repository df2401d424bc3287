"""Tickets: taken, answered, closed. How they are opened, and who is notified: `bot/turns/tickets.py`."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer, Granted


async def take(context: CommandContext) -> Answer:
    """Make this person the one who answers the ticket."""
    return await context.work.tickets.take(context.slot("ticket"), context.person, context.now)


async def answer(context: CommandContext) -> Answer:
    """Add the redacted draft to the ticket and notify the other side. The asker may always add."""
    ident = context.slot("ticket")
    answered = await context.work.tickets.answer(ident, context.slot("draft"), context.person, context.now)
    if isinstance(answered, Granted):
        ticket = context.known.ticket(ident)
        await context.notify(ident, "staff" if ticket and ticket.mine else "parent")
    return answered


async def close(context: CommandContext) -> Answer:
    """Close the ticket, by whoever answers it or by its asker."""
    return await context.work.tickets.close(context.slot("ticket"), context.person, context.now)
