"""Redeem and make access codes."""

from bot.commands.context import CommandContext
from bot.commands.roles import over
from storage.port.answers import Answer, Granted, Refused
from storage.port.turns import Rows


async def redeem(context: CommandContext) -> Answer:
    """Redeem the code in the slots: this person gets the role or the child that the code is for."""
    # the store is asked first, also for the installation's code, because it counts wrong attempts
    code = context.slot("code")
    answer = await context.work.codes.redeem(code, context.person, context.now)
    if answer == Refused("unknown") and context.installation.opened_by(code):
        answer = await context.work.schools.make_installer(context.person, context.now)
        return Granted({"kind": "installation"}) if isinstance(answer, Granted) else answer
    if isinstance(answer, Granted) and "last_day" in answer.slots:
        await _schedule_end_notice(context, answer)
    return answer


async def look_up(context: CommandContext) -> Answer:
    """Return the kind of the code in the slots if it gives a role at a school or founds one. The code is not spent."""
    code = context.slot("code")
    answer = await context.work.codes.look_up(code, context.person, context.now)
    if answer == Refused("unknown") and context.installation.opened_by(code):
        return Granted({"kind": "installation"})
    # after too many wrong codes, `redeem` says so
    return Refused("unknown") if answer == Refused("too_many") else answer


async def _schedule_end_notice(context: CommandContext, granted: Granted) -> None:
    slots, calendar = granted.slots, context.book.calendar_of(granted.slots["school"])
    timer = over(slots["klass"], slots["class_name"], slots["last_day"], context.person, calendar)
    await context.work.turns.keep(Rows(timers=[timer]), context.now)


async def make(context: CommandContext) -> Answer:
    """Make an access code. The slots name the role that it gives, and its class or child."""
    kind, klass, child = context.slot("kind"), context.slot("klass"), context.slot("child")
    return await context.work.codes.make(kind, context.person, context.now, klass=klass, child=child)
