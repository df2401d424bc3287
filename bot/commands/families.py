"""Commands of a teacher about the families of a class: their paper list, slips and numbers, and their removal."""

from bot.commands.context import CommandContext
from flows.values.events import News
from storage.port.answers import Answer, Granted
from storage.port.delivery.timers import TimerRow
from storage.port.turns import Rows


async def listed(context: CommandContext) -> Answer:
    """Store the length of the teacher's paper list: the number of families in the slot `count`."""
    return await context.work.families.set_count(
        _klass(context), _number(context, "count"), context.person, context.now
    )


async def slips_made(context: CommandContext) -> Answer:
    """Make slips for the families of the class that have no slip yet."""
    return await context.work.slips.make(_klass(context), context.person, context.now)


async def slip_made_anew(context: CommandContext) -> Answer:
    """Make a new code for the slip of a family. The old code becomes invalid."""
    return await context.work.slips.renew(_klass(context), _number(context, "family"), context.person, context.now)


async def class_code_ended(context: CommandContext) -> Answer:
    """Revoke the code of the class. Slips stay valid, and the families that already joined stay in the class."""
    return await context.work.codes.end_of_class(_klass(context), context.person, context.now)


async def numbered(context: CommandContext) -> Answer:
    """Give a family that joined without a number its number on the paper list. The slots name both."""
    family, number = context.slot("family"), _number(context, "number")
    return await context.work.families.number(_klass(context), family, number, context.person, context.now)


async def removed(context: CommandContext) -> Answer:
    """Remove a family from the class, and notify each of its parents."""
    klass, family = _klass(context), context.slot("family")
    parents = await context.work.families.parents(klass, family, context.person)
    answer = await context.work.families.remove(klass, family, context.person, context.now)
    if isinstance(answer, Granted):
        slots = {name: context.slots[name] for name in ("class_name",) if name in context.slots}
        await context.work.turns.keep(Rows(timers=[_news(context, *each, slots) for each in parents]), context.now)
    return answer


def _news(context: CommandContext, person: str, child: str, slots: dict[str, str]) -> TimerRow:
    # a timer that is due at once, since a timer notifies the chat that the person used last, and not at night
    return TimerRow(
        f"left:{person}:{child}", context.now, News("left", "class", slots, child), person, None, child, "left"
    )


def _klass(context: CommandContext) -> str:
    return context.slot("klass")


def _number(context: CommandContext, name: str) -> int:
    digits = context.slot(name)
    return int(digits) if digits.isdecimal() and len(digits) < 4 else 0
