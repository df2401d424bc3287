"""The data that the store holds about the person who asks for it."""

from collections.abc import Mapping

from bot.queries.context import QueryContext


async def rows_kept(context: QueryContext) -> Mapping[str, int]:
    """Return {kind: number of rows}. Kinds: chats, children, records, tickets, lines, timers, deliveries, files."""
    return await context.work.erasure.kept(context.person)
