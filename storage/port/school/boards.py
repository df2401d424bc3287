"""The board of a class: how far its children have come."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from flows.context.boards import Card


class Roll(NamedTuple):
    """A class as its teacher sees it: its name, the length of the paper list (0: not set), its children."""

    class_name: str
    families: int
    cards: tuple[Card, ...]


class Boards(Protocol):
    """Boards, for the class's teacher and the staff of its school."""

    async def roll(self, klass: str, person: str) -> Roll | None:
        """Return how far the children of a class have come; None if the person may not see it.

        It holds numbers, stages and days, and no id of a child or a person.
        """

    async def stuck(self, klass: str, person: str) -> Mapping[str, int]:
        """Return how many families have each step as the next one; steps with no family are absent."""
