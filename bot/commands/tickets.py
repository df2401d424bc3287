"""Take, answer and close tickets. `bot/turns/tickets.py` opens them and notifies people."""

from bot.commands.context import CommandContext
from storage.port.answers import Answer, Granted


async def take(context: CommandContext) -> Answer:
    """Assign the ticket to this person."""
    return await context.work.tickets.take(context.slot("ticket"), context.person, context.now)


async def answer(context: CommandContext) -> Answer:
    """Add the redacted draft to the ticket and notify the other side. Its asker may add to it at any time."""
    ident = context.slot("ticket")
    answered = await context.work.tickets.answer(ident, context.slot("draft"), context.person, context.now)
    if isinstance(answered, Granted):
        ticket = context.known.ticket(ident)
        await context.notify(ident, "staff" if ticket and ticket.mine else "parent")
    return answered


async def close(context: CommandContext) -> Answer:
    """Close the ticket. Only its asker and the person who took it may."""
    return await context.work.tickets.close(context.slot("ticket"), context.person, context.now)
