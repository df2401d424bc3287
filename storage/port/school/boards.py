"""The board of a class: how far its children have come on each track."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from flows.context.boards import Card


class Roll(NamedTuple):
    """A class as its teacher sees it.

    `families`: the length of the paper list, 0 if not set. `cards`: the progress of the children, one card each.
    """

    class_name: str
    families: int
    cards: tuple[Card, ...]


class Boards(Protocol):
    """Boards of classes. Only the teacher of a class and the staff of its school may see them."""

    async def roll(self, klass: str, person: str) -> Roll | None:
        """Return the progress of the children of a class; None if `person` may not see the class.

        The result has numbers, stages and days, but no id of a child or a person.
        """

    async def stuck(self, klass: str, person: str) -> Mapping[str, int]:
        """Return {current step: number of families with a child at it}. Steps without families are left out."""
