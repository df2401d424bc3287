"""SubmittedExamples: the words of an unrecognised message that a person sends to their school."""

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
    """A lesson as staff see it; `person` is used for erasure only."""

    text: str
    intent: str
    at: datetime
    person: str


class ListedSubmission(NamedTuple):
    """A lesson in a list."""

    id: str
    text: str


class SubmittedExamples(Protocol):
    """SubmittedExamples, for the staff of their school."""

    async def keep(self, row: SubmittedExampleRow, now: datetime) -> Answer:
        """Keep the words a person sends. Refused("too_many"): the fourth of a person within a day."""

    async def one(self, submitted: str, person: str) -> SubmittedExample | None:
        """Return a lesson."""

    async def drop(self, submitted: str, person: str) -> None:
        """Delete a lesson."""

    async def of_school(self, person: str) -> Sequence[ListedSubmission]:
        """Return the lessons of the school whose staff the person is, the newest first."""
