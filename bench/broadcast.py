"""Measure a broadcast of an administrator to a whole school: 10,000 parents in 400 classes.

The costs are those of the store's single writer in each phase: submitting, filling in by chunks, claiming. The cost of
a transaction is its CPU time in this process, the writer's thread included.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bot.jobs.fan_out import CHUNK
from flows.values.segments import EVERY_CLASS, Segment
from storage.port.answers import Granted
from storage.port.delivery.broadcasts import BroadcastRow
from storage.port.delivery.deliveries import Ended
from storage.port.people.chats import ChatKey
from storage.port.turns import ChildRow, RecordRow, Rows
from storage.sqlite.store import SqliteStore, opened

CLASSES, PARENTS = 400, 10_000
NOW = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
ACCOUNTS = ("vk:school", "telegram:school")
ADMIN = ChatKey(ACCOUNTS[0], "admin")


class Costs(NamedTuple):
    """Milliseconds of CPU that the store's writer spends on each phase of a broadcast."""

    counted: float
    accepted: float
    chunk: float  #: the most expensive chunk
    whole: float  #: all chunks together
    claim: float  #: of a hundred deliveries, the most expensive claim
    report: float
    reply: float  #: the longest wait of a turn that came meanwhile


async def _spent(deed: Callable[[], Awaitable[object]]) -> float:
    started = time.process_time()
    await deed()
    return (time.process_time() - started) * 1000


async def settled(store: SqliteStore) -> str:
    """Add 10,000 parents of 400 classes, most with a step or two recorded; return the administrator."""
    async with store.work() as work:
        names = [f"{n % 11 + 1}{chr(ord('А') + n // 11)}" for n in range(CLASSES)]
        for name in names:
            await work.setup.establish("vylgort", name, NOW)
        person = (await work.chats.load([ADMIN], NOW))[ADMIN].known.person
        await work.codes.redeem(await work.setup.staff_code("staff", "vylgort", NOW), person, NOW)
        classes = [each.id for each in await work.schools.classes(person)]
    for first in range(0, PARENTS, 500):
        await _come(store, classes, range(first, first + 500))
    return person


async def _come(store: SqliteStore, classes: list[str], numbers: Iterable[int]) -> None:
    keys = {n: ChatKey(ACCOUNTS[n % 2], str(n)) for n in numbers}
    async with store.work() as work:
        chat_states = await work.chats.load(list(keys.values()), NOW)
        rows = Rows()
        for n, key in keys.items():
            who = chat_states[key].known.person
            child = f"{who}-1"
            rows.children.append(ChildRow(child, who, classes[n % CLASSES]))
            told = [("documents", "", "card"), ("documents", "birth", "sent"), ("account", "", "finished")][: n % 4]
            rows.records += [
                RecordRow(child, track, about, stage, date(2026, 11, 9), who) for track, about, stage in told
            ]
        await work.turns.keep(rows, NOW)


async def lived(folder: Path) -> Costs:
    """Run one broadcast, from the count of recipients in its preview to its report."""
    store = await opened(f"sqlite:///{folder / 'town.db'}")
    try:
        return await _lived(store, await settled(store))
    finally:
        await store.close()


async def _lived(store: SqliteStore, admin: str) -> Costs:
    segment = Segment("without", step="account")

    async def count() -> None:
        async with store.work() as work:
            reach = await work.broadcasts.in_reach(EVERY_CLASS, admin)
            await work.segments.count(reach.classes, segment, "")

    async def accept() -> None:
        async with store.work() as work:
            reach = await work.broadcasts.in_reach(EVERY_CLASS, admin)
            row = BroadcastRow("b1", admin, reach.school, reach.classes, segment, "{}", NOW, NOW - timedelta(days=1))
            assert isinstance(await work.broadcasts.submit(row, NOW), Granted)

    async def fill() -> None:
        async with store.work() as work:
            going.append(await work.fan_out.fill("b1", NOW, CHUNK))

    async def claim() -> None:
        async with store.work() as work:
            claimed = await work.delivery.claim(NOW, 100, ACCOUNTS)
            await work.delivery.settle([Ended(each.id, "sent", str(each.id)) for each in claimed], NOW)
            found.append(len(claimed))

    async def report() -> None:
        async with store.work() as work:
            await work.fan_out.over(NOW)
            assert await work.broadcasts.reported("b1", admin)

    going: list[bool] = [True]
    found: list[int] = []
    counted = statistics.median([await _spent(count) for _ in range(5)])
    accepted = await _spent(accept)
    chunks, waits = [], []
    while going[-1]:
        filling = asyncio.ensure_future(_spent(fill))
        await asyncio.sleep(0)
        waits.append(await _waited(store))  # a reply that came while the chunk was written
        chunks.append(await filling)
    claims = [await _spent(claim) for _ in range(20)]
    return Costs(counted, accepted, max(chunks), sum(chunks), max(claims), await _spent(report), max(waits))


async def _waited(store: SqliteStore) -> float:
    started = time.perf_counter()
    async with store.work() as work:
        await work.chats.load([ADMIN], NOW)
    return (time.perf_counter() - started) * 1000


def measured() -> Costs:
    """Run the measurement on a new database file."""
    with tempfile.TemporaryDirectory(prefix="broadcast-") as folder:
        return asyncio.run(lived(Path(folder)))


def report(costs: Costs) -> list[str]:
    """Return the figures as lines, each beside its limit."""
    return [
        f"{PARENTS:,} parents in {CLASSES} classes, an administrator's broadcast to all without an account:",
        f"counting them for the preview: {costs.counted:.1f} ms",
        f"accepted: {costs.accepted:.1f} ms, one row (promised: 20 ms)",
        f"filled in: the dearest chunk of {CHUNK} people {costs.chunk:.1f} ms (50 ms), all {costs.whole:.0f} ms (2 s)",
        f"a reply that came meanwhile waited {costs.reply:.1f} ms at most",
        f"a hundred claimed, sifted and settled: {costs.claim:.1f} ms; the report: {costs.report:.1f} ms",
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join(report(measured())) + "\n")
