"""Processes the updates of one account. The cursor is stored only after the commit of the updates before it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence

from bot.channels.incoming import Incoming
from bot.channels.port import LaidAside, Received, Receiver
from bot.transport.allowance import Allowance
from bot.turns.runner import Runner
from storage.port.people.chats import ChatKey
from storage.port.store import Store

log = logging.getLogger(__name__)

LOOK = 600.0  #: seconds between two looks at an account whose platform calls our webhook

Request = tuple[Received, "asyncio.Future[None]"]  #: a webhook request: its update, and the future its caller awaits


TOO_MANY = "everywhere/too_many"  #: the text for a person whose events were dropped


class Intake:
    """Receives and processes the updates of one account. Processing that has begun is never cancelled."""

    def __init__(
        self, account: str, receiver: Receiver, runner: Runner, store: Store,
        *, ticks: Callable[[], float] = time.monotonic, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        """Store the arguments. `ticks` returns the seconds of a monotonic clock; they measure the allowances."""
        self._sleep = sleep
        self.account, self._receiver, self._runner, self._store = account, receiver, runner, store
        self._ticks, self._allowance = ticks, Allowance()
        self._in_hand: set[asyncio.Task[None]] = set()
        self._requests: list[Request] = []
        self._draining: asyncio.Task[None] | None = None

    async def attend(self, working: Callable[[], None]) -> None:
        """Set up an account whose platform calls our webhook, and look at it every LOOK seconds until cancelled.

        Call `working` after each success. Raises AccountRefusedError and network errors.
        """
        await self._receiver.prepare()
        while True:
            working()
            await self._sleep(LOOK)
            await self._receiver.look()

    async def poll(self, working: Callable[[], None]) -> None:
        """Poll until cancelled and process the updates. Call `working` after each successful poll.

        The preparation alone is no success: a poll that fails at once would otherwise be retried without back-off.
        Raises AccountRefusedError and network errors.
        """
        await self._receiver.prepare()
        cursor = await self._cursor()
        while True:
            received = await self._receiver.receive(cursor)
            working()
            await self.take(received)
            cursor = received.cursor

    async def _cursor(self) -> str:
        if not self._receiver.durable:
            return ""
        async with self._store.work() as work:
            return await work.updates.cursor(self.account)

    async def take(self, received: Received) -> None:
        """Process a batch and return after its commit. Cancelling the caller does not interrupt the processing."""
        await asyncio.shield(self._begun(self._take(received)))

    async def take_request(self, received: Received) -> None:
        """Process the update of one webhook request and return after its commit. Raises if the commit fails.

        Requests that arrive during a commit form the next batch. A platform sends one update per request, and one
        commit per update would be slow.
        """
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests.append((received, kept))
        if len(self._requests) == 1 and not self._draining:
            self._draining = self._begun(self._drain())
        await asyncio.shield(kept)

    async def _drain(self) -> None:
        try:
            while self._requests:
                await asyncio.sleep(0)  # requests of the same iteration of the event loop join this batch
                requests, self._requests = self._requests, []
                await self._answered(requests)
        finally:
            self._draining = None

    async def _answered(self, requests: Sequence[Request]) -> None:
        try:
            await self._take(together([received for received, _ in requests]))
        except Exception as error:  # noqa: BLE001 each webhook answers with an error, and the platform calls again
            for _, kept in requests:
                if not kept.done():
                    kept.set_exception(error)
        for _, kept in requests:
            if not kept.done():
                kept.set_result(None)

    def _begun(self, taking: Coroutine[None, None, None]) -> "asyncio.Task[None]":
        task = asyncio.ensure_future(taking)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        return task

    async def _take(self, received: Received) -> None:
        if received.incoming:
            await self._take_allowed(received.incoming)
        moves = received.cursor and self._receiver.durable
        if not (received.reach or moves or received.aside):
            return
        async with self._store.work() as work:
            aside = await self._runner.lay_aside(work, self.account, received.aside) if received.aside else ()
            for key, reachable in received.reach.items():
                await work.dialogs.reach(key, reachable=reachable)
            if moves:
                await work.updates.cursor(self.account, received.cursor)
        self._tell_of(aside)

    def _tell_of(self, aside: Sequence[LaidAside]) -> None:
        # after the commit: a line that says «laid aside» is true
        for each in aside:
            log.error("update %s laid aside: %s", each.key, each.why)
        if any(each.peer for each in aside):
            self._runner.on_commit()

    async def _take_allowed(self, incoming: Sequence[Incoming]) -> None:
        sifted = self._allowance.sifted(incoming, self._ticks())
        if sifted.taken:
            await self._runner.take(sifted.taken)
        if sifted.warned:
            log.warning("account %s: %d chats wrote too much, events dropped", self.account, len(sifted.warned))
            await self._runner.tell(TOO_MANY, sifted.warned)
        self._allowance.keep(sifted)

    async def finish(self, within: float) -> None:
        """Wait up to `within` seconds for the batches being processed."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=within)


def together(received: Sequence[Received]) -> Received:
    """Join several batches into one, in order. If a person wrote after a change in `reach`, drop the change."""
    reach: dict[ChatKey, bool] = {}
    for each in received:
        for incoming in each.incoming:
            reach.pop(incoming.chat, None)
        reach.update(each.reach)
    joined = [incoming for each in received for incoming in each.incoming]
    return Received(joined, reach, aside=[aside for each in received for aside in each.aside])
