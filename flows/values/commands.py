"""Commands: what a person may ask the bot to do that the store can refuse. One table of what the engine must know.

A new command is a line here, a function in `bot/commands`, and a line in the registry there. Every command asks the
store whether this person may, inside the turn's transaction: slots can be forged.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from flows.values.events import Denied, Taken, TakenByOther

#: Outcomes after which what is known of the chats may differ: every outcome, a grant only, or none.
Changes = Literal["always", "granted", "never"]


class CommandSpec(NamedTuple):
    """One command: how it can end, which slots it needs, and which results always come with a grant."""

    outcomes: frozenset[str]
    needs: tuple[str, ...] = ()
    tells: frozenset[str] = frozenset()
    takes_draft: bool = False  #: the typed words are kept elsewhere when it is granted, and dropped from the session
    final: bool = True  #: the screen before it cannot be gone back to
    changes: Changes = "always"
    harmless: frozenset[str] = frozenset()  #: values of the result `kind` with which a grant changes nothing


def command(
    *outcomes: str,
    needs: Iterable[str] = (),
    tells: Iterable[str] = (),
    takes_draft: bool = False,
    final: bool = True,
    changes: Changes = "always",
    harmless: Iterable[str] = (),
) -> CommandSpec:
    """Make a command that is granted (`taken`), or ends in one of `outcomes`."""
    ends = frozenset({"taken", *outcomes})
    return CommandSpec(ends, tuple(needs), frozenset(tells), takes_draft, final, changes, frozenset(harmless))


COMMANDS: Mapping[str, CommandSpec] = {
    # codes. A class code only says which class it is and a slip which family, so nothing is loaded again after them:
    # a hundred parents who come in at once need not be loaded a hundred times
    "redeem": command(
        "taken_by_other",
        "unknown",
        "too_many",
        needs=["code"],
        tells=["kind"],
        changes="granted",
        harmless=["class", "family"],
    ),
    "make_code": command("unknown", needs=["kind"], tells=["code", "kind"], changes="never"),
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
    # what was not understood: a person shows it to their school, the school attaches it to a meaning
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
        "unknown",
        needs=("klass", "class_name", "by", "segment"),
        tells=("broadcast", "stands"),
        takes_draft=True,
    ),
    "try_broadcast": command("unknown", needs=("klass", "class_name", "by")),
    "open_broadcast": command("unknown", needs=("broadcast",), tells=("klass", "class_name", "by", "stands", "file")),
    "stop_broadcast": command("unknown", needs=("broadcast",), tells=("stands",)),
    "repeat_broadcast": command("nobody", "unknown", needs=("broadcast",), tells=("broadcast", "stands")),
    "fix_broadcast": command(
        "nobody", "with_file", "unknown", needs=("broadcast",), tells=("broadcast", "stands"), takes_draft=True
    ),
    # and by whom it was sent to (bot/commands/letters.py)
    "read_broadcast": command("unknown", needs=("broadcast",)),
    "answer_broadcast": command("unknown", needs=("broadcast",), tells=("child", "mends")),
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
    """Tell whether a command that ended so may have changed what is known of somebody in the batch."""
    spec = COMMANDS[event.wish]
    if spec.changes == "granted":
        return isinstance(event, Taken) and event.slots.get("kind") not in spec.harmless
    return spec.changes == "always"
