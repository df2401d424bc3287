"""What is kept of the person who asks."""

from collections.abc import Mapping

from bot.queries.look import Look


async def view(look: Look) -> Mapping[str, int]:
    """Count it by kind: chats, children, records, tickets, lines, timers, deliveries, files."""
    return await look.work.erasure.kept(look.person)
