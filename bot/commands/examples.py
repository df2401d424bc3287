"""Attaching a text to a meaning for one school, and detaching it."""

import asyncio

from bot.queries.look import Look
from bot.queries.phrases import Phrase, own, phrase
from flows.book.attaching import falls
from flows.reading.readers import PHRASE_LIMIT, READERS, Read
from storage.port.answers import Answer, Granted, Refused


async def try_phrase(look: Look) -> Answer:
    """Tell whether the text told may be attached to the meaning told."""
    found = await phrase(look)
    return await _refusal(look, found) or Granted({})


async def attach(look: Look) -> Answer:
    """Attach it, if nothing falls; what it came of is seen to then."""
    found = await phrase(look)
    refused = await _refusal(look, found)
    if refused or found is None:
        return refused or Refused("unknown")
    answer = await look.work.examples.attach(found.text, look.told["meaning"], look.person, look.now, found.taught_by)
    if isinstance(answer, Granted):
        await look.work.misses.drop(look.told.get("miss", ""), look.person)
        await look.work.lessons.drop(look.told.get("lesson", ""), look.person)
    return answer


async def detach(look: Look) -> Answer:
    """Let a text be heard as before."""
    return await look.work.examples.detach(look.told.get("example", ""), look.person, look.now)


async def _refusal(look: Look, found: Phrase | None) -> Refused | None:
    meaning = look.told.get("meaning", "")
    if found is None or meaning not in look.book.doors:
        return Refused("unknown")
    if READERS["phrase"].reads(Read(found.text[:PHRASE_LIMIT], look.today)) is None:
        return Refused("personal")
    # in a thread: the first time all phrases of the book are heard
    fallen = await asyncio.to_thread(falls, look.book, await own(look), (found.text, meaning))
    return Refused("falls") if fallen else None
