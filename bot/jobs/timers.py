"""Hands over what was promised: due timers are ordinary events through the runner, once."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.channels.incoming import Incoming
from bot.clock import Clock
from bot.turns.runner import Runner
from flows.values.calendar import Calendar
from flows.values.events import News
from storage.port.delivery.timers import DueTimer
from storage.port.store import Store

AT_ONCE = 100  #: timers handed over in one batch


class Timers:
    """The loop between the promises and the runner."""

    def __init__(self, store: Store, clock: Clock, runner: Runner) -> None:
        """Keep where promises stand and who takes them."""
        self._store, self._clock, self._runner = store, clock, runner
        self._swept: date | None = None

    async def run_dry(self) -> int:
        """Hand over everything that is due, and give how many that were."""
        await self._sweep()
        handed = 0
        while due := await self._due():
            await self._runner.take([_incoming(timer) for timer in due])
            handed += len(due)
        return handed

    async def _sweep(self) -> None:
        # once a day what was kept long enough is erased: closed tickets' words, unsent drafts, traces of what was sent
        now = self._clock.now()
        if self._swept == now.date():
            return
        async with self._store.work() as work:
            await work.erasure.sweep(now)
        if await self._store.tidy():
            self._swept = now.date()

    async def _due(self) -> Sequence[DueTimer]:
        now = self._clock.now()
        async with self._store.work() as work:
            due = await work.timers.due(now, AT_ONCE)
            late = [timer for timer in due if self._too_late_today(timer, now)]
            # a notice that comes due at night (the process slept, the clock was moved) waits for the morning
            await work.timers.postpone([timer.id for timer in late], min(each.polite(now) for each in self._calendars))
        return [timer for timer in due if timer not in late]

    def _too_late_today(self, timer: DueTimer, now: datetime) -> bool:
        # where it is night in one school and day in another, the delivery waits for the morning of its own
        return isinstance(timer.event, News) and all(each.is_quiet(now) for each in self._calendars)

    @property
    def _calendars(self) -> Sequence[Calendar]:
        book = self._runner.services.book
        return [book.calendar, *book.calendars.values()]


def _incoming(timer: DueTimer) -> Incoming:
    return Incoming(f"timer:{timer.id}", timer.key, timer.event, timer.id)
