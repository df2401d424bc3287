"""A fake platform in virtual time. It records when messages arrive, refuses sends that come too fast, and can fail."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.channels.gate import Gate
from bot.channels.pace import TELEGRAM, Pace
from bot.channels.port import Channel, Later, OutgoingMessage, SendResult, Sent
from bot.clock import MovedClock
from bot.messages.screen import Screen, encoded
from bot.transport.account_sender import AccountSender
from storage.port.delivery.deliveries import DeliveryRow
from storage.port.people.chats import ChatKey
from storage.port.turns import Rows
from storage.sqlite.store import SqliteStore
from tests.support.empty_store import opened_at
from tests.support.world import MONDAY

ACCOUNT = "telegram"

#: Returns whether a message arrives, and the result that replaces Sent
Trouble = Callable[[OutgoingMessage], tuple[bool, SendResult | None]]


class Post:
    """The fake platform, as a Channel."""

    def __init__(self, ticks: Callable[[], float], allowed: int = 30) -> None:
        """Allow `allowed` messages within any second. `ticks` returns the virtual time in seconds."""
        self._ticks, self._allowed = ticks, allowed
        self.arrived: dict[int, list[OutgoingMessage]] = defaultdict(list)
        self.times: list[float] = []
        self.when: dict[int, float] = {}
        self.too_fast = 0
        self.trouble: Trouble = lambda _parcel: (True, None)
        self.held: asyncio.Event | None = None

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Accept, refuse or fail messages."""
        assert account == ACCOUNT
        return [await self._one(each) for each in messages]

    async def _one(self, outgoing: OutgoingMessage) -> SendResult:
        if self.held:
            await self.held.wait()
        now = self._ticks()
        if sum(time > now - 0.9999 for time in self.times[-2 * self._allowed :]) >= self._allowed:
            self.too_fast += 1
            return Later(1.0, "429", whole=True)
        arrives, end = self.trouble(outgoing)
        if arrives:
            self.times.append(now)
            self.arrived[outgoing.id].append(outgoing)
            self.when.setdefault(outgoing.id, now)
        await asyncio.sleep(0)
        return end or Sent(str(len(self.times)))


class Road:
    """A store with people and one sender. The sender's waiting advances a virtual clock instead of sleeping."""

    def __init__(
        self, store: SqliteStore, pace: Pace, channel: Channel | None = None,
        *, account: str = ACCOUNT, clock: MovedClock | None = None, gate: Gate | None = None,
    ) -> None:  # fmt: skip
        """Start the clock on a Monday. If there is no `channel`, send to a new fake platform."""
        self.store, self.account, self.clock, self.seconds = store, account, clock or MovedClock(MONDAY), 0.0
        self.post = Post(lambda: self.seconds)
        self._began, channel = self.clock.now(), channel or self.post
        self.sender = AccountSender(
            account, channel, pace, store=store, clock=self.clock, ticks=lambda: self.seconds, gate=gate
        )  # fmt: skip
        self._number = 0

    async def queue(self, peer: int, urgency: int = 0, *, edit: bool = False) -> int:
        """Queue a message to a chat."""
        return (await self.queue_all([peer], urgency, edit=edit))[0]

    async def queue_all(self, peers: Sequence[int], urgency: int = 0, *, edit: bool = False) -> list[int]:
        """Queue one message to each chat."""
        keys = [ChatKey(self.account, str(peer)) for peer in peers]
        async with self.store.work() as work:
            chat_state = await work.chats.load(keys, self.clock.now())
            rows = [self._row(chat_state[key].chat, urgency, edit=edit) for key in keys]
            await work.turns.keep(Rows(deliveries=rows), self.clock.now())
        return [row.id for row in rows]

    def _row(self, chat: int, urgency: int, *, edit: bool) -> DeliveryRow:
        self._number += 1
        body = encoded(Screen(f"№ {self._number} ёлка 🌲"))
        return DeliveryRow(self._number, chat, urgency, body, self.clock.now(), edit, living=True)

    async def step(self) -> None:
        """Run one step of the sender and advance the clock by the time it would wait."""
        wait = await self.sender.step()
        if self.sender.under_way and not self.post.held:
            await asyncio.wait(self.sender.under_way)
        # finished messages make the sender look again at once; otherwise it waits
        self.pass_by(min(wait, 0.01) if self.sender.under_way else max(wait, 0.001))

    def pass_by(self, seconds: float) -> None:
        """Advance the clock."""
        self.seconds += seconds
        self.clock.set(self._began + timedelta(seconds=self.seconds))

    async def go(self, seconds: float) -> None:
        """Run the sender for so many seconds."""
        end = self.seconds + seconds
        while self.seconds < end:
            await self.step()

    def killed(self) -> None:
        """Abandon the sends in progress, as a kill does: their results are lost."""
        for task in self.sender.under_way:
            task.cancel()

    async def ends(self) -> dict[int, str]:
        """Return the state of every delivery."""
        async with self.store.work():
            rows = await self.store._connection.rows("SELECT id, state FROM deliveries ORDER BY id")
        return {int(row[0]): str(row[1]) for row in rows}

    async def counted(self) -> Counter[str]:
        """Return the number of deliveries in each state."""
        return Counter((await self.ends()).values())


@asynccontextmanager
async def road(folder: Path, pace: Pace = TELEGRAM, *, clock: MovedClock | None = None) -> AsyncIterator[Road]:
    """Open a store with a sender over a file; reopened, the file is as a killed process left it."""
    store = await opened_at(folder / "road.db")
    made = Road(store, pace, clock=clock)
    try:
        yield made
    finally:
        made.killed()
        await store.close()
