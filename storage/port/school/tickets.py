"""Tickets: questions of parents to a school."""

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
    letter: str = ""  #: the broadcast that the ticket answers
    quoted: str = ""  #: words of this broadcast that stand in the summary; they are erased with its author


class WaitingTicket(NamedTuple):
    """A ticket in the list of a person who may take it or has taken it. `state` is open, taken or answered."""

    id: str
    number: int
    class_name: str
    state: str


class Tickets(Protocol):
    """Tickets of every school."""

    async def open(self, row: TicketRow, now: datetime) -> int:
        """Open a ticket and return its number. Numbers are 1, 2, … in each school."""

    async def take(self, ticket: str, person: str, now: datetime) -> Answer:
        """Assign a ticket to a member of staff or a teacher. A repeated call returns Granted too.

        Return Lost if another person has taken it. Return Refused("closed") if it is closed, or if the person asked it
        or may not answer it.
        """

    async def answer(self, ticket: str, words: str, person: str, now: datetime) -> Answer:
        """Add the line `words`, written by `person`, to a ticket.

        If the line is from the person who took the ticket, the state becomes answered. If it is from the asker, the
        state becomes taken, or open if nobody took it. Return Lost if the person is neither, but may take such tickets.
        Return Refused("closed") if the ticket is closed, or if the person may not see it.
        """

    async def close(self, ticket: str, person: str, now: datetime) -> Answer:
        """Close a ticket on behalf of its asker or of the person who took it. A repeated call returns Granted too.

        Return Lost if `person` is neither of them.
        """

    async def audience(self, ticket: str, side: str) -> Sequence[str]:
        """Return the persons to notify of a line in a ticket.

        Side `parent`: the asker. Side `staff`: the person who took the ticket. If nobody took it, or that person lost
        the role or cannot be reached: the teachers of the child's class if the topic is one for teachers, otherwise all
        staff of the school except the asker.
        """

    async def abandoned(self, now: datetime) -> Sequence[str]:
        """Return tickets that nobody has answered for 150 days, each once: both sides are told again."""

    async def waiting(self, person: str) -> Sequence[WaitingTicket]:
        """Return the open tickets that this person may take, and those that they took, the oldest first."""
