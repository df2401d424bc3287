"""Our contestant, in its own process: from the raw bytes of getUpdates to a commit with its outbox rows (FULL).

`bench.ours` uses new people every time, like those who come by a link; `bench.ours 100000` uses existing people in a
store of so many chats.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from random import Random

import msgspec

from bench import town
from bench.conversation import TURNS, updates
from bench.meter import PARTS, Meter
from bench.spent import spent
from bot.app.collector import freeze_existing_objects
from bot.app.wiring import Program, assemble, content
from bot.channels.port import OutgoingMessage, SendResult, Sent
from bot.channels.telegram import answers
from bot.channels.telegram import updates as came
from bot.clock import MovedClock
from bot.messages.payload import of_press
from bot.messages.screen import encoded
from bot.simulator import sample
from storage.sqlite.store import SqliteStore, opened
from tests.support.world import MONDAY

FORM = answers.form(town.ACCOUNT)
PEOPLE, BATCH = 300, 100  #: people of one slice; updates in one answer of getUpdates
FEW = 8  #: people of a slice of single turns


class Stub:
    """A platform that answers at once; the request's body is built as for a real call."""

    def __init__(self) -> None:
        """Start counting messages."""
        self._messages = count(1)
        self.said = 0

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Accept all messages."""
        del account
        self.said += len(messages)
        return [Sent(str(next(self._messages))) for each in messages if encoded(each.screen)]


class Newcomers:
    """New people for every slice, who have no chat in the store yet."""

    visit = 0  #: the visit of their session when they come

    def __init__(self) -> None:
        """Start with the first."""
        self._next = count(1_000_000_000)

    def some(self, people: int) -> list[int]:
        """Return the ids of so many new chats."""
        return [next(self._next) for _ in range(people)]


class Old:
    """Existing people of a store with many chats. Before each slice they are put back on the first screen."""

    visit = town.VISIT

    def __init__(self, store: SqliteStore, chats: int) -> None:
        """Find the people without any data: for them the whole conversation is new."""
        self._file, self._strangers, self._chance = store._connection._conn, town.strangers(chats), Random(7)

    def some(self, people: int) -> list[int]:
        """Return so many chats from anywhere in the store."""
        chosen = self._chance.sample(self._strangers, people)
        town.stand_again(self._file, chosen)
        return chosen


class Ours:
    """The program that runs all slices of the duel. Its store grows as in production."""

    def __init__(self, of: Program, people: Newcomers | Old, stub: Stub) -> None:
        """Store the program, and number updates from 1."""
        self._of, self._people, self._stub, self._next = of, people, stub, 1

    async def slice(self, people: int, batch: int) -> dict[str, float]:
        """Run the conversation; return CPU seconds up to the commit, and up to the settled delivery."""
        kept = settled = 0.0
        said = self._stub.said
        for body in self._bodies(people, batch):
            kept += await spent(self._taken(body))
            settled += await spent(self._of.send_due())
        if self._stub.said - said != people * TURNS:
            raise RuntimeError("not the work that is compared")
        return {"turns": people * TURNS, "kept": kept, "settled": kept + settled}

    async def parts(self) -> dict[str, float]:
        """Run it with a timer around every part; return the shares of the turn by the name of the part."""
        meter, kept = Meter(), 0.0
        for body in self._bodies(PEOPLE, BATCH):
            with meter:
                kept += await spent(self._taken(body))
            await self._of.send_due()
        return {name: meter.spent[name] / kept for name in PARTS}

    def _bodies(self, people: int, batch: int) -> Iterator[bytes]:
        before = self._people.visit
        line = list(updates(self._next, self._people.some(people), lambda visit, key: of_press(visit + before, key)))
        self._next += len(line)
        for at in range(0, len(line), batch):
            yield msgspec.json.encode({"ok": True, "result": line[at : at + batch]})

    async def _taken(self, body: bytes) -> None:
        received = came.read(town.ACCOUNT, answers.answer_of(body, FORM).updates)
        await self._of.runner.take(received.incoming)


@asynccontextmanager
async def seeded(path: Path) -> AsyncIterator[SqliteStore]:
    """Open a store with the sample school; always close it, since its thread keeps the process alive."""
    store = await opened(f"sqlite:///{path}")
    try:
        await sample.seed(store, MONDAY)
        yield store
    finally:
        await store.close()


async def _live(chats: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        if chats:
            await town.build(path, chats)
        async with seeded(path) as store:
            await _asked(store, Old(store, chats) if chats else Newcomers())


async def _asked(store: SqliteStore, people: Newcomers | Old) -> None:
    stub = Stub()
    ours = Ours(assemble(content(), store, MovedClock(MONDAY), {town.ACCOUNT: stub}), people, stub)
    freeze_existing_objects()
    await ours.slice(PEOPLE, BATCH)  # a warm-up: afterwards everything is compiled
    slices = {"batched": lambda: ours.slice(PEOPLE, BATCH), "single": lambda: ours.slice(FEW, 1)}
    for asked in sys.stdin:
        print(json.dumps(await slices.get(asked.strip(), ours.parts)()), flush=True)


if __name__ == "__main__":
    asyncio.run(_live(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
