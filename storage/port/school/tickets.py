"""Tickets: questions to a school."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class TicketRow(NamedTuple):
    """A ticket to be opened."""

    id: str
    school: str
    person: str
    child: str
    topic: str
    summary: str


class WaitingTicket(NamedTuple):
    """A ticket in the list of whoever may take it or took it. `state`: open, taken, answered."""

    id: str
    number: int
    class_name: str
    state: str


class Tickets(Protocol):
    """Tickets of every school."""

    async def open(self, row: TicketRow, now: datetime) -> int:
        """Open a ticket and return its number in the school: 1, 2, …"""

    async def take(self, ticket: str, person: str, now: datetime) -> Answer:
        """Assign a ticket to a member of staff or a teacher. Lost: another has it. Their own is granted again.

        Refused("closed"): it is closed, they asked it themselves, or it is of another school.
        """

    async def answer(self, ticket: str, words: str, person: str, now: datetime) -> Answer:
        """Add a line to a ticket.

        By the one who took it: the state becomes answered. By its asker: open if nobody has it, else taken. Lost: by
        somebody else who might take it. Refused("closed"): it is closed, or none of the person's business.
        """

    async def close(self, ticket: str, person: str, now: datetime) -> Answer:
        """Close a ticket, by its asker or the one who took it; else Lost. Closing a closed one is granted."""

    async def audience(self, ticket: str, side: str) -> Sequence[str]:
        """Return the persons to notify. side parent: its asker. side staff: the one who took it, else the teachers of
        the child's class if the topic is theirs, else all staff of the school but its asker."""

    async def waiting(self, person: str) -> Sequence[WaitingTicket]:
        """Return open tickets this person may take and those they took, the oldest first."""
