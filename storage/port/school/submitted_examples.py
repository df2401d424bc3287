"""Submitted examples: unrecognised messages whose words a person agreed to send to their school."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class SubmittedExampleRow(NamedTuple):
    """Redacted words that a person agreed to show their school, and the intent they chose."""

    school: str
    person: str
    text: str
    intent: str = ""


class SubmittedExample(NamedTuple):
    """A submitted example as staff see it; `person` is used for erasure only."""

    text: str
    intent: str
    at: datetime
    person: str


class ListedSubmission(NamedTuple):
    """A submitted example in a list."""

    id: str
    text: str


class SubmittedExamples(Protocol):
    """Submitted examples, for the staff of their school."""

    async def keep(self, row: SubmittedExampleRow, now: datetime) -> Answer:
        """Store the words a person sends. Refused("too_many"): the fourth submission of a person within a day."""

    async def one(self, submitted: str, person: str) -> SubmittedExample | None:
        """Return a submitted example; None if it is not of the school in which the person is staff."""

    async def drop(self, submitted: str, person: str) -> None:
        """Delete a submitted example."""

    async def of_school(self, person: str) -> Sequence[ListedSubmission]:
        """Return the submitted examples of the school in which the person is staff, the newest first."""
