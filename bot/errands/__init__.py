"""Doing errands: contested wishes of teachers and staff (`flows/errands.py`), inside the turn's transaction.

A new one is a file here and a line in DOERS. The store says whether this person may: told words can be forged.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.errands import examples, lessons, misses
from bot.views.look import Look
from storage.values import Answer

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
}


async def do(name: str, look: Look) -> Answer:
    """Do an errand. Raises KeyError for what nobody does."""
    return await DOERS[name](look)
