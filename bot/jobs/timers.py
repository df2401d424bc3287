"""Passes due timers to the runner. Each timer becomes one event and is processed once."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.channels.incoming import Incoming
from bot.clock import Clock
from bot.turns.runner import Runner
from flows.values.calendar import Calendar
from flows.values.events import News
from storage.port.delivery.timers import DueTimer
from storage.port.store import Store

AT_ONCE = 100  #: the most timers in one batch


class Timers:
    """Passes due timers to the runner, and erases expired rows of the store once a day."""

    def __init__(self, store: Store, clock: Clock, runner: Runner) -> None:
        """Store the collaborators."""
        self._store, self._clock, self._runner = store, clock, runner
        self._swept: date | None = None

    async def run_dry(self) -> int:
        """Run timers until none is due; return how many were passed to the runner."""
        await self._sweep()
        fired = 0
        while due := await self._due():
            await self._runner.take([_incoming(timer) for timer in due])
            fired += len(due)
        return fired

    async def _sweep(self) -> None:
        # once a day, erase rows past their retention period: texts of closed tickets, traces of deliveries, files,
        # drafts that were never sent
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
            quiet = [timer for timer in due if self._is_quiet_for(timer, now)]
            # a notice can be due at night if the process did not run or the clock was moved; it waits for the morning
            await work.timers.postpone([timer.id for timer in quiet], min(each.polite(now) for each in self._calendars))
        return [timer for timer in due if timer not in quiet]

    def _is_quiet_for(self, timer: DueTimer, now: datetime) -> bool:
        # if only some schools have night, the timer is passed on, and the delivery waits for the morning of its school
        return isinstance(timer.event, News) and all(each.is_quiet(now) for each in self._calendars)

    @property
    def _calendars(self) -> Sequence[Calendar]:
        book = self._runner.services.book
        return [book.calendar, *book.calendars.values()]


def _incoming(timer: DueTimer) -> Incoming:
    return Incoming(f"timer:{timer.id}", timer.key, timer.event, timer.id)
