"""Orders and instructions: sent, read under signature, reminded of, ended."""

from bot.queries.look import Look
from storage.port.answers import Answer
from storage.port.orders import OrderRow


async def send(look: Look) -> Answer:
    """Put the words told, and the file if there is one, before the teachers of the school."""
    row = OrderRow(look.person, look.told.get("draft", ""), look.told.get("file", ""))
    return await look.work.orders.send(row, look.now)


async def sign(look: Look) -> Answer:
    """Keep that this teacher has read the order told."""
    return await look.work.orders.sign(look.told.get("order", ""), look.person, look.now)


async def remind(look: Look) -> Answer:
    """Remind those who have not."""
    return await look.work.orders.remind(look.told.get("order", ""), look.person, look.now)


async def end(look: Look) -> Answer:
    """Ask nobody any more."""
    return await look.work.orders.end(look.told.get("order", ""), look.person, look.now)
