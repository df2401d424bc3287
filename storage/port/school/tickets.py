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
    """A ticket in the list of a person who may take it or took it. `state`: open, taken, answered."""

    id: str
    number: int
    class_name: str
    state: str


class Tickets(Protocol):
    """Tickets of every school."""

    async def open(self, row: TicketRow, now: datetime) -> int:
        """Open a ticket and return its number in the school: 1, 2, …"""

    async def take(self, ticket: str, person: str, now: datetime) -> Answer:
        """Assign a ticket to a member of staff or a teacher. Lost: another person has it. A repeat is granted.

        Refused("closed"): it is closed, the person asked it, or the person may not answer it.
        """

    async def answer(self, ticket: str, words: str, person: str, now: datetime) -> Answer:
        """Add a line to a ticket.

        From the person who took it: the state becomes answered. From its asker: the state becomes open if nobody took
        it, else taken. Lost: the person is neither, but may take tickets like this one. Refused("closed"): the ticket
        is closed, or the person may not see it.
        """

    async def close(self, ticket: str, person: str, now: datetime) -> Answer:
        """Close a ticket for its asker or the person who took it; Lost for others. Closing a closed one is granted."""

    async def audience(self, ticket: str, side: str) -> Sequence[str]:
        """Return the persons to notify.

        Side `parent`: its asker. Side `staff`: the person who took it, else the teachers of the child's class if the
        topic is one for teachers, else all staff of the school except the asker.
        """

    async def waiting(self, person: str) -> Sequence[WaitingTicket]:
        """Return open tickets this person may take and those they took, the oldest first."""
