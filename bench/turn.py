"""Compare the cost of a durable turn with aiogram's dispatcher, and measure the parts of the turn.

The turn is measured from the raw JSON of a getUpdates answer to the commit with its outbox rows, `synchronous=FULL`.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bench.conversation import TURNS, line
from bench.duel import Round, fought
from bench.memory import heavier
from bot.app.wiring import Content, content
from flows.context.known import Known
from flows.engine.advance import advance
from flows.values.events import Event, Said
from flows.values.session import Session
from tests.support.world import MONDAY

ROUNDS, PEOPLE = 15, 100
OURS, SINGLE, PARTS = ("bench.ours", "batched"), ("bench.ours 0", "single"), ("bench.ours 0", "parts")
PEERS = {
    ("bench.peer memory", ""): "aiogram's dispatcher with MemoryStorage, a ready message for every call",
    ("bench.peer memory wire", ""): "the same, building the form and reading the JSON answer of every call",
    ("bench.peer sqlite", ""): "aiogram's dispatcher with aiogram-sqlite-storage, a ready message for every call",
    ("bench.peer sqlite wire", ""): "the same, building the form and reading the JSON answer of every call",
}
SIZES = (1_000, 100_000)  #: chats in the store
ALL_SIZES = (*SIZES, 1_000_000)  #: for `make prove`: the largest store takes minutes to build


class Spread(NamedTuple):
    """The median over rounds, and the range without the lowest and the highest tenth."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return the figures as «3.1 (2.8-3.4)»."""
        return f"{self.median:.2f} ({self.low:.2f}-{self.high:.2f})"


class Costs(NamedTuple):
    """Microseconds of CPU of one turn; the other figures are ratios within one round."""

    turn: float
    peers: dict[tuple[str, str], tuple[Spread, float]]  #: the peer's cost divided by ours, and its microseconds
    single: Spread
    settled: Spread
    parts: dict[str, float]  #: shares of the turn
    pure: float
    typed: float  #: the share of `advance` for typed texts alone
    sizes: dict[int, Spread]  #: relative to the smallest store
    bare: float  #: megabytes
    heavier: float


def measured(sizes: Sequence[int] = SIZES) -> Costs:
    """Run the duel between our turn and aiogram's, and return the costs."""
    bare, more = heavier()
    stores = {size: (f"bench.ours {size}", "batched") for size in sizes}
    rounds = fought([OURS, SINGLE, PARTS, *PEERS, *stores.values()], ROUNDS)
    turn, said = statistics.median(_turn(each, OURS) for each in rounds), content()
    smallest = stores[min(sizes)]
    return Costs(
        turn=turn,
        peers={peer: _against(rounds, peer) for peer in PEERS},
        single=_spread(_turn(each, SINGLE) / _turn(each, OURS) for each in rounds),
        settled=_spread(_turn(each, OURS, "settled") / _turn(each, OURS) for each in rounds),
        parts={part: statistics.median(each[PARTS][part] for each in rounds) for part in rounds[0][PARTS]},
        pure=_pure(said, lambda _: True) / turn,
        typed=_pure(said, lambda event: isinstance(event, Said)) / turn,
        sizes={
            size: _spread(_turn(each, who) / _turn(each, smallest) for each in rounds) for size, who in stores.items()
        },
        bare=bare,
        heavier=more,
    )


def _against(rounds: list[Round], peer: tuple[str, str]) -> tuple[Spread, float]:
    ahead = _spread(_turn(each, peer) / _turn(each, OURS) for each in rounds)
    return ahead, statistics.median(_turn(each, peer) for each in rounds)


def _turn(of: Round, who: tuple[str, str], upto: str = "kept") -> float:
    return of[who][upto] / of[who]["turns"] * 1e6


def _spread(ratios: Iterable[float]) -> Spread:
    found = sorted(ratios)
    low, *_, high = statistics.quantiles(found, n=10)
    return Spread(statistics.median(found), low, high)


def _pure(of: Content, counted: Callable[[Event], bool]) -> float:
    # microseconds per turn, over the events that count
    return statistics.median(_advanced(of, counted) for _ in range(ROUNDS)) / (PEOPLE * TURNS) * 1e6


def _advanced(of: Content, counted: Callable[[Event], bool]) -> float:
    spent = 0.0
    for person in range(PEOPLE):
        session, known = Session(), Known(person="p")
        for event in line(person):
            before = time.process_time()
            turn = advance(of.book, session, event, known, MONDAY)
            spent += (time.process_time() - before) if counted(event) else 0
            session, known = turn.session, turn.known
    return spent


def report(costs: Costs) -> list[str]:
    """Return the figures as lines of ratios."""
    parts = ", ".join(f"{part} {probability:.2f}" for part, probability in costs.parts.items())
    sizes = ", ".join(f"{size:,}: {spread}" for size, spread in costs.sizes.items())
    return [
        f"durable turn, batches of 100, synchronous=FULL, new people: 1 (was {costs.turn:.0f} us of CPU in this run)",
        *(f"{PEERS[peer]}: {ahead} (was {us:.0f} us)" for peer, (ahead, us) in costs.peers.items()),
        f"durable turn, one by one: {costs.single}",
        f"durable turn up to settled, against a stub that answers at once: {costs.settled}",
        f"where it goes: {parts}, the rest (the loop over a batch, the hops to the writer's thread of a slow disk) "
        f"{1 - sum(costs.parts.values()):.2f}",
        f"its pure part, advance alone: {costs.pure:.2f}; of that the one typed text of twelve: {costs.typed:.2f}",
        f"the same with that many chats in the store, against the smallest: {sizes}",
        f"memory with both channels and 100,000 chats: {costs.heavier:.0f} MB over the imports ({costs.bare:.0f} MB)",
        "fair play: screens that were put together are remembered by all that their words hang on, so hundreds of "
        "parents in one place share them, as they do in a school; every typed text is another, of words said before",
    ]
