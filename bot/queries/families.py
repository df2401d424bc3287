"""The families of a class, as its teacher sees them: how many there are, and the slips of those still to come."""

from collections.abc import Sequence

from bot.queries.look import Look
from storage.port.values import PaperList, SlipRow


async def paper_list(look: Look) -> PaperList:
    """Count them: on the list, come, new."""
    return await look.work.paper_list(look.told.get("klass", ""), look.person)


async def slips(look: Look) -> Sequence[SlipRow]:
    """Give the slips that were made."""
    return await look.work.slips(look.told.get("klass", ""), look.person)
