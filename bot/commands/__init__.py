"""Doing errands: contested wishes of teachers and staff (`flows/values/commands.py`), inside the turn's transaction.

A new one is a file here and a line in DOERS. The store says whether this person may: told words can be forged.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.commands import (
    broadcasts,
    deadlines,
    examples,
    extracts,
    families,
    hats,
    lessons,
    letters,
    misses,
    orders,
    reminders,
)
from bot.commands.hats import over
from bot.queries.look import Look
from storage.port.answers import Answer

__all__ = ["DOERS", "do", "over"]

Doer = Callable[[Look], Awaitable[Answer]]

DOERS: Mapping[str, Doer] = {
    "teach": lessons.teach,
    "look_lesson": lessons.look_lesson,
    "drop_lesson": lessons.drop_lesson,
    "look_miss": misses.look_miss,
    "drop_miss": misses.drop_miss,
    "try_phrase": examples.try_phrase,
    "attach": examples.attach,
    "detach": examples.detach,
    "send_broadcast": broadcasts.send,
    "try_broadcast": broadcasts.give_a_try,
    "open_broadcast": broadcasts.open_one,
    "stop_broadcast": broadcasts.stop,
    "repeat_broadcast": broadcasts.repeat,
    "fix_broadcast": broadcasts.fix,
    "read_broadcast": letters.read,
    "answer_broadcast": letters.answer,
    "set_deadline": deadlines.set_one,
    "look_deadline": deadlines.look_at,
    "cancel_deadline": deadlines.cancel,
    "keep_deadline": deadlines.keep,
    "give_extract": extracts.give,
    "end_extract": extracts.end,
    "send_order": orders.send,
    "sign_order": orders.sign,
    "remind_of_order": orders.remind,
    "end_order": orders.end,
    "decline": reminders.decline,
    "allow": reminders.allow,
    "list_families": families.listed,
    "make_slips": families.slips_made,
    "new_slip": families.slip_made_anew,
    "end_class_code": families.class_code_ended,
    "number_family": families.numbered,
    "remove_family": families.removed,
    "leave_class": hats.leave_class,
    "let_in_substitute": hats.let_in_substitute,
    "remove_teacher": hats.remove_teacher,
}


async def do(name: str, look: Look) -> Answer:
    """Do an errand. Raises KeyError for what nobody does."""
    return await DOERS[name](look)
