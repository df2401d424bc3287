"""Errands: contested wishes of teachers and staff that are made of told words alone, done by the store in the turn.

A new one is a line here (how it ends, what it needs and tells) and its doing in `bot/errands`. Each asks the store
whether this person may, inside the same transaction: a told word can be forged.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Errand(NamedTuple):
    """One errand: how it can end, the told words it is made of, and those that come when it is granted."""

    outcomes: frozenset[str]
    needs: tuple[str, ...] = ()
    tells: frozenset[str] = frozenset()
    takes_draft: bool = False  #: the typed words are kept elsewhere when it is granted, and dropped from the session


def errand(*outcomes: str, needs: Iterable[str] = (), tells: Iterable[str] = (), takes_draft: bool = False) -> Errand:
    """Make an errand that is granted, or ends in one of `outcomes` besides."""
    return Errand(frozenset({"taken", *outcomes}), tuple(needs), frozenset(tells), takes_draft)


ERRANDS: Mapping[str, Errand] = {
    # what was not understood: a person shows it to their school, the school attaches it to a meaning
    "teach": errand("too_many", "unknown", needs=["draft"], takes_draft=True),
    "look_miss": errand("unknown", needs=["miss"], tells=["shape"]),
    "look_lesson": errand("unknown", needs=["lesson"], tells=["meaning", "meaning_label"]),
    "try_phrase": errand("unknown", "personal", "falls", needs=["meaning"]),
    "attach": errand("unknown", "personal", "falls", "taken_by_other", "too_many", needs=["meaning"]),
    "detach": errand("unknown", needs=["example"]),
    "drop_miss": errand(needs=["miss"]),
    "drop_lesson": errand(needs=["lesson"]),
    # a broadcast, by its author (bot/commands/broadcasts.py)
    "send_broadcast": errand(
        "nobody",
        "unknown",
        needs=("klass", "class_name", "by", "segment"),
        tells=("broadcast", "stands"),
        takes_draft=True,
    ),
    "try_broadcast": errand("unknown", needs=("klass", "class_name", "by")),
    "open_broadcast": errand("unknown", needs=("broadcast",), tells=("klass", "class_name", "by", "stands", "file")),
    "stop_broadcast": errand("unknown", needs=("broadcast",), tells=("stands",)),
    "repeat_broadcast": errand("nobody", "unknown", needs=("broadcast",), tells=("broadcast", "stands")),
    "fix_broadcast": errand(
        "nobody", "with_file", "unknown", needs=("broadcast",), tells=("broadcast", "stands"), takes_draft=True
    ),
    # and by whom it was sent to (bot/commands/letters.py)
    "read_broadcast": errand("unknown", needs=("broadcast",)),
    "answer_broadcast": errand("unknown", needs=("broadcast",), tells=("child", "mends")),
    "set_deadline": errand("taken_by_other", "too_soon", "unknown", needs=("goal", "last_day")),
    "look_deadline": errand("taken_by_other", "unknown", needs=("campaign",), tells=("goal", "deadline")),
    "cancel_deadline": errand("unknown", needs=("campaign",)),
    "keep_deadline": errand("unknown", needs=("campaign",)),
    "give_extract": errand("unknown", needs=("extract",), tells=("given_on",)),
    "end_extract": errand("unknown", needs=("extract",)),
    "send_order": errand("unknown", needs=("draft",), tells=("order",), takes_draft=True),
    "sign_order": errand("unknown", needs=("order",)),
    "remind_of_order": errand("unknown", needs=("order",)),
    "end_order": errand("unknown", needs=("order",)),
    "decline": errand(needs=("goal",)),
    "allow": errand(needs=("goal",)),
    "list_families": errand("unknown", needs=("klass", "count"), tells=("count",)),
    "make_slips": errand("nobody", "unknown", needs=("klass",), tells=("slips",)),
    "new_slip": errand("unknown", needs=("klass", "family"), tells=("code",)),
    "end_class_code": errand("unknown", needs=("klass",)),
    "number_family": errand("taken_by_other", "unknown", needs=("klass", "family", "number"), tells=("number",)),
    "remove_family": errand("nobody", "unknown", needs=("klass", "family")),
    "leave_class": errand("unknown", needs=["klass"]),
    "let_in_substitute": errand("unknown", needs=["klass", "last_day"], tells=["code"]),
    "remove_teacher": errand("unknown", needs=["hat"]),
}
