"""What is kept of the person who asks."""

from collections.abc import Mapping

from bot.queries.context import QueryContext


async def view(context: QueryContext) -> Mapping[str, int]:
    """Count it by kind: chats, children, records, tickets, lines, timers, deliveries, files."""
    return await context.work.erasure.kept(context.person)
