"""Tickets that wait for a person who answers."""

from bot.queries.look import Look
from flows.values.events import Option
from storage.port.questions import options_of


async def waiting(look: Look) -> tuple[Option, ...]:
    """List open tickets the person may take and those they took, the oldest first: «№ 12, 3Б · у Вас»."""
    return await options_of(look.work, "open_tickets", look.person, look.told)
