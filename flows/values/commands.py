"""Commands: actions that a person asks for and the store can refuse. One table has what the engine needs for each.

A new command needs a line here, a function in `bot/commands`, and a line in the registry there. Slots can be forged, so
the function of every command checks, inside the transaction of the turn, whether this person may run it.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from flows.values.events import Denied, Taken, TakenByOther

#: After which outcomes `Known` of the chats must be loaded again: after all, only after success, or after none.
Changes = Literal["always", "granted", "never"]


class CommandSpec(NamedTuple):
    """One command: its outcomes, the slots it needs (`needs`), and the slots that each success sets (`tells`)."""

    outcomes: frozenset[str]
    needs: tuple[str, ...] = ()
    tells: frozenset[str] = frozenset()
    takes_draft: bool = False  #: on success the store saves the draft, so the session drops it
    keeps_code: bool = False  #: the access code stays in the slots after the command; all others use it up
    final: bool = True  #: «назад» must not lead to the screen before the command
    changes: Changes = "always"
    harmless: frozenset[str] = frozenset()  #: values of the slot `kind` for which success does not change `Known`


def command(
    *outcomes: str,
    needs: Iterable[str] = (),
    tells: Iterable[str] = (),
    takes_draft: bool = False,
    keeps_code: bool = False,
    final: bool = True,
    changes: Changes = "always",
    harmless: Iterable[str] = (),
) -> CommandSpec:
    """Return the spec of a command. It succeeds with the outcome `taken`, or is refused with one of `outcomes`.

    The keyword arguments are the fields of `CommandSpec`, explained there.
    """
    ends = frozenset({"taken", *outcomes})
    given, calm = frozenset(tells), frozenset(harmless)
    return CommandSpec(ends, tuple(needs), given, takes_draft, keeps_code, final, changes, calm)


COMMANDS: Mapping[str, CommandSpec] = {
    # codes. A class code or a slip does not change `Known`, so `Known` is not loaded again after it: otherwise a batch
    # of a hundred new parents would load all chats a hundred times
    "redeem": command(
        "taken_by_other",
        "unknown",
        "too_many",
        needs=["code"],
        tells=["kind"],
        changes="granted",
        harmless=["class", "family"],
    ),
    "look_up_code": command(
        "taken_by_other",
        "unknown",
        needs=["code"],
        tells=["kind"],
        keeps_code=True,
        final=False,
        changes="never",
    ),
    "make_code": command("unknown", needs=["kind"], tells=["code"], changes="never"),
    # tickets
    "take_ticket": command("taken_by_other", "closed", needs=["ticket"], final=False),
    "answer_ticket": command("taken_by_other", "closed", needs=["ticket", "draft"], takes_draft=True),
    "close_ticket": command("taken_by_other", needs=["ticket"]),
    # schools and classes
    "make_school": command("taken_by_other", "unknown", needs=["profile"]),
    "make_class": command(
        "taken_by_other", "unknown", needs=["class_name"], tells=["klass", "class_name"], changes="never"
    ),
    # chats of one person
    "link_chats": command("taken_by_other", "unknown", needs=["code"]),
    "unlink_chats": command("unknown"),
    # unrecognised messages: a person submits one to their school, the school attaches it to an intent
    "teach": command("too_many", "unknown", needs=["draft"], takes_draft=True),
    "look_miss": command("unknown", needs=["miss"], tells=["shape"]),
    "look_lesson": command("unknown", needs=["lesson"], tells=["meaning", "meaning_label"]),
    "try_phrase": command("unknown", "personal", "falls", needs=["meaning"]),
    "attach": command("unknown", "personal", "falls", "taken_by_other", "too_many", needs=["meaning"]),
    "detach": command("unknown", needs=["example"]),
    "drop_miss": command(needs=["miss"]),
    "drop_lesson": command(needs=["lesson"]),
    # a broadcast, by its author (bot/commands/broadcasts.py)
    "send_broadcast": command(
        "nobody",
        "too_many",
        "unknown",
        needs=("klass", "class_name", "by", "segment"),
        tells=("broadcast", "stands"),
        takes_draft=True,
    ),
    "make_urgent": command("too_many", "unknown", needs=("klass",), tells=("urgent",), final=False, changes="never"),
    "try_broadcast": command("unknown", needs=("klass", "class_name", "by")),
    "open_broadcast": command(
        "unknown", needs=("broadcast",), tells=("klass", "class_name", "by", "urgent", "stands", "file")
    ),
    "write_to_unread": command(
        "nobody", "unknown", needs=("broadcast",), tells=("klass", "class_name", "by", "segment")
    ),
    "pause_broadcast": command("over", "unknown", needs=("broadcast",), tells=("arrived",)),
    "resume_broadcast": command("unknown", needs=("broadcast",), tells=("stands", "meanwhile")),
    "stop_broadcast": command("unknown", needs=("broadcast",), tells=("stands", "meanwhile")),
    "repeat_broadcast": command("nobody", "unknown", needs=("broadcast",), tells=("broadcast", "stands")),
    "fix_broadcast": command(
        "nobody", "with_file", "unknown", needs=("broadcast",), tells=("broadcast", "stands"), takes_draft=True
    ),
    # a broadcast, by a person who received it (bot/commands/letters.py)
    "read_broadcast": command("unknown", needs=("broadcast",)),
    "answer_broadcast": command("unknown", needs=("broadcast",), tells=("child", "mends", "quoted")),
    "set_deadline": command("taken_by_other", "too_soon", "unknown", needs=("goal", "last_day")),
    "look_deadline": command("taken_by_other", "unknown", needs=("campaign",), tells=("goal", "deadline")),
    "cancel_deadline": command("unknown", needs=("campaign",)),
    "keep_deadline": command("unknown", needs=("campaign",)),
    "give_extract": command("unknown", needs=("extract",), tells=("given_on",)),
    "end_extract": command("unknown", needs=("extract",)),
    "send_order": command("unknown", needs=("draft",), tells=("order",), takes_draft=True),
    "sign_order": command("unknown", needs=("order",)),
    "remind_of_order": command("unknown", needs=("order",)),
    "end_order": command("unknown", needs=("order",)),
    "decline": command(needs=("goal",)),
    "allow": command(needs=("goal",)),
    "list_families": command("unknown", needs=("klass", "count"), tells=("count",)),
    "make_slips": command("nobody", "unknown", needs=("klass",), tells=("slips",)),
    "new_slip": command("unknown", needs=("klass", "family"), tells=("code",)),
    "end_class_code": command("unknown", needs=("klass",)),
    "number_family": command("taken_by_other", "unknown", needs=("klass", "family", "number"), tells=("number",)),
    "remove_family": command("nobody", "unknown", needs=("klass", "family")),
    "leave_class": command("unknown", needs=["klass"]),
    "let_in_substitute": command("unknown", needs=["klass", "last_day"], tells=["code"]),
    "remove_teacher": command("unknown", needs=["hat"]),
}


def changes_known(event: Taken | TakenByOther | Denied) -> bool:
    """Return whether a command with this outcome may have changed the data (`Known`) of some person in the batch."""
    spec = COMMANDS[event.command]
    if spec.changes == "granted":
        return isinstance(event, Taken) and event.slots.get("kind") not in spec.harmless
    return spec.changes == "always"
