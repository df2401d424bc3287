"""Tickets that wait for a person who answers."""

from bot.queries.look import Look
from bot.rendering.labels import waiting_label
from flows.values.events import Option


async def waiting(look: Look) -> tuple[Option, ...]:
    """List open tickets the person may take and those they took, the oldest first: «№ 12, 3Б · у Вас»."""
    found = await look.work.tickets.waiting(look.person)
    return tuple(Option(each.id, waiting_label(each.number, each.class_name, each.state)) for each in found)
