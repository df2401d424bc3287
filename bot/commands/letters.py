"""What somebody who got a broadcast does under it: says that they have read it, answers."""

from bot.queries.look import Look
from storage.port.answers import Answer


async def read(look: Look) -> Answer:
    """Keep that they have read it."""
    return await look.work.broadcasts.confirm(look.told.get("broadcast", ""), look.person, look.now)


async def answer(look: Look) -> Answer:
    """Tell which child it is about, and whose the question is that they will ask."""
    return await look.work.broadcasts.written_about(look.told.get("broadcast", ""), look.person)
