"""Extracts from the diary: marks printed on paper for a parent who asked for it (F15)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class Extract(NamedTuple):
    """An extract from the diary as the teacher or staff see it: with the family's number, without names and texts."""

    id: str
    child: str
    klass: str
    class_name: str
    school: str
    number: int | None  #: of the paper list
    asked_at: datetime
    given_on: date | None  #: the last time
    stands: bool = True  #: still needed
    given: tuple[date, ...] = ()  #: every time


class DueExtract(NamedTuple):
    """An extract from the diary: the persons who must give it to the parent are to be reminded now."""

    id: str
    school: str
    klass: str
    class_name: str
    asked_at: datetime
    given_on: date | None
    remind_at: datetime | None  #: None: not computed yet


class Extracts(Protocol):
    """Extracts from the diary, for the teacher of the class and the staff of its school."""

    async def of_class(self, person: str, klass: str) -> Sequence[Extract]:
        """Return the extracts of a class, those still needed first. Empty if the person may not see them."""

    async def one(self, person: str, ident: str) -> Extract | None:
        """Return an extract; None if the person may not see it."""

    async def given(self, ident: str, person: str, now: datetime) -> None:
        """Close the ticket in which a parent asked for this extract. `person` counts as its taker if nobody took it."""

    async def end(self, ident: str, person: str, now: datetime) -> Answer:
        """End an extract that is not needed any more. Return Refused("unknown") if the person may not give it."""

    async def parents(self, child: str) -> Sequence[str]:
        """Return the parents of a child."""

    async def givers(self, school: str, klass: str) -> Sequence[str]:
        """Return the persons who give the extracts of a class: its teachers, or the staff if it has no teacher."""

    async def due(self, now: datetime) -> Sequence[DueExtract]:
        """Return the extracts whose reminder is due, and those whose `remind_at` is None: the caller computes it."""

    async def remind(self, ident: str, at: datetime | None) -> None:
        """Set the moment `at` at which the persons who give an extract are reminded.

        `at` is None if they were reminded and no further reminder follows.
        """
