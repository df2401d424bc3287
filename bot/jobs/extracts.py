"""Reminds the people who have to give an extract to a parent, a working day before it is due (F15)."""

from collections.abc import Sequence
from datetime import datetime

from bot.clock import Clock
from flows.book.model import Book
from flows.context.extracts import due, reminder
from flows.values.events import News
from storage.port.delivery.timers import TimerRow
from storage.port.school.extracts import DueExtract
from storage.port.store import Store, Work
from storage.port.turns import Rows


class Extracts:
    """Sets timers that remind people of the extracts that they have to give."""

    def __init__(self, store: Store, clock: Clock, book: Book) -> None:
        """Store the collaborators."""
        self._store, self._clock, self._book = store, clock, book

    async def run_dry(self) -> int:
        """Run until nothing is due: compute the missing moments of reminders, and set timers for the due reminders.

        Return the number of extracts processed.
        """
        now, done = self._clock.now(), 0
        async with self._store.work() as work:
            while found := await work.extracts.due(now):
                await self._each(work, found, now)
                done += len(found)
        return done

    async def _each(self, work: Work, found: Sequence[DueExtract], now: datetime) -> None:
        for each in found:
            if each.remind_at is None:
                await work.extracts.remind(each.id, max(self._reminder(each), now))
            else:
                await work.turns.keep(Rows(timers=await self._timers(work, each, now)), now)
                await work.extracts.remind(each.id, None)

    def _reminder(self, of: DueExtract) -> datetime:
        calendar = self._book.calendar_of(of.school)
        asked = of.asked_at.astimezone(calendar.zone).date()
        return reminder(due(asked, of.given_on, self._book.term("extract_every", of.school), calendar), calendar)

    async def _timers(self, work: Work, of: DueExtract, now: datetime) -> list[TimerRow]:
        # the key names the class, not the extract: several extracts of one class on one day cause one reminder
        news = News("extracts", "remind", {"klass": of.klass, "class_name": of.class_name})
        day = f"{now:%Y-%m-%d}"
        givers = await work.extracts.givers(of.school, of.klass)
        return [TimerRow(f"extracts:{of.klass}:{day}:{person}", now, news, person) for person in givers]
