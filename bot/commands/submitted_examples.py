"""Commands about submitted examples: texts that people send to their school, so that it can attach them to intents."""

from bot.commands.context import CommandContext
from flows.privacy.redaction import redacted
from storage.port.answers import Answer, Granted, Refused
from storage.port.school.submitted_examples import SubmittedExampleRow


async def teach(context: CommandContext) -> Answer:
    """Store the text in the slots as a submitted example, after redacting it once more.

    Returns `Refused("unknown")` if there is no text, or if the person's school has no staff who could read it.
    """
    text = redacted(context.slot("draft"), context.today).text
    intent = context.slot("meaning")
    if not text or not context.known.school or not context.known.staffed:
        return Refused("unknown")
    row = SubmittedExampleRow(
        context.known.school, context.person, text, intent if intent in context.book.entry_points else ""
    )
    return await context.work.submitted_examples.keep(row, context.now)


async def look_submitted(context: CommandContext) -> Answer:
    """Return the intent that the sender of a submitted example chose."""
    found = await context.work.submitted_examples.one(context.slot("lesson"), context.person)
    if found is None:
        return Refused("unknown")
    return Granted({"meaning": found.intent, "meaning_label": context.book.called(found.intent)})


async def drop_submitted(context: CommandContext) -> Answer:
    """Erase a submitted example that staff have finished with."""
    await context.work.submitted_examples.drop(context.slot("lesson"), context.person)
    return Granted({})
