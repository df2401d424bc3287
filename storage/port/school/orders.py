"""Orders and instructions that class teachers read under signature (F11)."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer
from storage.port.delivery.files import Attached


class OrderRow(NamedTuple):
    """An order or instruction to be sent; `file` is empty if it has none."""

    author: str
    body: str
    file: str = ""


class Acknowledgement(NamedTuple):
    """A class teacher, named by the class, who was asked to sign an order; `still`: the class is theirs now."""

    class_name: str
    at: datetime | None
    still: bool


class Order(NamedTuple):
    """An order as staff and teachers of its school see it."""

    id: str
    body: str
    made_at: datetime
    file: Attached | None = None
    ended: bool = False
    acknowledgements: tuple[Acknowledgement, ...] = ()  #: filled for staff only


class ListedOrder(NamedTuple):
    """An order in the list of staff: `signed` of `asked` teachers have signed it."""

    id: str
    made_at: datetime
    signed: int
    asked: int


class UnsignedOrder(NamedTuple):
    """An order in the list of a teacher who has not signed it."""

    id: str
    made_at: datetime


class Orders(Protocol):
    """Orders of a school."""

    async def send(self, row: OrderRow, now: datetime) -> Answer:
        """Send an order to the teachers of the author's school. Slots: order. Refused("unknown"): not staff."""

    async def one(self, ident: str, person: str) -> Order | None:
        """Return an order; None if the person has no role in its school. Only staff get the signatures."""

    async def sign(self, ident: str, person: str, now: datetime) -> Answer:
        """Record that a teacher has read it; a repeat is granted. Refused("unknown"): the teacher was not asked."""

    async def end(self, ident: str, person: str, now: datetime) -> Answer:
        """Stop asking for signatures; those given stay. Refused("unknown"): not an order of this person's school."""

    async def remind(self, ident: str, person: str, now: datetime) -> Answer:
        """Remind at once all who have not signed. Refused("unknown"): not an order of this person's school."""

    async def to_notify(self) -> Sequence[tuple[str, str, str, str]]:
        """Return (order, school, person, class) of teachers who were not notified of an order yet."""

    async def mark_notified(self, ident: str, person: str, klass: str, next_at: datetime, now: datetime) -> None:
        """Record that a teacher was notified, and when the first reminder is due."""

    async def unsigned(self, now: datetime) -> Sequence[tuple[str, str, str]]:
        """Return (order, school, person) of teachers whose reminder is due."""

    async def reminded(self, ident: str, person: str, next_at: datetime, most: int) -> None:
        """Record a reminder and when the next is due; after `most` reminders there is no next one."""

    async def of_school(self, person: str) -> Sequence[ListedOrder]:
        """Return the orders of the school whose staff the person is, with the count of signatures."""

    async def to_sign(self, person: str) -> Sequence[UnsignedOrder]:
        """Return the orders a teacher has not signed yet."""
