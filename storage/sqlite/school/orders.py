"""Orders and instructions that class teachers read under signature (F11)."""

from collections.abc import Sequence
from datetime import datetime

from storage.port.answers import Answer, Granted, Refused
from storage.port.delivery.files import Attached
from storage.port.ids import short
from storage.port.school.orders import Acknowledgement, ListedOrder, Order, OrderRow, UnsignedOrder
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Makers, Statements
from storage.sqlite.people.permissions import STAFF_OF

NEW = """
INSERT INTO orders (id, school, author, body, file, made_at) VALUES (:id, :school, :person, :body, :file, :now)
"""
# visible to staff and teachers of its school
ONE = """
SELECT o.id, o.body, o.file, o.made_at, o.ended_at IS NOT NULL, coalesce(f.kind, ''), coalesce(f.name, ''),
       EXISTS (SELECT 1 FROM hats h WHERE h.person = :person AND h.kind = 'staff' AND h.school = o.school)
FROM orders o LEFT JOIN files f ON f.id = o.file
WHERE o.id = :order AND EXISTS (SELECT 1 FROM hats h WHERE h.person = :person AND h.school = o.school)
"""
ACKNOWLEDGEMENTS = """
SELECT c.name, a.signed_at, EXISTS (
    SELECT 1 FROM hats h WHERE h.person = a.person AND h.kind = 'teacher' AND h.class = a.class
)
FROM acquaintance a JOIN classes c ON c.id = a.class WHERE a.document = :order
ORDER BY CAST(c.name AS INTEGER), c.name, a.signed_at IS NULL, a.signed_at
"""
SIGN = """
UPDATE acquaintance SET signed_at = :now, next_at = NULL
WHERE document = :order AND person = :person AND signed_at IS NULL
RETURNING id
"""
SIGNED = "SELECT 1 FROM acquaintance WHERE document = :order AND person = :person AND signed_at IS NOT NULL"
END = "UPDATE orders SET ended_at = :now WHERE id = :order AND ended_at IS NULL"
NO_MORE = "UPDATE acquaintance SET next_at = NULL WHERE document = :order"
AT_ONCE = "UPDATE acquaintance SET next_at = :now WHERE document = :order AND signed_at IS NULL"
TO_NOTIFY = """
SELECT o.id, o.school, h.person, h.class FROM orders o
JOIN hats h ON h.school = o.school AND h.kind = 'teacher'
WHERE o.ended_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM acquaintance a WHERE a.document = o.id AND a.person = h.person AND a.class = h.class
)
ORDER BY o.made_at, h.person
"""
MARK_NOTIFIED = """
INSERT INTO acquaintance (document, person, class, told_at, next_at) VALUES (:order, :person, :klass, :now, :next_at)
"""
DUE = """
SELECT DISTINCT a.document, o.school, a.person FROM acquaintance a JOIN orders o ON o.id = a.document
JOIN hats h ON h.person = a.person AND h.kind = 'teacher' AND h.class = a.class
WHERE a.next_at <= :now AND a.signed_at IS NULL AND o.ended_at IS NULL ORDER BY a.document, a.person
"""
AGAIN = """
UPDATE acquaintance SET reminders = reminders + 1, next_at = iif(reminders + 1 < :most, :next_at, NULL)
WHERE document = :order AND person = :person AND signed_at IS NULL
"""
# a teacher who left the class is not reminded
GONE = """
UPDATE acquaintance SET next_at = NULL WHERE next_at <= :now AND NOT EXISTS (
    SELECT 1 FROM hats h WHERE h.person = acquaintance.person AND h.kind = 'teacher' AND h.class = acquaintance.class
)
"""
OF_SCHOOL = """
SELECT o.id, o.made_at, count(a.signed_at), max(count(a.id), iif(o.ended_at IS NULL, (
    SELECT count(*) FROM hats h WHERE h.school = o.school AND h.kind = 'teacher'
), 0))
FROM orders o LEFT JOIN acquaintance a ON a.document = o.id
WHERE o.school IN (SELECT school FROM hats WHERE person = :person AND kind = 'staff')
GROUP BY o.id ORDER BY o.made_at DESC LIMIT 100
"""
MINE = """
SELECT o.id, o.made_at FROM acquaintance a JOIN orders o ON o.id = a.document
WHERE a.person = :person AND a.signed_at IS NULL AND o.ended_at IS NULL GROUP BY o.id ORDER BY o.made_at
"""


