"""Attaching a text to a meaning for one school, and detaching it."""

import asyncio

from bot.commands.context import CommandContext
from bot.queries.phrases import Phrase, own, phrase
from flows.book.attaching import falls
from flows.reading.drafts import PHRASE_LIMIT
from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from storage.port.answers import Answer, Granted, Refused


async def try_phrase(context: CommandContext) -> Answer:
    """Tell whether the text told may be attached to the meaning told."""
    found = await phrase(context.query)
    return await _refusal(context, found) or Granted({})


async def attach(context: CommandContext) -> Answer:
    """Attach it, if nothing falls; what it came of is seen to then."""
    found = await phrase(context.query)
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
    """Let a text be heard as before."""
    return await context.work.examples.detach(context.slot("example"), context.person, context.now)


async def _refusal(context: CommandContext, found: Phrase | None) -> Refused | None:
    intent = context.slot("meaning")
    if found is None or intent not in context.book.entry_points:
        return Refused("unknown")
    if READERS["phrase"].reads(ReaderInput(found.text[:PHRASE_LIMIT], context.today)) is None:
        return Refused("personal")
    # in a thread: the first time all phrases of the book are heard
    fallen = await asyncio.to_thread(falls, context.book, await own(context.query), (found.text, intent))
    return Refused("falls") if fallen else None
