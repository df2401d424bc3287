"""The fan-out of broadcasts: queues a message to each of their people, and tells the authors how far they are."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from flows.values.events import Event, News, Refreshed
from storage.port.delivery.broadcasts import Reported
from storage.port.delivery.timers import TimerRow
from storage.port.store import Store, Work
from storage.port.turns import Rows

CHUNK = 500  #: people filled in by one transaction: under 50 ms of the writer
OFTEN = timedelta(seconds=3)  #: between two drawings of one bar: a chat takes one message a second (A2), replies first


class BroadcastFanOut:
    """Fills the queue of deliveries from the broadcasts that are due.

    Each chunk is a transaction of its own, so that others use the store in between. The notice to the author is a timer
    of the same transaction that made it true: after a kill it is sent by the next process.
    """

    def __init__(self, store: Store, clock: Clock, filled: Callable[[], None]) -> None:
        """Keep the parts; `filled` is called when there is something to send."""
        self._store, self._clock, self._filled = store, clock, filled
        self._drawn: dict[str, tuple[datetime, int]] = {}  #: by broadcast: when its bar was drawn last, and how full

    async def run_dry(self) -> int:
        """Do all there is to do now, and give in how many steps."""
        steps = 0
        while await self._step():
            steps += 1
            await asyncio.sleep(0)
        return steps + await self._tell()

    async def _step(self) -> bool:
        now = self._clock.now()
        async with self._store.work() as work:
            stepped = await self._fill(work, now) or await self._clear(work, now)
        if stepped:
            self._filled()
        return stepped

    async def _fill(self, work: Work, now: datetime) -> bool:
        due = await work.fan_out.filling(now)
        if due:
            await work.fan_out.fill(due[0], now, CHUNK)
        return bool(due)

    async def _clear(self, work: Work, now: datetime) -> bool:
        stopped = await work.fan_out.stopped()
        if stopped:
            await work.fan_out.clear(stopped[0], now, CHUNK)
        return bool(stopped)

    async def _tell(self) -> int:
        """Draw the bars anew, and report what is over."""
        now = self._clock.now()
        async with self._store.work() as work:
            over = [(*each, await work.broadcasts.reported(*each)) for each in await work.fan_out.over(now)]
            going = [each for each in await work.fan_out.under_way() if await self._has_moved(work, *each, now)]
            rows = [
                *(_bar(*each, "going", now) for each in going),
                *(_bar(broadcast, author, _stands(found), now) for broadcast, author, found in over),
                *(_report(broadcast, author, _stands(found), now) for broadcast, author, found in over),
            ]
            await work.turns.keep(Rows(timers=[row for row in rows if row.person]), now)
        for broadcast, *_ in over:
            self._drawn.pop(broadcast, None)
        return len(over) + len(going)

    async def _has_moved(self, work: Work, broadcast: str, author: str, now: datetime) -> bool:
        drawn, full = self._drawn.get(broadcast, (now - OFTEN, -1))
        if now - drawn < OFTEN:
            return False
        done = _done(await work.broadcasts.reported(broadcast, author))
        self._drawn[broadcast] = (now, done)
        return done != full


def _done(of: Reported | None) -> int:
    return of.people - of.waiting if of else 0


def _bar(broadcast: str, author: str, stands: str, now: datetime) -> TimerRow:
    changed = Refreshed("broadcast", "going", {"broadcast": broadcast}, {"stands": stands})
    return _timer("bar", broadcast, author, now, changed)


def _report(broadcast: str, author: str, stands: str, now: datetime) -> TimerRow:
    state = "report" if stands == "missed" else "report_whole"
    return _timer("report", broadcast, author, now, News("broadcast", state, {"broadcast": broadcast}))


def _stands(of: Reported | None) -> str:
    return of.stands if of else "over"


def _timer(what: str, broadcast: str, author: str, now: datetime, event: Event) -> TimerRow:
    return TimerRow(f"{what}:{broadcast}", now, event, author)
