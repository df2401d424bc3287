"""The checks of the book: pure functions that take a library and yield its faults. They raise no exceptions.

graph   the states and the transitions between them    known_slots   the slots set in every state
guides · names · shape · ways · needs                        the checks, one function for each rule
"""

from collections.abc import Collection

from flows.book.errors import Fault
from flows.book.loading import Library
from flows.checks import guides, names, needs, shape, ways
from flows.checks.graph import Check, Graph
from flows.checks.known_slots import needed_everywhere, set_everywhere

__all__ = ["CHECKS", "faults", "needed_everywhere", "set_everywhere"]

CHECKS: tuple[Check, ...] = (
    ways.broken_way,
    guides.guide,
    names.unknown_rule,
    names.unknown_reader,
    names.unknown_list,
    names.unknown_attachment,
    names.unknown_errand,
    names.unknown_meaning,
    names.unknown_term,
    names.unknown_word,
    names.reserved_name,
    names.bad_name,
    names.renamed_clash,
    shape.mixed,
    shape.pairs,
    shape.file_of_parent,
    shape.notice_way,
    shape.wish_unanswered,
    shape.door_with_effects,
    shape.missing_source,
    ways.unreachable,
    ways.dead_end,
    ways.endless_loop,
    ways.no_human_or_menu,
    ways.intents,
    needs.word_untold,
    needs.word_never_told,
)


def faults(library: Library, *, intents: Collection[str], terms: Collection[str]) -> list[Fault]:
    """Return all faults of a library: first those of parsing, then those of the checks, ordered by file and line.

    `intents` are the intents that can be recognised, `terms` the terms (time spans) that a wait may name.
    """
    graph = Graph(library, intents, terms)
    found = {fault for check in CHECKS for fault in check(graph)}
    return [*library.faults, *sorted(found, key=_place)]


def _place(fault: Fault) -> tuple[str, int, str, str]:
    file, _, line = fault.where.rpartition(":")
    return file, int(line) if line.isdecimal() else 0, fault.rule, fault.says
