"""Our contestant, in its own process: raw bytes of getUpdates in, a commit with its outbox rows out, FULL."""

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import msgspec

from bench.conversation import TURNS, updates
from bench.meter import PARTS, Meter
from bench.spent import spent
from bot import sample
from bot.channels import End, Parcel, Sent
from bot.channels import telegram_updates as came
from bot.clock import MovedClock
from bot.collector import rested
from bot.payload import of_press
from bot.screen import encoded
from bot.wiring import House, house, words
from storage.sqlite import opened
from tests.world import MONDAY

ACCOUNT = "telegram:school"
PEOPLE, BATCH = 200, 100  #: of one slice; of one answer of getUpdates
FEW = 8  #: of a slice of one-by-one turns


class Stub:
    """A platform that answers at once; a request's body is made as it would be sent."""

    def __init__(self) -> None:
        """Begin to count messages."""
        self._messages = count(1)

    async def send(self, account: str, parcels: Sequence[Parcel]) -> Sequence[End]:
        """Take everything."""
        del account
        return [Sent(str(next(self._messages))) for each in parcels if encoded(each.screen)]


class Ours:
    """A house that lives through all slices: its store grows as a school's does."""

    def __init__(self, of: House) -> None:
        """Keep it, and where the numbers of updates stand."""
        self._of, self._next = of, 1

    async def slice(self, people: int, batch: int) -> dict[str, float]:
        """Lead the conversation with new people; CPU seconds up to the commit, and up to settled."""
        kept = settled = 0.0
        for body in self._bodies(people, batch):
            kept += await spent(self._taken(body))
            settled += await spent(self._of.delivery.run_dry())
        return {"turns": people * TURNS, "kept": kept, "settled": kept + settled}

    async def parts(self) -> dict[str, float]:
        """Lead it with a meter at every joint: shares of the turn, by the name of the part."""
        with Meter() as meter:
            figures = await self.slice(PEOPLE, BATCH)
        return {name: meter.spent[name] / figures["kept"] for name in PARTS}

    def _bodies(self, people: int, batch: int) -> Iterator[bytes]:
        line = list(updates(self._next, list(range(self._next, self._next + people)), of_press))
        self._next += len(line)
        for at in range(0, len(line), batch):
            yield msgspec.json.encode({"ok": True, "result": line[at : at + batch]})

    async def _taken(self, body: bytes) -> None:
        received = came.read(ACCOUNT, came.answered(body).result)
        await self._of.runner.take(received.incoming)


async def _live() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = await opened(f"sqlite:///{Path(folder) / 'bench.db'}")
        await sample.seed(store, MONDAY)
        ours = Ours(house(words(), store, MovedClock(MONDAY), {ACCOUNT: Stub()}))
        rested()
        await ours.slice(PEOPLE, BATCH)  # everything is compiled by now
        for asked in sys.stdin:
            slices = {"batched": lambda: ours.slice(PEOPLE, BATCH), "single": lambda: ours.slice(FEW, 1)}
            print(json.dumps(await slices.get(asked.strip(), ours.parts)()), flush=True)
        await store.close()


if __name__ == "__main__":
    asyncio.run(_live())
