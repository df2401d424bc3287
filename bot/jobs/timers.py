"""Passes due timers to the runner. Each timer becomes one event and is processed once."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from bot.channels.incoming import Incoming
from bot.clock import Clock, ClockWatch
from bot.turns.runner import Runner
from flows.values.events import LATE_SLOT, News, WaitedOut
from storage.port.delivery.timers import DueTimer, TimerRow
from storage.port.store import Store, Work
from storage.port.turns import Rows

log = logging.getLogger(__name__)

AT_ONCE = 100  #: the most timers in one batch
LATE = timedelta(hours=1)  #: after its moment a timer is late
LONGEST = timedelta(days=730)  #: a longer time says that a clock was wrong, so no text names it


class Timers:
    """Passes due timers to the runner, and erases expired rows of the store once a day."""

    def __init__(self, store: Store, clock: Clock, runner: Runner, watch: ClockWatch) -> None:
        """Store the collaborators."""
        self._store, self._clock, self._runner, self.watch = store, clock, runner, watch
        self._swept: date | None = None
        self._doubtful = False  #: stored moments may lie impossibly far ahead

    async def run_dry(self) -> int:
        """Run timers until none is due; return how many were passed to the runner."""
        self._doubtful = self.watch.stepped() or self._doubtful
        if self._doubtful:
            await self._look_again()
        await self._sweep()
        fired = 0
        while due := await self._due():
            await self._runner.take([_incoming(timer) for timer in due])
            fired += len(due)
        return fired

    async def _look_again(self) -> None:
        # at the start too: the clock may have been corrected while the program did not run
        now = self._clock.now()
        async with self._store.work() as work:
            moved = await work.due_times.look_again(now, self._morning(now))
        self._doubtful = False
        if moved:
            log.warning("%d moments lay impossibly far ahead and were brought forward", moved)
            self._runner.on_commit()

    async def _sweep(self) -> None:
        # once a day, erase rows past their retention period: texts of closed tickets, traces of deliveries, files,
        # drafts that were never sent
        now = self._clock.now()
        if self._swept == now.date():
            return
        await self._tell_again(now)
        async with self._store.work() as work:
            more = await work.erasure.sweep(now)  # a little at each run, so that nobody waits
        if not more and await self._store.tidy():
            self._swept = now.date()

    async def _tell_again(self, now: datetime) -> None:
        # a question that nobody has answered for months is about to be closed: both sides hear of it before
        async with self._store.work() as work:
            rows = [
                TimerRow(f"late:{ticket}:{person}", now, News(flow, "late", {"ticket": ticket}), person)
                for ticket in await work.tickets.abandoned(now)
                for side, flow in (("staff", "desk"), ("parent", "human"))
                for person in await work.tickets.audience(ticket, side)
            ]
            await work.turns.keep(Rows(timers=rows), now)

    async def _due(self) -> Sequence[DueTimer]:
        now = self._clock.now()
        async with self._store.work() as work:
            due = [_with_true_span(timer, now) for timer in await work.timers.due(now, AT_ONCE)]
            quiet = [*self._quiet_news(due, now), *await self._quiet_waits(work, due, now)]
            await work.timers.postpone(quiet)
        waiting = {timer.id for timer in quiet}
        return [timer for timer in due if timer.id not in waiting]

    def _quiet_news(self, due: Sequence[DueTimer], now: datetime) -> Sequence[DueTimer]:
        # A notice can be due at night if the process did not run or the clock was moved; it waits for the morning. If
        # only some schools have night, it is passed on, and its delivery waits for the morning of its school.
        morning = self._morning(now)
        return [each._replace(due=morning) for each in due if isinstance(each.event, News)] if morning > now else []

    def _morning(self, now: datetime) -> datetime:
        book = self._runner.services.book
        return min(each.polite(now) for each in (book.calendar, *book.calendars.values()))

    async def _quiet_waits(self, work: Work, due: Sequence[DueTimer], now: datetime) -> Sequence[DueTimer]:
        # at its moment a wait ends even at night, because the person asked for it; a late one waits for the morning
        late = [each for each in due if isinstance(each.event, WaitedOut) and _is_late(each, now)]
        chats = await work.chats.load([each.key for each in late], now, used=())
        calendar_of = self._runner.services.book.calendar_of
        mornings = [calendar_of(chats[each.key].known.school).polite(now) for each in late]
        return [each._replace(due=at) for each, at in zip(late, mornings, strict=True) if at > now]


def _is_late(timer: DueTimer, now: datetime) -> bool:
    # also if it was late when it was postponed
    return now - timer.due > LATE or (isinstance(timer.event, News | WaitedOut) and LATE_SLOT in timer.event.slots)


def _with_true_span(timer: DueTimer, now: datetime) -> DueTimer:
    # if the timer is late, because the program did not run, its texts say how long it really was
    event = timer.event
    if not isinstance(event, News | WaitedOut) or not _is_late(timer, now) or now - timer.since > LONGEST:
        return timer
    return timer._replace(event=replace(event, slots={LATE_SLOT: timer.since.isoformat(), **event.slots}))


def _incoming(timer: DueTimer) -> Incoming:
    return Incoming(f"timer:{timer.id}", timer.key, timer.event, timer.id)
