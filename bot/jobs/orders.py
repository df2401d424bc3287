"""Sends orders to class teachers, also to teachers who join later, and reminds those who have not signed (F11)."""

from datetime import datetime

from bot.clock import Clock
from flows.book.model import Book
from flows.values.events import News
from storage.port.delivery.timers import TimerRow
from storage.port.store import Store, Work
from storage.port.turns import Rows

MOST = 3  #: the most reminders of one order for one teacher; after them the administrator has to talk to the teacher
TERM = "order_reminds"


class Orders:
    """Sets the timers that send orders to class teachers and remind the teachers of them."""

    def __init__(self, store: Store, clock: Clock, book: Book) -> None:
        """Store the collaborators."""
        self._store, self._clock, self._book = store, clock, book

    async def run_dry(self) -> int:
        """Notify teachers of all new orders, and send all due reminders. Return the number of notices and reminders."""
        now = self._clock.now()
        async with self._store.work() as work:
            return await self._notify(work, now) + await self._remind(work, now)

    async def _notify(self, work: Work, now: datetime) -> int:
        found = await work.orders.to_notify()
        for ident, school, person, klass in found:
            await work.orders.mark_notified(ident, person, klass, self._next_reminder(school, now), now)
        await self._schedule(work, "new", {(ident, person) for ident, _, person, _ in found}, now)
        return len(found)

    async def _remind(self, work: Work, now: datetime) -> int:
        found = await work.orders.unsigned(now)
        for ident, school, person in found:
            await work.orders.reminded(ident, person, self._next_reminder(school, now), MOST)
        await self._schedule(work, "late", {(ident, person) for ident, _, person in found}, now)
        return len(found)

    async def _schedule(self, work: Work, state: str, recipients: set[tuple[str, str]], now: datetime) -> None:
        timers = [
            TimerRow(f"order:{ident}:{person}", now, News("orders", state, {"order": ident}), person)
            for ident, person in sorted(recipients)
        ]
        await work.turns.keep(Rows(timers=timers), now)

    def _next_reminder(self, school: str, now: datetime) -> datetime:
        calendar = self._book.calendar_of(school)
        return calendar.polite(calendar.due(now, self._book.term(TERM, school)))
