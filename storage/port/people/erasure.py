"""Erases all data of a person on request, and any rows whose retention period is over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Erasure(Protocol):
    """Counts the data of a person, and erases data: on request, or after their retention period."""

    async def forget(self, person: str, now: datetime) -> None:
        """Erase a person and all they wrote. One anonymous line of the log remains.

        This erases chats, sessions, tickets with their lines, timers, queued deliveries, roles, and consent. Children
        without another parent are erased with their records. The next update from an erased chat creates it anew.
        """

    async def kept(self, person: str) -> Mapping[str, int]:
        """Return {kind of data: number of stored rows} of a person.

        Examples made from the person's messages count as `lessons`.
        """

    async def sweep(self, now: datetime) -> bool:
        """Erase some of the rows whose retention period is over; return True if more may be left. Call it once a day.

        2 days: drafts that were never sent. 8 days: seen updates. 30 days: words of closed tickets, ended deliveries,
        unneeded files, submitted examples and detached examples, updates that were laid aside. 90 days: unrecognised
        messages. A year: people without consent, children, roles and questions. Three years: the log.

        A ticket is closed 30 days after its last answer. One without an answer is closed after 180 days, if both sides
        were told again before (`Tickets.abandoned`).
        """
