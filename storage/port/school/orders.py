"""Orders and instructions that class teachers must sign as read (F11)."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer
from storage.port.delivery.files import Attached


class OrderRow(NamedTuple):
    """An order or instruction to be sent. `file` is empty if nothing is attached."""

    author: str
    body: str
    file: str = ""


class Acknowledgement(NamedTuple):
    """A class teacher's acknowledgement of an order: that they were asked to sign it, and when they did.

    The teacher is named by the class. `at` is None if they have not signed. `still`: they teach this class now.
    """

    class_name: str
    at: datetime | None
    still: bool


class Order(NamedTuple):
    """An order as the staff and teachers of its school see it."""

    id: str
    body: str
    made_at: datetime
    file: Attached | None = None
    ended: bool = False
    acknowledgements: tuple[Acknowledgement, ...] = ()  #: filled for staff only


class ListedOrder(NamedTuple):
    """An order in the list for staff: `signed` of `asked` teachers have signed it."""

    id: str
    made_at: datetime
    signed: int
    asked: int


class UnsignedOrder(NamedTuple):
    """An order in the list for a teacher who has not signed it yet."""

    id: str
    made_at: datetime


class Orders(Protocol):
    """Orders and instructions of a school, which its class teachers sign as read."""

    async def send(self, row: OrderRow, now: datetime) -> Answer:
        """Send an order to the teachers of the author's school. Granted has the slot `order` (its id).

        Return Refused("unknown") if the author is not staff.
        """

    async def one(self, ident: str, person: str) -> Order | None:
        """Return an order; None if the person has no role in its school.

        Acknowledgements are returned to staff only.
        """

    async def sign(self, ident: str, person: str, now: datetime) -> Answer:
        """Record that a teacher has read an order. A repeated call returns Granted too.

        Return Refused("unknown") if the teacher was not asked to sign it.
        """

    async def end(self, ident: str, person: str, now: datetime) -> Answer:
        """End an order: teachers are no longer asked to sign it. The acknowledgements that exist stay.

        Return Refused("unknown") if the person is not staff of its school.
        """

    async def remind(self, ident: str, person: str, now: datetime) -> Answer:
        """Make the reminders of an order due now for all teachers who have not signed it.

        Return Refused("unknown") if the person is not staff of its school.
        """

    async def to_notify(self) -> Sequence[tuple[str, str, str, str]]:
        """Return (order, school, person, class) for each teacher who was not notified of an order yet."""

    async def mark_notified(self, ident: str, person: str, klass: str, next_at: datetime, now: datetime) -> None:
        """Record that a teacher was notified of an order. The first reminder to sign it is due at `next_at`."""

    async def unsigned(self, now: datetime) -> Sequence[tuple[str, str, str]]:
        """Return (order, school, person) for each teacher whose reminder to sign an order is due."""

    async def reminded(self, ident: str, person: str, next_at: datetime, most: int) -> None:
        """Record that a teacher was reminded to sign an order. The next reminder is due at `next_at`.

        If the teacher has now been reminded of this order `most` times, no other reminder follows.
        """

    async def of_school(self, person: str) -> Sequence[ListedOrder]:
        """Return the orders of the school in which the person is staff, each with how many teachers have signed it."""

    async def to_sign(self, person: str) -> Sequence[UnsignedOrder]:
        """Return the orders that a teacher has not signed yet."""
