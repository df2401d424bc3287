"""The fan-out of broadcasts: queues a message to each recipient, and shows the progress to the author."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from flows.values.events import Event, News, Refreshed
from storage.port.delivery.broadcasts import Reported
from storage.port.delivery.timers import TimerRow
from storage.port.store import Store, Work
from storage.port.turns import Rows

CHUNK = 500  #: the most recipients added in one transaction, so that it holds the write lock for less than 50 ms
#: The least time between two updates of a progress bar: a chat accepts one message a second, and replies go first
#: (platform fact A2)
OFTEN = timedelta(seconds=3)


class BroadcastFanOut:
    """Queues the deliveries of due broadcasts.

    Each chunk has its own transaction, so that other work can use the store in between. The notice to the author is a
    timer, written in the transaction that ends the broadcast. So it is sent even if the process is killed in between.
    """

    def __init__(self, store: Store, clock: Clock, filled: Callable[[], None]) -> None:
        """Store the collaborators. `filled` is called after each transaction that added or removed deliveries."""
        self._store, self._clock, self._filled = store, clock, filled
        #: {broadcast: (when its progress bar was last updated, how many persons were done then)}
        self._drawn: dict[str, tuple[datetime, int]] = {}

    async def run_dry(self) -> int:
        """Queue deliveries until nothing is due, then send the authors the progress and the reports.

        Return the number of transactions that changed deliveries, plus the number of broadcasts with such news.
        """
        steps = 0
        while await self._step():
            steps += 1
            await asyncio.sleep(0)
        return steps + await self._notify_authors()

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

    async def _notify_authors(self) -> int:
        """Update progress bars, and report the broadcasts that ended. Return the number of all these broadcasts."""
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
