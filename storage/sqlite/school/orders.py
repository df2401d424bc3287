"""Orders and instructions for class teachers: sent to all of a school, read under signature (F11)."""

from collections.abc import Sequence
from datetime import datetime

from flows.context.known import order_label
from flows.values.events import Option
from storage.port.ids import short
from storage.port.values import Answer, Attached, Granted, Order, OrderRow, Refused, Signature
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.people.codes import STAFF_OF
from storage.sqlite.school.extracts import Extracts

NEW = """
INSERT INTO orders (id, school, author, body, file, made_at) VALUES (:id, :school, :person, :body, :file, :now)
"""
# staff of its school, and teachers of it who were told of it
ONE = """
SELECT o.id, o.body, o.file, o.made_at, o.ended_at IS NOT NULL, coalesce(f.kind, ''), coalesce(f.name, ''),
       EXISTS (SELECT 1 FROM hats h WHERE h.person = :person AND h.kind = 'staff' AND h.school = o.school)
FROM orders o LEFT JOIN files f ON f.id = o.file
WHERE o.id = :order AND EXISTS (SELECT 1 FROM hats h WHERE h.person = :person AND h.school = o.school)
"""
SIGNATURES = """
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
UNTOLD = """
SELECT o.id, o.school, h.person, h.class FROM orders o
JOIN hats h ON h.school = o.school AND h.kind = 'teacher'
WHERE o.ended_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM acquaintance a WHERE a.document = o.id AND a.person = h.person AND a.class = h.class
)
ORDER BY o.made_at, h.person
"""
TOLD = """
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
# who teaches the class no more is not reminded
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


class Orders(Extracts):
    """Orders of a school: sent by its staff, signed by its class teachers, looked at by both."""

    async def send_order(self, row: OrderRow, now: datetime) -> Answer:
        """Put an order before the teachers of the school this person is staff of; told order."""
        found = await self._row(STAFF_OF, person=row.author)
        if found is None:
            return Refused("unknown")
        ident = short(self._makers.ids())
        await self._run(
            NEW, id=ident, school=found[0], person=row.author, body=row.body, file=row.file, now=text_of(now)
        )  # fmt: skip
        return Granted({"order": ident})

    async def order(self, ident: str, person: str) -> Order | None:
        """Give an order to staff and teachers of its school, its signatures to staff alone; None to anybody else."""
        found = await self._row(ONE, order=ident, person=person)
        if found is None:
            return None
        ident, body, file, made_at, ended, kind, name, staff = found
        rows = await self._rows(SIGNATURES, order=ident) if staff else []
        return Order(
            ident, body, moment_of(made_at), Attached(kind, file, name) if name else None, ended=bool(ended),
            signatures=tuple(
                Signature(klass, moment_of(at) if at else None, still=bool(still)) for klass, at, still in rows
            ),
        )  # fmt: skip

    async def sign_order(self, ident: str, person: str, now: datetime) -> Answer:
        """Keep that a teacher has read it; again is granted. Refused("unknown"): they were not asked."""
        signed = await self._rows(SIGN, order=ident, person=person, now=text_of(now))
        if not signed and await self._row(SIGNED, order=ident, person=person) is None:
            return Refused("unknown")
        return Granted({})

    async def end_order(self, ident: str, person: str, now: datetime) -> Answer:
        """Ask nobody any more; the list stands. Refused("unknown"): not of this person's school."""
        if not await self._is_theirs(ident, person):
            return Refused("unknown")
        await self._run(END, order=ident, now=text_of(now))
        await self._run(NO_MORE, order=ident)
        return Granted({})

    async def remind_of_order(self, ident: str, person: str, now: datetime) -> Answer:
        """Let those who have not read it be reminded now."""
        if not await self._is_theirs(ident, person):
            return Refused("unknown")
        await self._run(AT_ONCE, order=ident, now=text_of(now))
        return Granted({})

    async def _is_theirs(self, ident: str, person: str) -> bool:
        found = await self._row(ONE, order=ident, person=person)
        return bool(found and found[-1])

    async def untold_of_orders(self) -> Sequence[tuple[str, str, str, str]]:
        """Give (order, school, person, class) of every teacher an order has not been put before yet."""
        return [(o, school, person, klass) for o, school, person, klass in await self._rows(UNTOLD)]

    async def told_of_order(self, ident: str, person: str, klass: str, next_at: datetime, now: datetime) -> None:
        """Keep that a teacher is told of an order, and when they are reminded of it."""
        await self._run(TOLD, order=ident, person=person, klass=klass, next_at=text_of(next_at), now=text_of(now))

    async def unsigned_orders(self, now: datetime) -> Sequence[tuple[str, str, str]]:
        """Give (order, school, person) of everybody who is to be reminded now."""
        await self._run(GONE, now=text_of(now))
        return [(ident, school, person) for ident, school, person in await self._rows(DUE, now=text_of(now))]

    async def reminded_of_order(self, ident: str, person: str, next_at: datetime, most: int) -> None:
        """Keep that they were reminded, and when they are again; `most` times, then no more."""
        await self._run(AGAIN, order=ident, person=person, next_at=text_of(next_at), most=most)

    async def _orders(self, person: str) -> tuple[Option, ...]:
        rows = await self._rows(OF_SCHOOL, person=person)
        return tuple(
            Option(ident, order_label(moment_of(made).date(), f"{signed} из {asked}"))
            for ident, made, signed, asked in rows
        )

    async def _my_orders(self, person: str) -> tuple[Option, ...]:
        rows = await self._rows(MINE, person=person)
        return tuple(Option(ident, order_label(moment_of(made).date())) for ident, made in rows)
