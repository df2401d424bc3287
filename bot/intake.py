"""The way in of one account: what its channel received is taken, and only then its place in the stream moves."""

import asyncio
from collections.abc import Callable

from bot.channels import Received, Receiver
from bot.runner import Runner
from storage.ports import Store


class Intake:
    """Takes what one account receives; nothing that was begun is broken off."""

    def __init__(self, account: str, receiver: Receiver, runner: Runner, store: Store) -> None:
        """Keep the parts."""
        self.account, self._receiver, self._runner, self._store = account, receiver, runner, store
        self._in_hand: set[asyncio.Task[None]] = set()

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
            return await work.cursor(self.account)

    async def take(self, received: Received) -> None:
        """Take what came; when this returns, all of it is kept. A stop that comes meanwhile does not break it off."""
        task = asyncio.ensure_future(self._take(received))
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        await asyncio.shield(task)

    async def _take(self, received: Received) -> None:
        if received.incoming:
            await self._runner.take(received.incoming)
        moves = received.cursor and self._receiver.durable
        if received.reach or moves:
            async with self._store.work() as work:
                for key, reachable in received.reach.items():
                    await work.reach(key, reachable=reachable)
                if moves:
                    await work.cursor(self.account, received.cursor)

    async def finish(self, within: float) -> None:
        """End what is in hand, as far as there is time."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=within)
