"""The allowance of a chat: whoever types and taps quickly never meets it; a flood is dropped, and told once."""

from collections.abc import AsyncIterator, Sequence
from itertools import count
from pathlib import Path
from typing import cast

import pytest

from bot.app.wiring import Content
from bot.channels.incoming import Incoming
from bot.channels.port import Received, Receiver
from bot.messages.markup import plain
from bot.simulator.sample import ACCOUNT, PARENT, SECOND
from bot.simulator.simulator import Simulator
from bot.transport.allowance import BURST, CHATS, RATE, Allowance
from bot.transport.intake import Intake
from flows.values.events import Event, Pressed, Said
from storage.port.people.chats import ChatKey
from tests.support.world import world

PRESS, WORDS = Pressed(1, "begin"), Said("Сколько стоит? 😢")
TOLD = "часть я пропустил"


def taken(of: Allowance, now: float, *events: Event, peer: str = "1") -> int:
    """Process a batch of one chat; return how many of its events were taken."""
    batch = [Incoming(f"{now}:{n}", ChatKey(ACCOUNT, peer), event) for n, event in enumerate(events)]
    sifted = of.sifted(batch, now)
    of.keep(sifted)
    return len(sifted.taken)


def told(of: Allowance, now: float, events: int) -> int:
    """Process a batch of one chat; return how often its person is told that events were dropped."""
    sifted = of.sifted([Incoming(f"{now}:{n}", ChatKey(ACCOUNT, "1"), PRESS) for n in range(events)], now)
    of.keep(sifted)
    return len(sifted.warned)


def test_three_a_second_for_ten_minutes_are_all_taken() -> None:
    of = Allowance()
    assert all(taken(of, second, WORDS, PRESS, PRESS) == 3 for second in range(600))


def test_what_was_written_while_the_bot_was_off_is_taken() -> None:
    assert taken(Allowance(), 0, *[WORDS] * 30) == 30


def test_of_500_a_second_only_the_allowance_is_taken() -> None:
    of = Allowance()
    assert sum(taken(of, tick / 10, *[PRESS] * 50) for tick in range(200)) <= BURST + RATE * 20
    assert taken(of, 20, PRESS, peer="2") == 1


def test_a_flood_is_told_once_and_the_next_one_again() -> None:
    of = Allowance()
    assert [told(of, tick / 10, 50) for tick in range(200)] == [1] + [0] * 199
    assert told(of, 20 + BURST / RATE, 50) == 1


def test_long_texts_count_for_more() -> None:
    """Each of them costs the time of several short ones."""
    long = taken(Allowance(), 0, *[Said("ё" * 4000)] * 100)
    assert BURST / 4 <= long <= BURST / 3


def test_a_batch_that_failed_counts_once() -> None:
    """A platform sends it again until it is committed."""
    of, batch = Allowance(), [Incoming(f"a:{n}", PARENT.chat, PRESS) for n in range(BURST)]
    assert all(len(of.sifted(batch, n).taken) == BURST for n in range(5))


def test_no_more_chats_are_remembered_than_the_memory_allows() -> None:
    of = Allowance()
    for peer in range(CHATS + 100):
        taken(of, 0, PRESS, peer=str(peer))
    assert len(of._levels) == CHATS


@pytest.fixture
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    async with world(shipped, tmp_path) as on:
        yield on


def flood(numbers: "count[int]", events: int) -> Sequence[Incoming]:
    """Return mixed events of one person."""
    return [Incoming(f"f:{next(numbers)}", PARENT.chat, (PRESS, WORDS)[n % 2]) for n in range(events)]


async def test_a_flood_leaves_one_screen_and_one_sentence(simulator: Simulator) -> None:
    """Its events over the allowance are never looked at, and the other person of the batch is answered."""
    now, numbers, seen = 0.0, count(), 0
    runner = simulator.program.runner
    take = runner.take

    async def counted(batch: Sequence[Incoming]) -> None:
        nonlocal seen
        seen += len(batch)
        await take(batch)

    runner.take = counted  # type: ignore[method-assign]
    intake = Intake(ACCOUNT, cast(Receiver, Undurable()), runner, simulator.program.store, ticks=lambda: now)
    for second in range(3):
        now = float(second)
        await intake.take(Received([*flood(numbers, 500), Incoming(f"o:{second}", SECOND.chat, Said("/menu"))]))
    await simulator.program.settle()
    assert seen <= BURST + RATE * 2 + 3
    mine = [plain(each.text) for each in simulator.phones.bubbles(PARENT.peer)]
    assert len(mine) == 2
    assert [TOLD in text for text in mine].count(True) == 1
    assert len(simulator.phones.bubbles(SECOND.peer)) == 1


class Undurable:
    """A platform that keeps its own position."""

    durable = False
