"""The families of a class, as its teacher sees them: their counts, and the slips of families that have not joined."""

from collections.abc import Sequence

from bot.queries.context import QueryContext
from flows.text.labels import family_title
from flows.values.events import Option
from storage.port.people.families import PaperList
from storage.port.people.slips import SlipRow


async def paper_list(context: QueryContext) -> PaperList:
    """Count the families: those on the paper list, those that joined, and those that joined without a number."""
    return await context.work.families.paper_list(context.slot("klass"), context.person)


async def slips(context: QueryContext) -> Sequence[SlipRow]:
    """Return the slips of families that have not joined yet."""
    return await context.work.slips.waiting(context.slot("klass"), context.person)


async def new(context: QueryContext) -> tuple[Option, ...]:
    """List the families that have no number yet in the class that the slots name: «Новая семья Б»."""
    marks = await context.work.families.new(context.slot("klass"), context.person)
    return tuple(Option(f"n{mark}", family_title(None, mark)) for mark in marks)
