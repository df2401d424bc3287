"""The text that staff are about to attach: typed, a submitted example, or the signature of an unrecognised message."""

from typing import NamedTuple

from bot.queries.context import QueryContext
from flows.nlu.signature import says_all
from flows.values.examples import Examples


class Phrase(NamedTuple):
    """A text, and the person who submitted it; "" if staff typed it or it is a signature."""

    text: str
    taught_by: str = ""


async def phrase(context: QueryContext) -> Phrase | None:
    """Return the text in the slots.

    None if it was erased, if the person may not see it, or if a signature leaves out a part of the message.
    """
    slots = context.slots
    if typed := slots.get("phrase"):
        return Phrase(typed)
    if slots.get("lesson"):
        submitted = await context.work.submitted_examples.one(slots["lesson"], context.person)
        return Phrase(submitted.text, submitted.person) if submitted else None
    unrecognised = await context.work.unrecognised.one(slots.get("miss", ""), context.person, context.now)
    return Phrase(unrecognised.signature) if unrecognised and says_all(unrecognised.signature) else None


async def own(context: QueryContext) -> Examples:
    """Return the texts that the person's school attached before."""
    return tuple((each.text, each.intent) for each in await context.work.examples.attached(context.person))
