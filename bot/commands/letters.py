"""Commands of the buttons under a broadcast: confirm that it was read, ask a question about it."""

from bot.commands.context import CommandContext
from bot.messages.markup import plain
from bot.messages.screen import decoded
from storage.port.answers import Answer, Granted

QUOTED = 120  #: the most characters of a letter that are quoted to its author, with the answer


async def read(context: CommandContext) -> Answer:
    """Record that this person has read the broadcast."""
    return await context.work.broadcasts.confirm(context.slot("broadcast"), context.person, context.now)


async def answer(context: CommandContext) -> Answer:
    """Return, as slots, the child that the broadcast is about, who is responsible for questions about it, and a quote.

    The quote is the first words of the letter: the person who gets the answer sees which letter it is about.
    """
    broadcast, person = context.slot("broadcast"), context.person
    about = await context.work.broadcasts.written_about(broadcast, person)
    if not isinstance(about, Granted):
        return about
    body = await context.work.broadcasts.received(broadcast, person)
    return Granted({**about.slots, "quoted": quote(plain(decoded(body).text)) if body else ""})


def quote(text: str) -> str:
    """Return the first words of a letter in one line, without the line that says in whose name it is."""
    _, _, words = text.partition("\n")
    line = " ".join((words.strip() or text).split())
    return line if len(line) <= QUOTED else line[: QUOTED - 1].rstrip() + "…"
