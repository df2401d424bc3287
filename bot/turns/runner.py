"""Processes batches of events. Each batch is one transaction, and its messages are sent only after the commit."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.channels.incoming import Incoming
from bot.channels.port import LaidAside
from bot.clock import Clock
from bot.commands.installer_code import by_link
from bot.turns.batch import Batch
from bot.turns.laid_aside import lay_aside, notices
from bot.turns.postponing import Postponing
from bot.turns.repeated import RecentPresses
from bot.turns.services import TurnServices
from flows.text.caches import clear_text_caches
from flows.values.events import News, Opened
from storage.port.people.chats import ChatKey
from storage.port.store import Store, Work
from storage.port.turns import Rows

log = logging.getLogger(__name__)


class Runner:
    """Processes batches of events in transactions, and records events that fail."""

    def __init__(
        self, services: TurnServices, store: Store, clock: Clock, *, on_commit: Callable[[], None] = lambda: None
    ) -> None:
        """Store the collaborators. `on_commit` is called after each commit; a batch may have several."""
        self.services, self.on_commit = services, on_commit
        self._store, self._clock = store, clock
        #: Called after a commit that postponed events until a file is downloaded
        self.on_postponed: Callable[[], None] = lambda: None
        #: Called with each batch; for stories only, because a batch holds typed texts
        self.on_batch: Callable[[Batch], None] | None = None
        self._untidy = False
        self._recent = RecentPresses()

    async def take(self, batch: Sequence[Incoming]) -> None:
        """Process a batch. When this returns, the whole batch is committed and may be acknowledged to the platform.

        An event that needs a download is stored, with the later events of its chat (`postponing`).

        An event that was processed before is skipped. If an event raises an exception, every event of the batch is
        retried alone. An event that fails again is recorded with its error, and its person is notified.
        """
        try:
            await self._taken(batch)
        finally:
            clear_text_caches()

    async def lay_aside(self, work: Work, account: str, aside: Sequence[LaidAside]) -> list[LaidAside]:
        """Record updates that cannot be read, in the transaction `work`. Return those that were not recorded before.

        The author of each, if known, is notified. Call `on_commit` after the commit.
        """
        return await lay_aside(self.services, work, account, aside, self._clock.now())

    async def _taken(self, batch: Sequence[Incoming]) -> None:
        try:
            await self._together(batch)
        except Exception as error:  # noqa: BLE001 an edge: one bad event must not stop the others
            log.warning("batch of %d retried one by one: %s", len(batch), type(error).__name__)
            for each in batch:
                await self._alone(each)
        self.on_commit()

    async def _alone(self, each: Incoming) -> None:
        try:
            await self._together([each])
        except Exception as error:  # noqa: BLE001 an edge: the event is laid aside, and the person is notified
            try:
                kept = await self._lay_aside(each, error)
            except Exception as worse:
                log.error("event %r not kept, will come again: %s, %s", each.key, _where(error), _where(worse))
                raise
            if kept:
                log.error("event %r laid aside: %s", each.key, _where(error))

    async def _together(self, incoming: Sequence[Incoming]) -> None:
        now = self._clock.now()
        async with self._store.work() as work:
            fresh = await self._fresh(work, incoming, now)
            batch = Batch(self.services, work, now, recent=self._recent, watched=self.on_batch is not None)
            transaction = batch.transaction
            used = {each.chat for each in fresh if each.timer is None}
            await transaction.load([each.chat for each in fresh], _tickets(fresh), used)
            transaction.rows.files += [each.file for each in fresh if each.file]
            postponing = Postponing(self.services, transaction, now)
            for each in fresh:
                if not await postponing.postpones(each):
                    event = by_link(postponing.event_of(each), each.link, self.services.installation)
                    await batch.turn(each.chat, event)
            transaction.rows.resumed += [each.postponed for each in fresh if each.postponed is not None]
            transaction.rows.timers_done += [each.timer for each in incoming if each.timer is not None]
            await transaction.flush()
        self._recent.keep(batch.presses, now)
        if postponing.any:
            self.on_postponed()
        if transaction.forgot or self._untidy:
            # erased rows may remain in the write-ahead log while another reader uses it: try again after the next batch
            self._untidy = not await self._store.tidy()
        if self.on_batch:
            self.on_batch(batch)

    async def _fresh(self, work: Work, incoming: Sequence[Incoming], now: datetime) -> list[Incoming]:
        new = set(await work.updates.fresh([each.key for each in incoming if each.postponed is None], now))
        if ids := [each.postponed for each in incoming if each.postponed is not None]:
            stored = await work.postponed.stored(ids)
            new.update(each.key for each in incoming if each.postponed in stored)
        # if a key comes twice in one batch, its first event is processed
        return [each for each in incoming if each.key in new and not new.discard(each.key)]  # type: ignore[func-returns-value]

    async def _lay_aside(self, each: Incoming, error: Exception) -> bool:
        # returns False if the event was processed before
        now = self._clock.now()
        async with self._store.work() as work:
            if not await self._fresh(work, [each], now):
                return False
            await work.updates.lay_aside(each.key, each.chat, _where(error), now)
            rows = Rows(
                timers_done=[each.timer] if each.timer is not None else [],
                resumed=[each.postponed] if each.postponed is not None else [],
            )
            rows.deliveries += await notices(self.services, work, "everywhere/poisoned", [each.chat], now)
            await work.turns.keep(rows, now)
        return True

    async def tell(self, path: str, chats: Sequence[ChatKey]) -> None:
        """Send the text `path` to chats, below their current screens. No event of a person is processed."""
        now = self._clock.now()
        async with self._store.work() as work:
            await work.turns.keep(Rows(deliveries=await notices(self.services, work, path, chats, now)), now)
        self.on_commit()


ABOUT = (Opened, News)  #: the kinds of events whose slots may name a ticket


def _tickets(incoming: Sequence[Incoming]) -> frozenset[str]:
    all_slots = [each.event.slots for each in incoming if isinstance(each.event, ABOUT)]
    return frozenset(slots["ticket"] for slots in all_slots if "ticket" in slots)


def _where(error: BaseException) -> str:
    # returns the class of an error and where it was raised, without its message, which may quote what a person typed
    trace, place = error.__traceback__, ""
    while trace:
        place = f"{trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
