"""An order or instruction, as those it concerns see it."""

from bot.queries.look import Look
from bot.rendering.labels import order_label
from flows.values.events import Option
from storage.port.orders import Order


async def one(look: Look) -> Order | None:
    """Look at the order told; None when it is not this person's to see."""
    return await look.work.orders.one(look.told.get("order", ""), look.person)


async def options(look: Look) -> tuple[Option, ...]:
    """List the orders of the school whose staff the person is, with the count of signatures."""
    found = await look.work.orders.of_school(look.person)
    return tuple(Option(each.id, order_label(each.made_at.date(), f"{each.signed} из {each.asked}")) for each in found)


async def to_sign(look: Look) -> tuple[Option, ...]:
    """List the orders a teacher has not signed yet."""
    found = await look.work.orders.to_sign(look.person)
    return tuple(Option(each.id, order_label(each.made_at.date())) for each in found)
