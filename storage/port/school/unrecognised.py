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
    """A signature, how many messages with it had each guessed intent, and the first day on which it occurred."""

    signature: str
    guesses: tuple[tuple[str, int], ...]  #: (intent, count), the most frequent first; "": no guess
    since: date

    @property
    def times(self) -> int:
        """How many unrecognised messages had this signature."""
        return sum(count for _, count in self.guesses)


class CountedSignature(NamedTuple):
    """A signature as one line of a list, and how many unrecognised messages had it."""

    key: str
    signature: str
    times: int


class UnrecognisedMessages(Protocol):
    """Unrecognised messages, for the staff of their school. `Turns.keep` stores them."""

    async def top(self, person: str, now: datetime) -> Sequence[CountedSignature]:
        """Return the most frequent signatures of unrecognised messages in the last 30 days, with their counts."""

    async def one(self, key: str, person: str, now: datetime) -> UnrecognisedSignature | None:
        """Return the signature with this key, with its counts of the last 30 days; None if it did not occur in them."""

    async def drop(self, key: str, person: str) -> None:
        """Delete all counts of the signature with this key in the school in which the person is staff."""
