"""What the store holds about the person who asks."""

from collections.abc import Mapping

from bot.queries.context import QueryContext


async def view(context: QueryContext) -> Mapping[str, int]:
    """Count the rows by kind: chats, children, records, tickets, lines, timers, deliveries, files."""
    return await context.work.erasure.kept(context.person)
