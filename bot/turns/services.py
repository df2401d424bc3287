"""The services that all turns share. No turn changes them."""

from collections.abc import Callable
from typing import NamedTuple

from bot.commands.installation import Installation
from bot.rendering.context import ContextFactory
from bot.rendering.screens import Screens
from flows.book.model import Book


class TurnServices(NamedTuple):
    """The book, the renderers of texts, the configuration of the operator, and the function that makes ids."""

    book: Book
    screens: Screens
    contexts: ContextFactory
    installation: Installation
    ids: Callable[[], int]
