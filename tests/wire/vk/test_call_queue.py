"""The call queue of a community in virtual time, with the real VK client on the fake: repeats, their hour, kills."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.channels.pace import VK
from bot.channels.vk.channel import Vk
from bot.clock import MovedClock
from storage.port.delivery.files import FileRow
from tests.support.bot.paper_platform import Road
from tests.support.empty_store import opened_at
from tests.support.wire.crowd import answered, gathered, told_all
from tests.support.wire.fake_vk import GROUP, TOKEN, FakeVk, Fault
from tests.support.wire.vk_bot import ACCOUNT, no_sleep
from tests.support.wire.vk_conformance import faults
from tests.support.wire.vk_storm import Storm, denied
from tests.support.world import MONDAY

PEOPLE, KILLS = 300, 3
REPLY, BROADCAST = 0, 3
AGAIN = "Повторяю, если уже пришло:"
PICTURE = FileRow("f1", "picture", "Ёлка.png", b"\x89PNG\r\n\x1a\n")


@asynccontextmanager
async def process(folder: Path, fake: FakeVk, clock: MovedClock, at_once: int = 100) -> AsyncIterator[Road]:
    """Open the parts of a process; leaving it is like a kill: calls under way never return."""
    store = await opened_at(folder / "line.db")
    channel = Vk(ACCOUNT, TOKEN, GROUP, store, clock, url=fake.url, pace=0, sleep=no_sleep, again=AGAIN)
    road = Road(store, replace(VK, at_once=at_once), channel, account=ACCOUNT, clock=clock)
    try:
        yield road
    finally:
        road.killed()
        await channel.close()
        await store.close()


async def test_in_a_storm_with_kills_everybody_hears_once(tmp_path: Path) -> None:
    """Replies, and a broadcast with a picture; after each kill, people are grouped differently."""
    clock, storm = MovedClock(MONDAY), Storm(5)
    async with FakeVk(lambda: clock.now().timestamp()) as fake:
        fake.plan, fake.denied = storm, denied(PEOPLE)
        async with process(tmp_path, fake, clock) as first:
            await gathered(first.store, ACCOUNT, PEOPLE, MONDAY)
            await told_all(first.store, MONDAY, carries=PICTURE)
            await answered(first.store, ACCOUNT, range(1, PEOPLE, 2), MONDAY)
        for life in range(KILLS):
            async with process(tmp_path, fake, clock, at_once=storm.chance.randrange(20, 101)) as killed:
                await _killed(killed, fake, storm.chance.randrange(2, 5) + life)
        async with process(tmp_path, fake, clock) as last:
            while {"queued", "in_hand"} & set(await last.counted()):
                await last.go(5)
            ends = await last.counted()
        assert set(ends) == {"sent", "unreachable"}
        assert fake.repeats > 0
        said = {peer: Counter(message.text for message in fake.shown(peer)) for peer in range(1, PEOPLE + 1)}
        assert [peer for peer, texts in said.items() if any(times > 1 for times in texts.values())] == []
        assert {peer for peer, texts in said.items() if not texts} == set(fake.denied)
        assert sum(sum(texts.values()) for texts in said.values()) == ends["sent"]
        assert set(fake.attachments.values()) == {PICTURE.content}
        assert faults(fake.calls) == []


async def test_a_broadcast_goes_a_hundred_people_a_call_and_a_reply_between_them(tmp_path: Path) -> None:
    """At most twenty calls a second in virtual time; a reply is sent in the very next call."""
    people, clock = 3000, MovedClock(MONDAY)
    async with FakeVk(lambda: clock.now().timestamp()) as fake, process(tmp_path, fake, clock) as on:
        await gathered(on.store, ACCOUNT, people, MONDAY)
        await told_all(on.store, MONDAY)
        behind = []
        for asking in range(900_001, 900_006):
            await on.go(0.2)
            await answered(on.store, ACCOUNT, [asking], clock.now())
            before = len(fake.of("messages.send"))
            while not fake.shown(asking):
                await on.step()
            behind.append(len(fake.of("messages.send")) - before)
        while {"queued", "in_hand"} & set(await on.counted()):
            await on.step()
        calls = len(fake.of("messages.send")) - len(behind)
        assert max(behind) <= VK.under_way
        assert people // 100 <= calls <= people // 100 + len(behind)
        assert calls <= VK.calls * (on.seconds + 1)  # in any second of it
        assert await on.counted() == {"sent": people + len(behind)}


async def _killed(road: Road, fake: FakeVk, calls: int) -> None:
    # wait until so many calls are carried out, while one more has just begun
    end = fake.http + calls
    while fake.http < end and {"queued", "in_hand"} & set(await road.counted()):
        await road.step()
    before = fake.http
    await road.sender.step()
    if road.sender.under_way:
        await fake.until(lambda: fake.http > before)


async def test_what_may_have_arrived_is_repeated_while_vk_knows_it_and_no_longer(tmp_path: Path) -> None:
    """`random_id` is remembered for an hour: a later repeat of a broadcast would be shown twice, so it is not sent.

    A reply is owed: it is repeated, and says so.
    """
    for urgency, minutes, end, shown in (
        (BROADCAST, 40, "sent", 1), (BROADCAST, 50, "unknown", 1), (REPLY, 40, "sent", 1), (REPLY, 70, "sent", 2)
    ):  # fmt: skip
        clock = MovedClock(MONDAY)
        folder = tmp_path / f"{urgency}-{minutes}"
        folder.mkdir()
        async with FakeVk(lambda at=clock: at.now().timestamp()) as fake:  # type: ignore[misc]
            async with process(folder, fake, clock) as on:
                await on.queue(1, urgency)
                fake.faults.append(("messages.send", Fault(drop="after")))
                await on.step()
            clock.set(MONDAY + timedelta(minutes=minutes))
            async with process(folder, fake, clock) as again:
                await again.go(2)
                assert await again.counted() == {end: 1}
            texts = [message.text for message in fake.shown(1)]
            assert [text.startswith("Повторяю") for text in texts] == [False, True][:shown]


async def test_what_never_left_waits_for_as_long_as_it_takes(tmp_path: Path) -> None:
    """After an outage of two hours and a lost answer: a delivery is in doubt only once it may have arrived."""
    clock = MovedClock(MONDAY)
    async with FakeVk(lambda: clock.now().timestamp()) as fake, process(tmp_path, fake, clock) as on:
        await on.queue(1)
        fake.faults.extend([("messages.send", Fault(code=6))] * 4)
        await on.step()
        on.pass_by(7200)
        fake.faults.append(("messages.send", Fault(drop="after")))
        await on.go(30)
        assert (await on.counted(), fake.repeats) == ({"sent": 1}, 1)