class SqlOrders:
    """Implements storage.port.school.orders.Orders."""

    def __init__(self, db: Statements, makers: Makers) -> None:
        """Store the connection on which the statements run, and the functions that make ids."""
        self._db, self._makers = db, makers

    async def send(self, row: OrderRow, now: datetime) -> Answer:
        """Send an order to the teachers of the author's school. Granted has the slot `order` (its id).

        Return Refused("unknown") if the author is not staff.
        """
        found = await self._db.row(STAFF_OF, person=row.author)
        if found is None:
            return Refused("unknown")
        ident = short(self._makers.ids())
        self._db.defer(
            NEW, id=ident, school=found[0], person=row.author, body=row.body, file=row.file, now=text_of(now)
        )  # fmt: skip
        return Granted({"order": ident})

    async def one(self, ident: str, person: str) -> Order | None:
        """Return an order; None if the person has no role in its school.

        Acknowledgements are returned to staff only.
        """
        found = await self._db.row(ONE, order=ident, person=person)
        if found is None:
            return None
        ident, body, file, made_at, ended, kind, name, staff = found
        rows = await self._db.rows(ACKNOWLEDGEMENTS, order=ident) if staff else []
        return Order(
            ident, body, moment_of(made_at), Attached(kind, file, name) if name else None, ended=bool(ended),
            acknowledgements=tuple(
                Acknowledgement(klass, moment_of(at) if at else None, still=bool(still)) for klass, at, still in rows
            ),
        )  # fmt: skip

    async def sign(self, ident: str, person: str, now: datetime) -> Answer:
        """Record that a teacher has read an order. A repeated call returns Granted too.

        Return Refused("unknown") if the teacher was not asked to sign it.
        """
        signed = await self._db.rows(SIGN, order=ident, person=person, now=text_of(now))
        if not signed and await self._db.row(SIGNED, order=ident, person=person) is None:
            return Refused("unknown")
        return Granted({})

    async def end(self, ident: str, person: str, now: datetime) -> Answer:
        """End an order: teachers are no longer asked to sign it. The acknowledgements that exist stay.

        Return Refused("unknown") if the person is not staff of its school.
        """
        if not await self._is_theirs(ident, person):
            return Refused("unknown")
        self._db.defer(END, order=ident, now=text_of(now))
        self._db.defer(NO_MORE, order=ident)
        return Granted({})

    async def remind(self, ident: str, person: str, now: datetime) -> Answer:
        """Make the reminders of an order due now for all teachers who have not signed it."""
        if not await self._is_theirs(ident, person):
            return Refused("unknown")
        self._db.defer(AT_ONCE, order=ident, now=text_of(now))
        return Granted({})

    async def _is_theirs(self, ident: str, person: str) -> bool:
        found = await self._db.row(ONE, order=ident, person=person)
        return bool(found and found[-1])

    async def to_notify(self) -> Sequence[tuple[str, str, str, str]]:
        """Return (order, school, person, class) for each teacher who was not notified of an order yet."""
        return [(o, school, person, klass) for o, school, person, klass in await self._db.rows(TO_NOTIFY)]

    async def mark_notified(self, ident: str, person: str, klass: str, next_at: datetime, now: datetime) -> None:
        """Record that a teacher was notified of an order. The first reminder to sign it is due at `next_at`."""
        self._db.defer(
            MARK_NOTIFIED, order=ident, person=person, klass=klass, next_at=text_of(next_at), now=text_of(now)
        )

    async def unsigned(self, now: datetime) -> Sequence[tuple[str, str, str]]:
        """Return (order, school, person) for each teacher whose reminder to sign an order is due."""
        self._db.defer(GONE, now=text_of(now))
        return [(ident, school, person) for ident, school, person in await self._db.rows(DUE, now=text_of(now))]

    async def reminded(self, ident: str, person: str, next_at: datetime, most: int) -> None:
        """Record that a teacher was reminded to sign an order. The next reminder is due at `next_at`.

        If the teacher has now been reminded of this order `most` times, no other reminder follows.
        """
        self._db.defer(AGAIN, order=ident, person=person, next_at=text_of(next_at), most=most)

    async def of_school(self, person: str) -> Sequence[ListedOrder]:
        """Return the orders of the school in which the person is staff, each with how many teachers have signed it."""
        rows = await self._db.rows(OF_SCHOOL, person=person)
        return [ListedOrder(ident, moment_of(made), signed, asked) for ident, made, signed, asked in rows]

    async def to_sign(self, person: str) -> Sequence[UnsignedOrder]:
        """Return the orders that a teacher has not signed yet."""
        rows = await self._db.rows(MINE, person=person)
        return [UnsignedOrder(ident, moment_of(made)) for ident, made in rows]
