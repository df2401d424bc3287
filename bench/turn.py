"""What a durable turn costs: the same conversation in batches of 100 and one by one, and its pure part alone."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.channels.page import Phones
from bot.runner import Incoming
from bot.stage import Stage
from bot.wiring import Words, words
from flows.engine import advance
from flows.events import Event, Opened, Pressed
from flows.known import Known
from flows.session import Session
from storage.sqlite import opened
from storage.values import ChatKey
from tests.world import MONDAY

ROUNDS, PEOPLE = 7, 100
PRESSES = ["look", "topics", "card", "back", "menu", "topics", "status", "menu", "topics", "account", "back"]
LINE: list[Event] = [Opened("welcome"), *(Pressed(visit, key) for visit, key in enumerate(PRESSES, 1))]


class Costs(NamedTuple):
    """Processor time of one turn, in microseconds, medians over rounds of the same run."""

    batched: float
    single: float
    pure: float


def measured() -> Costs:
    """Run the contestants in turn, round after round."""
    of = words()
    rounds = [
        (_spent(lambda: asyncio.run(_durable(of, 100))), _spent(lambda: asyncio.run(_durable(of, 1, people=10))),
         _spent(lambda: _pure(of)))
        for _ in range(ROUNDS)
    ]  # fmt: skip
    turns = PEOPLE * len(LINE)
    batched, single, pure = (statistics.median(column) for column in zip(*rounds, strict=True))
    return Costs(batched / turns * 1e6, single / (10 * len(LINE)) * 1e6, pure / turns * 1e6)


def _spent(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


async def _durable(of: Words, batch: int, people: int = PEOPLE) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = await opened(f"sqlite:///{Path(folder) / 'bench.db'}")
        stage = await Stage.over(of, store, MONDAY, phones=Phones())
        line = _line(people)
        for at in range(0, len(line), batch):
            await stage.house.runner.take(line[at : at + batch])
        await store.close()


def _line(people: int) -> Sequence[Incoming]:
    return [
        Incoming(f"{step}:{n}", ChatKey("page", str(n)), event)
        for step, event in enumerate(LINE)
        for n in range(people)
    ]


def _pure(of: Words) -> None:
    for _ in range(PEOPLE):
        session, known = Session(), Known(person="p")
        for event in LINE:
            turn = advance(of.book, session, event, known, MONDAY)
            session, known = turn.session, turn.known


def report(costs: Costs) -> list[str]:
    """Say the figures as ratios."""
    return [
        f"durable turn, batches of 100, synchronous=FULL: 1 (was {costs.batched:.0f} us of CPU in this run)",
        f"durable turn, one by one: {costs.single / costs.batched:.1f}",
        f"its pure part, advance alone: {costs.pure / costs.batched:.2f}",
    ]
