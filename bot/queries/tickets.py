"""The tickets that wait for an answer, as seen by the staff who answer them."""

from bot.queries.context import QueryContext
from bot.rendering.labels import waiting_label
from flows.values.events import Option


async def waiting(context: QueryContext) -> tuple[Option, ...]:
    """List the open tickets that the person took or may take, the oldest first: «№ 12, 3Б · у Вас»."""
    found = await context.work.tickets.waiting(context.person)
    return tuple(Option(each.id, waiting_label(each.number, each.class_name, each.state)) for each in found)
