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
    """A signature of unrecognised messages, counted by guessed intent, with the first day it was seen."""

    signature: str
    guesses: tuple[tuple[str, int], ...]  #: (intent, count), the most frequent first; "": no guess
    since: date

    @property
    def times(self) -> int:
        """How often it was sent."""
        return sum(count for _, count in self.guesses)


class CountedSignature(NamedTuple):
    """A signature in a list, with how often it was sent."""

    key: str
    signature: str
    times: int


class UnrecognisedMessages(Protocol):
    """Unrecognised messages, for the staff of their school. `Turns.keep` writes them."""

    async def top(self, person: str, now: datetime) -> Sequence[CountedSignature]:
        """Return the most frequent signatures of the last 30 days, with counts."""

    async def one(self, key: str, person: str, now: datetime) -> UnrecognisedSignature | None:
        """Return a signature with its counts of the last 30 days; None if there are none."""

    async def drop(self, key: str, person: str) -> None:
        """Delete the counts of a signature."""
