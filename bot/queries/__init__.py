"""Queries: values and lists that a screen reads from the store. They run in the turn's transaction and change nothing.

Slots can be forged, so every query asks the store what this person may see. To add a query: write its function in the
file of its subject and add a line to QUERIES. For `options` add a line to LISTS (`flows/context/lists.py`) as well,
for `value` the longest possible value to `bot/check/sights.py`.

The commands `look_miss`, `look_lesson` and `look_deadline` (`bot/commands`) change nothing either. They are commands
because they set slots, and a flow branches on their outcome (`unknown`, `taken_by_other`). A query has no outcome and
sets no slots.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from bot.queries import (
    asked,
    board,
    broadcasts,
    deadlines,
    extracts,
    families,
    kept,
    orders,
    schools,
    stuck,
    tickets,
    unrecognised,
    urgent,
)
from bot.queries.context import QueryContext
from flows.values.events import Option

__all__ = ["QUERIES", "VALUES", "Query", "QueryContext", "options", "value"]


class Query(NamedTuple):
    """The functions of one query. It returns the options of a list, a value for a text, or both."""

    #: Returns the options for `choices: NAME` of a state, which causes the effect `Ask(NAME)`
    options: Callable[[QueryContext], Awaitable[tuple[Option, ...]]] | None = None
    #: Returns the value for `view: NAME` of a state; its text reads the value under this name
    value: Callable[[QueryContext], Awaitable[object]] | None = None


#: Keys are words of the YAML: `miss` is an unrecognised message, `lesson` a submitted example, `meaning` an intent
QUERIES: Mapping[str, Query] = {
    "asked": Query(value=asked.tasks_of_children),
    "asked_goals": Query(options=asked.goals),
    "attached": Query(options=unrecognised.examples),
    "attaching": Query(value=unrecognised.attaching),
    "board": Query(value=board.class_board),
    "broadcast": Query(value=broadcasts.report),
    "broadcasts": Query(options=broadcasts.sent),
    "broadcasts_to_read": Query(options=broadcasts.to_read),
    "class_teachers": Query(options=schools.class_teachers),
    "classes": Query(options=schools.classes),
    "deadline": Query(value=deadlines.one),
    "deadlines": Query(options=deadlines.options, value=deadlines.every),
    "declined_goals": Query(options=asked.declined),
    "example": Query(value=unrecognised.example),
    "extract": Query(value=extracts.one),
    "extracts": Query(options=extracts.options, value=extracts.every),
    "kept": Query(value=kept.rows_kept),
    "lesson": Query(value=unrecognised.submitted),
    "lessons": Query(options=unrecognised.submitted_examples),
    "letter": Query(value=broadcasts.preview),
    "meanings": Query(value=unrecognised.intents),
    "miss": Query(value=unrecognised.signature),
    "misses": Query(options=unrecognised.signatures),
    "my_orders": Query(options=orders.to_sign),
    "new_families": Query(options=families.new),
    "open_tickets": Query(options=tickets.waiting),
    "order": Query(value=orders.one),
    "orders": Query(options=orders.options),
    "paper_list": Query(value=families.paper_list),
    "preview": Query(value=deadlines.preview),
    "requests": Query(options=schools.requests),
    "school_profiles": Query(options=schools.profiles),
    "slips": Query(value=families.slips),
    "stuck": Query(options=stuck.options, value=stuck.families_at_step),
    "unread": Query(value=broadcasts.unread),
    "urgent_letters": Query(value=urgent.journal),
}
VALUES = frozenset(name for name, query in QUERIES.items() if query.value)


async def options(name: str, context: QueryContext) -> tuple[Option, ...]:
    """Return the options of the list `name`, in the order to show them. Raises KeyError if there is no such list."""
    if found := QUERIES[name].options:
        return await found(context)
    raise KeyError(name)


async def value(name: str, context: QueryContext) -> object:
    """Return the value of the query `name`. Raises KeyError if no query of this name has a value."""
    if found := QUERIES[name].value:
        return await found(context)
    raise KeyError(name)
