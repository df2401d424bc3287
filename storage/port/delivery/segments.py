"""Segments: the children and parents a broadcast is for."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from flows.values.segments import Segment


class Counted(NamedTuple):
    """The size of a segment: its children, and the persons a broadcast would reach."""

    children: int
    persons: int


class Segments(Protocol):
    """Segments of given classes. `before` is what flows.values.segments.before returns."""

    async def count(self, classes: Collection[str], of: Segment, before: str) -> Counted:
        """Count the children and the persons of a segment."""

    async def members(
        self, classes: Collection[str], of: Segment, before: str, *, after: str = "", most: int = 500
    ) -> Sequence[str]:
        """Return the next `most` persons of a segment, ordered by id, with ids greater than `after`."""

    async def still(
        self, classes: Collection[str], of: Segment, before: str, persons: Collection[str]
    ) -> frozenset[str]:
        """Return which of these persons belong to a segment now; used again when a delivery is claimed."""
