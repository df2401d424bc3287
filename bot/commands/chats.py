"""Commands that link the chats of one person, and undo the link."""

from bot.commands.context import CommandContext
from flows.values.events import News
from storage.port.answers import Answer, Granted
from storage.port.delivery.timers import TimerRow
from storage.port.turns import Rows


async def link(context: CommandContext) -> Answer:
    """Merge this person with the person who made the code, and notify the other chats of the merged person."""
    answer = await context.work.links.make(context.slot("code"), context.person, context.now)
    if isinstance(answer, Granted):
        await _notify_other_chats(context)
    return answer


async def _notify_other_chats(context: CommandContext) -> None:
    # if a stranger linked the chats, this tells the owner of the other chat, who can undo the link for a day
    person = await context.work.chats.person(context.chat)  # the link changed it
    others = await context.work.chats.others(person, context.chat)
    news = News("link", "another", {})
    timers = [TimerRow(f"linked:{chat}", context.now, news, person, chat) for chat in others]
    await context.work.turns.keep(Rows(timers=timers), context.now)


async def unlink(context: CommandContext) -> Answer:
    """Undo the last link, so that the chats belong to two persons again."""
    return await context.work.links.undo(context.person, context.now)
