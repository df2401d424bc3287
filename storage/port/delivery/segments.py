"""Segments: the children of given classes, with their parents, for whom a broadcast is meant."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from flows.values.segments import Segment


class Counted(NamedTuple):
    """The size of a segment: how many children it has, and how many persons a broadcast to it would reach."""

    children: int
    persons: int


class Closed(NamedTuple):
    """Persons whom a message would not reach now: without a reachable chat, or having muted reminders."""

    unreachable: frozenset[str]
    muted: frozenset[str]


class Segments(Protocol):
    """Segments of given classes.

    `before` is an ISO date, the result of `flows.values.segments.before`: if the school began to check documents on it
    or earlier, the check is overdue. It is "" if the segment has no number of days.
    """

    async def count(self, classes: Collection[str], of: Segment, before: str) -> Counted:
        """Count the children of the segment `of`, and the persons whom a broadcast to it would reach."""

    async def members(
        self, classes: Collection[str], of: Segment, before: str, *, after: str = "", most: int = 500
    ) -> Sequence[str]:
        """Return up to `most` persons of the segment `of` whose id is greater than `after`, ordered by id."""

    async def still(
        self, classes: Collection[str], of: Segment, before: str, persons: Collection[str]
    ) -> frozenset[str]:
        """Return those of `persons` who belong to the segment `of` now. Called when deliveries to them are claimed."""

    async def closed(self, persons: Collection[str]) -> Closed:
        """Return which of `persons` cannot be reached now, and which of them have muted reminders."""
