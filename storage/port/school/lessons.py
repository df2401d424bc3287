"""Lessons: the words of an unrecognised message that a person sends to their school."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class LessonRow(NamedTuple):
    """Redacted words that a person agreed to show their school, and the intent they chose."""

    school: str
    person: str
    text: str
    intent: str = ""


class Lesson(NamedTuple):
    """A lesson as staff see it; `person` is used for erasure only."""

    text: str
    intent: str
    at: datetime
    person: str


class ListedLesson(NamedTuple):
    """A lesson in a list."""

    id: str
    text: str


class Lessons(Protocol):
    """Lessons, for the staff of their school."""

    async def keep(self, row: LessonRow, now: datetime) -> Answer:
        """Keep the words a person sends. Refused("too_many"): the fourth of a person within a day."""

    async def one(self, lesson: str, person: str) -> Lesson | None:
        """Return a lesson."""

    async def drop(self, lesson: str, person: str) -> None:
        """Delete a lesson."""

    async def of_school(self, person: str) -> Sequence[ListedLesson]:
        """Return the lessons of the school whose staff the person is, the newest first."""
