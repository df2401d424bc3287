"""Commands that attach a text to an intent for one school, and detach it."""

import asyncio

from bot.commands.context import CommandContext
from bot.queries.phrases import Phrase, own, phrase
from flows.book.attaching import falls
from flows.reading.drafts import PHRASE_LIMIT
from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from storage.port.answers import Answer, Granted, Refused


async def try_phrase(context: CommandContext) -> Answer:
    """Check whether the text in the slots may be attached to the intent in the slots. If not, return `Refused`."""
    found = await phrase(context)
    return await _refusal(context, found) or Granted({})


async def attach(context: CommandContext) -> Answer:
    """Attach the text if `try_phrase` allows it. Drop the unrecognised message or submitted example it came from."""
    found = await phrase(context)
    refused = await _refusal(context, found)
    if refused or found is None:
        return refused or Refused("unknown")
    answer = await context.work.examples.attach(
        found.text, context.slots["meaning"], context.person, context.now, found.taught_by
    )
    if isinstance(answer, Granted):
        await context.work.unrecognised.drop(context.slot("miss"), context.person)
        await context.work.submitted_examples.drop(context.slot("lesson"), context.person)
    return answer


async def detach(context: CommandContext) -> Answer:
    """Detach a text, so that it is classified as before it was attached."""
    return await context.work.examples.detach(context.slot("example"), context.person, context.now)


async def _refusal(context: CommandContext, found: Phrase | None) -> Refused | None:
    intent = context.slot("meaning")
    if found is None or intent not in context.book.entry_points:
        return Refused("unknown")
    if READERS["phrase"].reads(ReaderInput(found.text[:PHRASE_LIMIT], context.today)) is None:
        return Refused("personal")
    # in a thread: the first call classifies all phrases of the book
    fallen = await asyncio.to_thread(falls, context.book, await own(context), (found.text, intent))
    return Refused("falls") if fallen else None
