"""The way in of one account: what its channel received is taken, and only then its place in the stream moves."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence

from bot.channels import Received, Receiver
from bot.turns.runner import Runner
from storage.port.chats import ChatKey
from storage.port.store import Store

Knock = tuple[Received, "asyncio.Future[None]"]  #: what a door was given, and what its caller waits for


class Intake:
    """Takes what one account receives; nothing that was begun is broken off."""

    def __init__(self, account: str, receiver: Receiver, runner: Runner, store: Store) -> None:
        """Keep the parts."""
        self.account, self._receiver, self._runner, self._store = account, receiver, runner, store
        self._in_hand: set[asyncio.Task[None]] = set()
        self._knocks: list[Knock] = []
        self._draining: asyncio.Task[None] | None = None

    async def prepare(self, working: Callable[[], None]) -> None:
        """Make the account ready, and let the platform call us."""
        await self._receiver.prepare()
        working()

    async def poll(self, working: Callable[[], None]) -> None:
        """Receive for ever. Raises AccountStoppedError, and whatever a network raises."""
        await self._receiver.prepare()
        working()
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
        """Take what came; when this returns, all of it is kept. A stop that comes meanwhile does not break it off."""
        await asyncio.shield(self._begun(self._take(received)))

    async def knocked(self, received: Received) -> None:
        """Take what a door was given: what comes while a batch is being kept goes into the next one, all of it.

        A platform knocks with one update at a time, and a commit of its own for each would cost what polling shares
        among a hundred.
        """
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._knocks.append((received, kept))
        if len(self._knocks) == 1 and not self._draining:
            self._draining = self._begun(self._drain())
        await asyncio.shield(kept)

    async def _drain(self) -> None:
        try:
            while self._knocks:
                await asyncio.sleep(0)  # whoever knocks in the same turn of the loop comes along
                knocks, self._knocks = self._knocks, []
                await self._answered(knocks)
        finally:
            self._draining = None

    async def _answered(self, knocks: Sequence[Knock]) -> None:
        try:
            await self._take(together([received for received, _ in knocks]))
        except Exception as error:  # noqa: BLE001 each door says that its update was not kept, and it comes again
            for _, kept in knocks:
                if not kept.done():
                    kept.set_exception(error)
        for _, kept in knocks:
            if not kept.done():
                kept.set_result(None)

    def _begun(self, taking: Coroutine[None, None, None]) -> "asyncio.Task[None]":
        task = asyncio.ensure_future(taking)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        return task

    async def _take(self, received: Received) -> None:
        if received.incoming:
            await self._runner.take(received.incoming)
        moves = received.cursor and self._receiver.durable
        if received.reach or moves:
            async with self._store.work() as work:
                for key, reachable in received.reach.items():
                    await work.dialogs.reach(key, reachable=reachable)
                if moves:
                    await work.updates.cursor(self.account, received.cursor)

    async def finish(self, within: float) -> None:
        """End what is in hand, as far as there is time."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=within)


def together(received: Sequence[Received]) -> Received:
    """Join what several knocks gave, in their order: whoever wrote after they denied can be written to."""
    reach: dict[ChatKey, bool] = {}
    for each in received:
        for incoming in each.incoming:
            reach.pop(incoming.chat, None)
        reach.update(each.reach)
    return Received([incoming for each in received for incoming in each.incoming], reach)
