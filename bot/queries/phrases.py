"""The text that staff are about to attach to an intent.

Staff typed it, or it is a submitted example, or the signature of an unrecognised message.
"""

from typing import NamedTuple

from bot.queries.context import QueryContext
from flows.nlu.signature import says_all
from flows.values.examples import Examples


class Phrase(NamedTuple):
    """A text, and the id of the person who submitted it as an example.

    The id is empty if staff typed the text, or if it is a signature.
    """

    text: str
    taught_by: str = ""


async def phrase(context: QueryContext) -> Phrase | None:
    """Return the text that the slots hold or name.

    None if it was erased, if the person may not see it, or if it is an incomplete signature.
    """
    slots = context.slots
    if typed := slots.get("phrase"):
        return Phrase(typed)
    if slots.get("lesson"):
        submitted = await context.work.submitted_examples.one(slots["lesson"], context.person)
        return Phrase(submitted.text, submitted.person) if submitted else None
    counted = await context.work.unrecognised.one(slots.get("miss", ""), context.person, context.now)
    return Phrase(counted.signature) if counted and says_all(counted.signature) else None


async def own(context: QueryContext) -> Examples:
    """Return the texts that the person's school attached before, each with its intent."""
    return tuple((each.text, each.intent) for each in await context.work.examples.attached(context.person))
