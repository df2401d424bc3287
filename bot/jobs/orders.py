"""Puts orders before class teachers, also those who come later, and reminds who has not read them (F11)."""

from datetime import datetime

from bot.clock import Clock
from flows.book.model import Book
from flows.values.events import News
from storage.port.delivery.timers import TimerRow
from storage.port.store import Store, Work
from storage.port.turns import Rows

MOST = 3  #: reminders; then it is between the administrator and the teacher
TERM = "order_reminds"


class Orders:
    """The loop between orders and the timers of those who are to read them."""

    def __init__(self, store: Store, clock: Clock, book: Book) -> None:
        """Keep where orders stand and whose book counts."""
        self._store, self._clock, self._book = store, clock, book

    async def run_dry(self) -> int:
        """Tell whoever was not told, and remind whoever is to be reminded; give how many that were."""
        now = self._clock.now()
        async with self._store.work() as work:
            return await self._told(work, now) + await self._reminded(work, now)

    async def _told(self, work: Work, now: datetime) -> int:
        found = await work.orders.untold()
        for ident, school, person, klass in found:
            await work.orders.told(ident, person, klass, self._next(school, now), now)
        await self._say(work, "new", {(ident, person) for ident, _, person, _ in found}, now)
        return len(found)

    async def _reminded(self, work: Work, now: datetime) -> int:
        found = await work.orders.unsigned(now)
        for ident, school, person in found:
            await work.orders.reminded(ident, person, self._next(school, now), MOST)
        await self._say(work, "late", {(ident, person) for ident, _, person in found}, now)
        return len(found)

    async def _say(self, work: Work, state: str, whom: set[tuple[str, str]], now: datetime) -> None:
        timers = [
            TimerRow(f"order:{ident}:{person}", now, News("orders", state, {"order": ident}), person)
            for ident, person in sorted(whom)
        ]
        await work.turns.keep(Rows(timers=timers), now)

    def _next(self, school: str, now: datetime) -> datetime:
        calendar = self._book.calendar_of(school)
        return calendar.polite(calendar.due(now, self._book.term(TERM, school)))
