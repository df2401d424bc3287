"""What a teacher does about the families of a class: the paper list, slips, numbers, who is of the class no more."""

from bot.commands.context import CommandContext
from flows.values.events import News
from storage.port.answers import Answer, Granted
from storage.port.delivery.timers import TimerRow
from storage.port.turns import Rows


async def listed(context: CommandContext) -> Answer:
    """Keep how long the paper list is."""
    return await context.work.families.set_count(_klass(context), _whole(context, "count"), context.person, context.now)


async def slips_made(context: CommandContext) -> Answer:
    """Make the slips that are lacking."""
    return await context.work.slips.make(_klass(context), context.person, context.now)


async def slip_made_anew(context: CommandContext) -> Answer:
    """Make the code of a family anew."""
    return await context.work.slips.renew(_klass(context), _whole(context, "family"), context.person, context.now)


async def class_code_ended(context: CommandContext) -> Answer:
    """Let nobody in by the class code any more; slips and whoever came stay."""
    return await context.work.codes.end_of_class(_klass(context), context.person, context.now)


async def numbered(context: CommandContext) -> Answer:
    """Give a new family its number."""
    family, number = context.slot("family"), _whole(context, "number")
    return await context.work.families.number(_klass(context), family, number, context.person, context.now)


async def removed(context: CommandContext) -> Answer:
    """Take a family out of the class; its parents hear of it, each about their child."""
    klass, family = _klass(context), context.slot("family")
    parents = await context.work.families.parents(klass, family, context.person)
    answer = await context.work.families.remove(klass, family, context.person, context.now)
    if isinstance(answer, Granted):
        slots = {word: context.slots[word] for word in ("class_name",) if word in context.slots}
        await context.work.turns.keep(Rows(timers=[_news(context, *each, slots) for each in parents]), context.now)
    return answer


def _news(context: CommandContext, person: str, child: str, slots: dict[str, str]) -> TimerRow:
    # a promise due at once: it comes as every notice does, in the chat they used last and not at night
    return TimerRow(
        f"left:{person}:{child}", context.now, News("left", "class", slots, child), person, None, child, "left"
    )


def _klass(context: CommandContext) -> str:
    return context.slot("klass")


def _whole(context: CommandContext, word: str) -> int:
    said = context.slot(word)
    return int(said) if said.isdecimal() and len(said) < 4 else 0
