"""Groups of intents, for the lists from which school staff choose. The flow of the entry point determines the group."""

from collections.abc import Mapping

from flows.book.model import Book

REST = "rest"
#: Flows by the key of a button of `misses/groups`
GROUPS: Mapping[str, frozenset[str]] = {
    "card": frozenset({"card", "papers", "foreign"}),
    "status": frozenset({"status", "autoupdate", "no_button"}),
    "account": frozenset({"account", "entry", "parent"}),
    "diary": frozenset({"diary", "no_diary", "marks", "extract"}),
    "myschool": frozenset({"myschool", "available"}),
    "sferum": frozenset({"sferum", "lessons"}),
    "family": frozenset({"teen", "family"}),
}


def group_of(flow: str) -> str:
    """Return the group of intents that have their entry points in `flow`."""
    return next((group for group, flows in GROUPS.items() if flow in flows), REST)


def intents_of(book: Book, group: str) -> list[str]:
    """Return the intents of a group in the order of the book."""
    return [intent for intent, entry_point in book.entry_points.items() if group_of(entry_point.flow) == group]
