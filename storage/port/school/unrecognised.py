"""Unrecognised messages, counted by their signature."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol


class UnrecognisedRow(NamedTuple):
    """An unrecognised message: its signature (see flows.nlu.signature), and the intent that was guessed.

    `guess` is empty if there was none.
    """

    school: str
    signature: str
    guess: str = ""


class UnrecognisedSignature(NamedTuple):
    """A signature, how often it was sent for each guessed intent, and the first day on which it was sent."""

    signature: str
    guesses: tuple[tuple[str, int], ...]  #: (intent, count), the most frequent first; "": no guess
    since: date

    @property
    def times(self) -> int:
        """How often the signature was sent."""
        return sum(count for _, count in self.guesses)


class CountedSignature(NamedTuple):
    """A signature in a list, and how often it was sent."""

    key: str
    signature: str
    times: int


class UnrecognisedMessages(Protocol):
    """Unrecognised messages, for the staff of their school. `Turns.keep` stores them."""

    async def top(self, person: str, now: datetime) -> Sequence[CountedSignature]:
        """Return the signatures that were sent most often in the last 30 days, with their counts."""

    async def one(self, key: str, person: str, now: datetime) -> UnrecognisedSignature | None:
        """Return a signature with its counts of the last 30 days; None if it was not sent then."""

    async def drop(self, key: str, person: str) -> None:
        """Delete the counts of a signature."""
