"""Shapes of what the bot did not understand, as the office opens and drops them."""

from bot.queries.look import Look
from storage.port.answers import Answer, Granted, Refused


async def look_miss(look: Look) -> Answer:
    """Tell the shape that was chosen."""
    found = await look.work.misses.one(look.told.get("miss", ""), look.person, look.now)
    return Granted({"shape": found.shape}) if found else Refused("unknown")


async def drop_miss(look: Look) -> Answer:
    """Count a shape anew."""
    await look.work.misses.drop(look.told.get("miss", ""), look.person)
    return Granted({})
