"""Submitted examples: unrecognised messages that a person agreed to show to their school."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class SubmittedExampleRow(NamedTuple):
    """The redacted text of a message that a person agreed to show to their school, and the intent they chose."""

    school: str
    person: str
    text: str
    intent: str = ""


class SubmittedExample(NamedTuple):
    """A submitted example as staff see it. `person` is not shown; it is used only to erase the example."""

    text: str
    intent: str
    at: datetime
    person: str


class ListedSubmission(NamedTuple):
    """A submitted example as one line of a list."""

    id: str
    text: str


class SubmittedExamples(Protocol):
    """Submitted examples, for the staff of their school."""

    async def keep(self, row: SubmittedExampleRow, now: datetime) -> Answer:
        """Store a submitted example. Return Refused("too_many") after three in the last 24 hours."""

    async def one(self, submitted: str, person: str) -> SubmittedExample | None:
        """Return a submitted example; None if the person is not staff of its school."""

    async def drop(self, submitted: str, person: str) -> None:
        """Delete a submitted example."""

    async def of_school(self, person: str) -> Sequence[ListedSubmission]:
        """Return the submitted examples of the school in which the person is staff, the newest first."""
