"""The board of a class: how far its children have come."""

from typing import NamedTuple, Protocol

from flows.context.boards import Card
from flows.values.events import Option


class Roll(NamedTuple):
    """A class as its teacher sees it: its name, the length of the paper list (0: not set), its children."""

    class_name: str
    families: int
    cards: tuple[Card, ...]


class Boards(Protocol):
    """Boards, for the class's teacher and the staff of its school."""

    async def roll(self, klass: str, person: str) -> Roll | None:
        """Return how far the children of a class have come, None to anybody who may not see it.

        Numbers, stages and days; no id of a child or a person.
        """

    async def stuck(self, klass: str, person: str) -> tuple[Option, ...]:
        """Return the steps at which families stand, as segments: `at:check`, «Проверка · 4»."""
