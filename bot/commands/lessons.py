"""Words that people show their school, to teach the bot."""

from bot.queries.look import Look
from flows.privacy.redaction import redacted
from storage.port.answers import Answer, Granted, Refused
from storage.port.lessons import LessonRow


async def teach(look: Look) -> Answer:
    """Keep what a person sends: crossed out once more, and only where somebody reads it."""
    text = redacted(look.told.get("draft", ""), look.today).text
    meaning = look.told.get("meaning", "")
    if not text or not look.known.school or not look.known.staffed:
        return Refused("unknown")
    row = LessonRow(look.known.school, look.person, text, meaning if meaning in look.book.doors else "")
    return await look.work.lessons.keep(row, look.now)


async def look_lesson(look: Look) -> Answer:
    """Tell what a lesson is said to be about."""
    found = await look.work.lessons.one(look.told.get("lesson", ""), look.person)
    if found is None:
        return Refused("unknown")
    return Granted({"meaning": found.meaning, "meaning_label": look.book.called(found.meaning)})


async def drop_lesson(look: Look) -> Answer:
    """Erase a lesson that was seen to."""
    await look.work.lessons.drop(look.told.get("lesson", ""), look.person)
    return Granted({})
