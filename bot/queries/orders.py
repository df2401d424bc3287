"""Orders and instructions, as teachers and staff see them (F11)."""

from bot.queries.context import QueryContext
from bot.rendering.labels import order_label
from flows.values.events import Option
from storage.port.school.orders import Order


async def one(context: QueryContext) -> Order | None:
    """Return the order that the slots name; None if this person may not see it."""
    return await context.work.orders.one(context.slot("order"), context.person)


async def options(context: QueryContext) -> tuple[Option, ...]:
    """List the orders of the school, with the count of signatures, for its staff. Empty for others."""
    found = await context.work.orders.of_school(context.person)
    return tuple(Option(each.id, order_label(each.made_at.date(), f"{each.signed} из {each.asked}")) for each in found)


async def to_sign(context: QueryContext) -> tuple[Option, ...]:
    """List the orders that this teacher has not signed yet."""
    found = await context.work.orders.to_sign(context.person)
    return tuple(Option(each.id, order_label(each.made_at.date())) for each in found)
