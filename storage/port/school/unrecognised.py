"""Unrecognised messages, counted by their signature."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol


class UnrecognisedRow(NamedTuple):
    """An unrecognised message: its signature (flows.nlu.signature) and the guessed intent, empty if none."""

    school: str
    signature: str
    guess: str = ""


class UnrecognisedSignature(NamedTuple):
    """A signature of unrecognised messages: how often with which guess, and since what day."""

    signature: str
    guesses: tuple[tuple[str, int], ...]  #: (intent, count), the most frequent first; "": no guess
    since: date

    @property
    def times(self) -> int:
        """How often it was sent."""
        return sum(count for _, count in self.guesses)


class CountedSignature(NamedTuple):
    """A shape in a list, with how often it was said."""

    key: str
    signature: str
    times: int


class UnrecognisedMessages(Protocol):
    """Unrecognised messages, for the staff of their school. They are written by `Turns.keep`."""

    async def top(self, person: str, now: datetime) -> Sequence[CountedSignature]:
        """Return the most frequent ones of the last 30 days, with counts."""

    async def one(self, key: str, person: str, now: datetime) -> UnrecognisedSignature | None:
        """Return one with its counts of the last 30 days."""

    async def drop(self, key: str, person: str) -> None:
        """Reset the count of one."""
