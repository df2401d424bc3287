"""The text the office is about to attach: typed anew, a lesson as it was sent, or a shape that is whole."""

from typing import NamedTuple

from bot.queries.context import QueryContext
from flows.nlu.signature import says_all
from flows.values.examples import Examples


class Phrase(NamedTuple):
    """A text, and whose own words it is; empty: the office's."""

    text: str
    taught_by: str = ""


async def phrase(context: QueryContext) -> Phrase | None:
    """Give what is told of it, None when it is no more or the person may not see it."""
    slots = context.slots
    if typed := slots.get("phrase"):
        return Phrase(typed)
    if slots.get("lesson"):
        submitted = await context.work.submitted_examples.one(slots["lesson"], context.person)
        return Phrase(submitted.text, submitted.person) if submitted else None
    unrecognised = await context.work.unrecognised.one(slots.get("miss", ""), context.person, context.now)
    return Phrase(unrecognised.signature) if unrecognised and says_all(unrecognised.signature) else None


async def own(context: QueryContext) -> Examples:
    """Give what the person's school attached before."""
    return tuple((each.text, each.intent) for each in await context.work.examples.attached(context.person))
