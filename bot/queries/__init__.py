"""What a screen shows that only the store can count: `view: <name>` of a state gives its text the word of that name.

A view is looked up inside the turn's transaction, by what the person may see; it changes nothing. A new one is a file
here, a line in VIEWS, and in `bot/check/sights.py` the most it can ever say.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.queries import asked, board, broadcasts, deadlines, extracts, families, kept, misses, orders, stuck
from bot.queries.look import Look

__all__ = ["VIEWS", "Look", "seen"]

VIEWS: Mapping[str, Callable[[Look], Awaitable[object]]] = {
    "asked": asked.view,
    "board": board.view,
    "broadcast": broadcasts.report,
    "letter": broadcasts.preview,
    "unread": broadcasts.unread,
    "deadline": deadlines.one,
    "deadlines": deadlines.every,
    "order": orders.view,
    "preview": deadlines.preview,
    "extract": extracts.one,
    "extracts": extracts.every,
    "kept": kept.view,
    "miss": misses.miss,
    "lesson": misses.lesson,
    "meanings": misses.meanings,
    "attaching": misses.attaching,
    "example": misses.example,
    "paper_list": families.paper_list,
    "slips": families.slips,
    "stuck": stuck.view,
}


async def seen(name: str, look: Look) -> Mapping[str, object]:
    """Give what a text sees of a view; nothing where its state has none. Raises KeyError for what is no view."""
    return {name: await VIEWS[name](look)} if name else {}
