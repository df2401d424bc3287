"""What a durable turn costs beside aiogram's own dispatcher, and where it goes. All in one run, rounds interleaved.

The turn is measured from the raw JSON of a getUpdates answer to the commit with its outbox rows, `synchronous=FULL`.
"""

import statistics
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from bench.conversation import TURNS, line
from bench.duel import Round, fought
from bot.wiring import Words, words
from flows.engine import advance
from flows.known import Known
from flows.session import Session
from tests.world import MONDAY

ROUNDS, PEOPLE = 15, 100
OURS, SINGLE, PARTS = ("bench.ours", "batched"), ("bench.ours", "single"), ("bench.ours", "parts")
MEMORY, SQLITE = ("bench.peer", "memory"), ("bench.peer", "sqlite")
PEERS = {
    MEMORY: "aiogram's dispatcher with MemoryStorage, a ready message for every call",
    ("bench.peer", "memory wire"): "the same, building the form and reading the JSON answer of every call",
    SQLITE: "aiogram's dispatcher with aiogram-sqlite-storage, a ready message for every call",
    ("bench.peer", "sqlite wire"): "the same, building the form and reading the JSON answer of every call",
}


class Spread(NamedTuple):
    """The median over rounds, and where four fifths of them lie."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        """Say it: «3.1 (2.8-3.4)»."""
        return f"{self.median:.1f} ({self.low:.1f}-{self.high:.1f})"


class Costs(NamedTuple):
    """Microseconds of CPU of one turn, the rest as ratios of the same round."""

    turn: float
    peers: dict[tuple[str, str], tuple[Spread, float]]  #: how many times each costs more, and its microseconds
    single: Spread
    settled: Spread
    parts: dict[str, float]  #: shares of the turn
    pure: float


def measured() -> Costs:
    """Let the contestants fight."""
    rounds = fought([OURS, SINGLE, PARTS, *PEERS], ROUNDS)
    turn = statistics.median(_turn(each, OURS) for each in rounds)
    return Costs(
        turn=turn,
        peers={peer: _against(rounds, peer) for peer in PEERS},
        single=_spread(_turn(each, SINGLE) / _turn(each, OURS) for each in rounds),
        settled=_spread(_turn(each, OURS, "settled") / _turn(each, OURS) for each in rounds),
        parts={part: statistics.median(each[PARTS][part] for each in rounds) for part in rounds[0][PARTS]},
        pure=_pure(words()) / turn,
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


def _spent(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _pure(of: Words) -> float:
    spent = [_spent(lambda: _advanced(of)) for _ in range(ROUNDS)]
    return statistics.median(spent) / (PEOPLE * TURNS) * 1e6


def _advanced(of: Words) -> None:
    for person in range(PEOPLE):
        session, known = Session(), Known(person="p")
        for event in line(person):
            turn = advance(of.book, session, event, known, MONDAY)
            session, known = turn.session, turn.known


def report(costs: Costs) -> list[str]:
    """Say the figures as ratios."""
    parts = ", ".join(f"{part} {share:.2f}" for part, share in costs.parts.items())
    return [
        f"durable turn, batches of 100, synchronous=FULL: 1 (was {costs.turn:.0f} us of CPU in this run)",
        *(f"{PEERS[peer]}: {ahead} (was {us:.0f} us)" for peer, (ahead, us) in costs.peers.items()),
        f"durable turn, one by one: {costs.single}",
        f"durable turn up to settled, against a stub that answers at once: {costs.settled}",
        f"where it goes: {parts}, the rest {1 - sum(costs.parts.values()):.2f}",
        f"its pure part, advance alone: {costs.pure:.2f}",
    ]
