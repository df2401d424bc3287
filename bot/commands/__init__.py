"""The functions of all commands. They run inside the transaction of the turn.

To add a command, add a line to `flows/values/commands.py`, a function to a file of this folder, and a line to REGISTRY.
Each function asks the store whether this person may run the command, because slots can be forged.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import assert_never

from bot.commands import (
    broadcasts,
    chats,
    codes,
    deadlines,
    examples,
    extracts,
    families,
    letters,
    orders,
    reminders,
    roles,
    schools,
    submitted_examples,
    tickets,
    unrecognised,
)
from bot.commands.context import CommandContext
from bot.commands.installation import Installation
from flows.values.events import Denied, Taken, TakenByOther
from storage.port.answers import Answer, Granted, Lost, Refused

__all__ = ["REGISTRY", "Command", "CommandContext", "Installation", "do", "outcome"]

Command = Callable[[CommandContext], Awaitable[Answer]]

#: Keys are words of the YAML: `miss` is an unrecognised message, `lesson` a submitted example
REGISTRY: Mapping[str, Command] = {
    "redeem": codes.redeem,
    "look_up_code": codes.look_up,
    "make_code": codes.make,
    "take_ticket": tickets.take,
    "answer_ticket": tickets.answer,
    "close_ticket": tickets.close,
    "make_school": schools.make_school,
    "make_class": schools.make_class,
    "link_chats": chats.link,
    "unlink_chats": chats.unlink,
    "teach": submitted_examples.teach,
    "look_lesson": submitted_examples.look_submitted,
    "drop_lesson": submitted_examples.drop_submitted,
    "look_miss": unrecognised.look_signature,
    "drop_miss": unrecognised.drop_signature,
    "try_phrase": examples.try_phrase,
    "attach": examples.attach,
    "detach": examples.detach,
    "send_broadcast": broadcasts.send,
    "make_urgent": broadcasts.make_urgent,
    "try_broadcast": broadcasts.give_a_try,
    "open_broadcast": broadcasts.open_one,
    "write_to_unread": broadcasts.write_to_unread,
    "pause_broadcast": broadcasts.pause,
    "resume_broadcast": broadcasts.resume,
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
    "leave_class": roles.leave_class,
    "let_in_substitute": roles.let_in_substitute,
    "remove_teacher": roles.remove_teacher,
}


async def do(name: str, context: CommandContext) -> Answer:
    """Run a command and return the answer of the store. Raises KeyError if there is no such command."""
    return await REGISTRY[name](context)


def outcome(name: str, answer: Answer) -> Taken | TakenByOther | Denied:
    """Return the event that continues the turn after the store answered the command `name`."""
    match answer:
        case Granted():
            return Taken(name, answer.slots)
        case Lost():
            return TakenByOther(name)
        case Refused():
            return Denied(name, answer.why)
        case _:
            assert_never(answer)
