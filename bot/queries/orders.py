"""An order or instruction, as those it concerns see it."""

from bot.queries.look import Look
from storage.port.orders import Order


async def view(look: Look) -> Order | None:
    """Look at the order told; None when it is not this person's to see."""
    return await look.work.orders.one(look.told.get("order", ""), look.person)
