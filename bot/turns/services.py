"""The services that every turn uses and none changes."""

from collections.abc import Callable
from typing import NamedTuple

from bot.commands.installation import Installation
from bot.rendering.context import ContextFactory
from bot.rendering.screens import Screens
from flows.book.model import Book


class TurnServices(NamedTuple):
    """The book, what renders texts, what the operator configured, and the source of ids."""

    book: Book
    screens: Screens
    contexts: ContextFactory
    installation: Installation
    ids: Callable[[], int]
