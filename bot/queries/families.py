"""The families of a class, as its teacher sees them: how many there are, and the slips of those still to come."""

from collections.abc import Sequence

from bot.queries.look import Look
from flows.text.labels import family_title
from flows.values.events import Option
from storage.port.families import PaperList
from storage.port.slips import SlipRow


async def paper_list(look: Look) -> PaperList:
    """Count them: on the list, come, new."""
    return await look.work.families.paper_list(look.told.get("klass", ""), look.person)


async def slips(look: Look) -> Sequence[SlipRow]:
    """Give the slips that were made."""
    return await look.work.slips.waiting(look.told.get("klass", ""), look.person)


async def new(look: Look) -> tuple[Option, ...]:
    """List the families of the class told that have no number yet: «Новая семья Б»."""
    marks = await look.work.families.new(look.told.get("klass", ""), look.person)
    return tuple(Option(f"n{mark}", family_title(None, mark)) for mark in marks)
