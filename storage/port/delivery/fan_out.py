"""Broadcast fan-out: makes the deliveries of a broadcast, one chunk of persons at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class FanOut(Protocol):
    """Makes and deletes the deliveries of all broadcasts."""

    async def filling(self, now: datetime) -> Sequence[str]:
        """Return the ids of the broadcasts whose deliveries must be queued now."""

    async def fill(self, broadcast: str, now: datetime, most: int = ...) -> bool:
        """Queue deliveries for the next `most` persons of a broadcast. Return True if more persons are left.

        A repeated call queues no person twice. Persons whose budget is spent (unless the broadcast
        is urgent), or who muted reminders, are skipped. The broadcast is stopped if its author may no longer write to
        its classes.
        """

    async def stopped(self) -> Sequence[str]:
        """Return the ids of the stopped broadcasts that still have queued deliveries."""

    async def clear(self, broadcast: str, now: datetime, most: int = ...) -> bool:
        """Remove up to `most` deliveries of a stopped broadcast from the queue. Return True if more are left.

        A delivery that was never attempted is deleted. Any other may have arrived, so it ends as unknown.
        """

    async def over(self, now: datetime) -> Sequence[tuple[str, str]]:
        """End the broadcasts that have nothing left to send. Return (broadcast, author) of each that ended now."""

    async def under_way(self) -> Sequence[tuple[str, str]]:
        """Return (broadcast, author) of each broadcast that has all its deliveries and is still being sent."""
