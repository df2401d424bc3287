"""Codes: redeemed and made."""

from bot.commands.context import CommandContext
from bot.commands.roles import over
from storage.port.answers import Answer, Granted, Refused
from storage.port.turns import Rows


async def redeem(context: CommandContext) -> Answer:
    """Let this person in by the code in the slots."""
    # the store is asked first, also about the installation's code: it counts wrong tries
    code = context.slot("code")
    answer = await context.work.codes.redeem(code, context.person, context.now)
    if answer == Refused("unknown") and context.installation.opened_by(code):
        answer = await context.work.schools.found(context.person, context.now)
        return Granted({"kind": "installation"}) if isinstance(answer, Granted) else answer
    if isinstance(answer, Granted) and "last_day" in answer.slots:
        await _promise_the_end(context, answer)
    return answer


async def _promise_the_end(context: CommandContext, granted: Granted) -> None:
    told, calendar = granted.slots, context.book.calendar_of(granted.slots["school"])
    timer = over(told["klass"], told["class_name"], told["last_day"], context.person, calendar)
    await context.work.turns.keep(Rows(timers=[timer]), context.now)


async def make(context: CommandContext) -> Answer:
    """Make a code of the kind in the slots, for their class or the child spoken of."""
    kind, klass, child = context.slot("kind"), context.slot("klass"), context.slot("child")
    return await context.work.codes.make(kind, context.person, context.now, klass=klass, child=child)
