"""Erasure: of a person on request, and of any data whose retention period is over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Erasure(Protocol):
    """Data of persons: counted, erased on request, erased after their retention period."""

    async def forget(self, person: str, now: datetime) -> None:
        """Erase a person and all they wrote: chats, sessions, tickets and lines, timers, queued deliveries, roles,
        consent, and the children whose last parent they are, with their records. One anonymous line of the log remains.
        The next update of such a chat creates it anew."""

    async def kept(self, person: str) -> Mapping[str, int]:
        """Count the stored rows of a person, by kind; examples made of their own words count as `lessons`."""

    async def sweep(self, now: datetime) -> None:
        """Erase rows whose retention period is over. Call it once a day.

        2 days: drafts that were never sent. 8 days: seen updates. 30 days: words of closed tickets, ended deliveries,
        unneeded files, submitted examples and ended examples. 90 days: unrecognised messages.
        """
