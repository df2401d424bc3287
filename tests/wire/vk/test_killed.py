"""`kill -9` of the real process while it sends to a thousand people through a failing VK: `make prove`."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.port.delivery.files import FileRow
from storage.sqlite.store import opened
from tests.support.proof import proved
from tests.support.wire.bot_process import database, running
from tests.support.wire.crowd import answered, gathered, told_all
from tests.support.wire.fake_vk import FakeVk, polled_by
from tests.support.wire.kills import due_now, killed, settled, states
from tests.support.wire.vk_conformance import faults
from tests.support.wire.vk_storm import Storm, denied

PEOPLE, KILLS, LIVES = 1000, 20, 40
PICTURE = FileRow("f1", "picture", "Ёлка.png", b"\x89PNG\r\n\x1a\n")

pytestmark = pytest.mark.prove


async def queued(folder: Path) -> None:
    """Queue a broadcast with a picture to everybody and a reply to every second person."""
    store, now = await opened(database(folder)), datetime.now(UTC)
    await gathered(store, "vk", PEOPLE, now)
    await told_all(store, now, carries=PICTURE)
    await answered(store, "vk", range(1, PEOPLE, 2), now)
    await store.close()


async def test_twenty_kills_among_a_thousand_people(tmp_path: Path) -> None:
    """Every delivery ends in one state, and nobody gets a message twice: the fake remembers `random_id` as VK does."""
    await queued(tmp_path)
    storm, windows = Storm(5), list[int]()
    async with FakeVk() as fake:
        fake.plan, fake.denied, fake.pace = storm, denied(PEOPLE), 20
        for _ in range(KILLS):
            async with running(tmp_path, **polled_by(fake)) as bot:
                await _called(fake, fake.http + storm.chance.randrange(2, 6))
                windows.append(await killed(bot, tmp_path))
        for _ in range(LIVES):
            due_now(tmp_path)
            async with running(tmp_path, **polled_by(fake)):
                if await settled(tmp_path, 8):
                    break
        ends = Counter(states(tmp_path).values())
        said = {peer: Counter(each.text for each in fake.shown(peer)) for peer in range(1, PEOPLE + 1)}
        assert set(ends) == {"sent", "unreachable"}
        assert [peer for peer, texts in said.items() if any(times > 1 for times in texts.values())] == []
        assert {peer for peer, texts in said.items() if not texts} == set(fake.denied)
        assert sum(sum(texts.values()) for texts in said.values()) == ends["sent"]
        assert (fake.too_fast, faults(fake.calls)) == (0, [])
    proved(
        "vk_killed",
        f"VK, {PEOPLE} people, {KILLS} kills of the process, faults: {dict(ends)}; in hand at a kill: at most "
        f"{max(windows)}; {fake.repeats} repeats that VK did not show again. Nobody heard anything twice.",
    )


async def _called(fake: FakeVk, calls: int) -> None:
    # wait until so many calls are carried out, with a time limit: near the end there are no more
    waiting = asyncio.ensure_future(fake.until(lambda: fake.http >= calls))
    await asyncio.wait({waiting}, timeout=8)
    waiting.cancel()
