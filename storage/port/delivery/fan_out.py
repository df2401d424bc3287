"""Broadcast fan-out: a broadcast becomes deliveries, chunk by chunk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class FanOut(Protocol):
    """Fan-out of all broadcasts."""

    async def filling(self, now: datetime) -> Sequence[str]:
        """Return the broadcasts whose deliveries are to be queued now."""

    async def fill(self, broadcast: str, now: datetime, most: int = ...) -> bool:
        """Queue deliveries for the next persons of a broadcast; return True if there are more.

        Repeating the call queues nobody twice. Persons whose budget is spent or who muted reminders are skipped. A
        broadcast whose author lost the role is stopped.
        """

    async def stopped(self) -> Sequence[str]:
        """Return the stopped broadcasts that still have queued deliveries."""

    async def clear(self, broadcast: str, now: datetime, most: int = ...) -> bool:
        """Remove the next queued deliveries of a stopped broadcast; return True if there are more."""

    async def over(self, now: datetime) -> Sequence[tuple[str, str]]:
        """End the broadcasts that have nothing left to send; return (broadcast, author) of those ended now."""

    async def under_way(self) -> Sequence[tuple[str, str]]:
        """Return (broadcast, author) of the broadcasts that are being sent."""
