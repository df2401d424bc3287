"""An order or instruction, as those it concerns see it."""

from bot.queries.look import Look
from flows.values.events import Option
from storage.port.orders import Order
from storage.port.questions import options_of


async def one(look: Look) -> Order | None:
    """Look at the order told; None when it is not this person's to see."""
    return await look.work.orders.one(look.told.get("order", ""), look.person)


async def options(look: Look) -> tuple[Option, ...]:
    """List the orders of the school whose staff the person is, with the count of signatures."""
    return await options_of(look.work, "orders", look.person, look.told)


async def to_sign(look: Look) -> tuple[Option, ...]:
    """List the orders a teacher has not signed yet."""
    return await options_of(look.work, "my_orders", look.person, look.told)
