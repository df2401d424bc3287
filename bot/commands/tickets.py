"""Commands that take, answer and close tickets. `bot/turns/tickets.py` opens tickets and notifies people."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer, Granted


async def take(context: CommandContext) -> Answer:
    """Assign the ticket that the slots name to this person."""
    return await context.work.tickets.take(context.slot("ticket"), context.person, context.now)


async def answer(context: CommandContext) -> Answer:
    """Add the redacted draft to the ticket, and notify the other side. The asker may do this at any time."""
    ident = context.slot("ticket")
    answered = await context.work.tickets.answer(ident, context.slot("draft"), context.person, context.now)
    if isinstance(answered, Granted):
        ticket = context.known.ticket(ident)
        await context.notify(ident, "staff" if ticket and ticket.mine else "parent")
    return answered


async def close(context: CommandContext) -> Answer:
    """Close the ticket. Only its asker and the person who took it may close it."""
    return await context.work.tickets.close(context.slot("ticket"), context.person, context.now)
