"""The sender of an account in virtual time: urgency, rates, Unknown as in `docs/reliability.md`, kills."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.beat import Beat
from bot.channels.gate import AHEAD, Gate
from bot.channels.pace import TELEGRAM, TELEGRAM_GATE
from bot.channels.port import Later, OutgoingMessage, Refused, SendResult, Unknown, Unreachable
from bot.clock import MovedClock
from bot.errors import AccountRefusedError
from bot.refusals import SENDING, Refusal
from bot.transport.account_sender import AccountSender
from tests.support.bot.paper_platform import Road, road
from tests.support.wire.crowd import gathered, told_all
from tests.support.world import MONDAY

BROADCAST, REMINDER, TICKET, REPLY = 3, 2, 1, 0
FAST = replace(TELEGRAM, chat=0)


async def test_a_broadcast_keeps_the_permitted_rate_and_is_never_too_fast(tmp_path: Path) -> None:
    """At least 95 % of thirty a second, and no 429 caused by the bot."""
    async with road(tmp_path) as on:
        await on.queue_all(range(700), BROADCAST)
        await on.go(20)
        assert on.post.too_fast == 0
        assert len([time for time in on.post.times if time < 20]) >= 0.95 * 30 * 20


async def test_who_needs_it_no_more_holds_nobody_up(tmp_path: Path) -> None:
    """Of sixty recipients the first forty have left the class: the others get it within a second or two."""
    async with road(tmp_path) as on:
        await gathered(on.store, on.account, 60, on.clock.now())
        await told_all(on.store, on.clock.now())
        async with on.store.work():
            on.store._connection.defer("UPDATE children SET class = NULL WHERE rowid <= 40")
        await on.go(2)
        assert await on.counted() == {"sent": 20}


async def test_a_reply_overtakes_a_broadcast(tmp_path: Path) -> None:
    """The reply is sent at once while the broadcast waits for its turn."""
    async with road(tmp_path) as on:
        await on.queue_all(range(300), BROADCAST)
        waits = []
        for peer in range(1000, 1020):
            await on.go(0.31)
            asked, reply = on.seconds, await on.queue(peer)
            while reply not in on.post.when:
                await on.step()
            waits.append(on.post.when[reply] - asked)
        assert max(waits) <= 0.15
        assert on.post.too_fast == 0


async def test_one_chat_hears_short_bursts_only(tmp_path: Path) -> None:
    """A2: little more than one a second per chat, in short bursts; other chats do not wait for it."""
    async with road(tmp_path) as on:
        mine = [await on.queue(1) for _ in range(9)]
        other = await on.queue(2)
        await on.go(12)
        times = [on.post.when[ident] for ident in mine]
        assert times == sorted(times)
        assert all(fifth - first >= 3 for first, fifth in zip(times, times[4:], strict=False))
        assert on.post.when[other] < 0.1


async def test_a_429_stops_the_whole_account_for_as_long_as_it_says(tmp_path: Path) -> None:
    """It does not count as an attempt of the message that got it."""
    async with road(tmp_path) as on:
        first = await on.queue(1)
        on.post.trouble = lambda _: (False, Later(7.0, "429", whole=True))
        await on.step()
        on.post.trouble = lambda _: (True, None)
        await on.queue(2)
        await on.go(6.5)
        assert on.post.times == []
        await on.go(2)
        assert len(on.post.times) == 2
        assert on.post.arrived[first][0].attempts == 0


@pytest.mark.parametrize("urgency", [REPLY, TICKET])
@pytest.mark.parametrize("failures", [1, 2, 7])
async def test_a_reply_and_an_answer_of_staff_come_however_often_the_platform_fails(
    tmp_path: Path, urgency: int, failures: int
) -> None:
    """After 5, 10, 20 … seconds; each repeat is marked as interrupted."""
    async with road(tmp_path) as on:
        ident = await on.queue(1, urgency)
        answers: list[SendResult] = [Unknown("502")] * failures
        on.post.trouble = lambda _: (True, answers.pop() if answers else None)
        await on.go(5 * 2**failures)
        assert [each.interrupted for each in on.post.arrived[ident]] == [False] + [True] * failures
        assert await on.ends() == {ident: "sent"}


@pytest.mark.parametrize("urgency", [REMINDER, BROADCAST])
async def test_what_may_have_arrived_is_never_repeated_in_bulk(tmp_path: Path, urgency: int) -> None:
    async with road(tmp_path) as on:
        ident = await on.queue(1, urgency)
        on.post.trouble = lambda _: (True, Unknown("timeout"))
        await on.go(60)
        assert len(on.post.arrived[ident]) == 1
        assert await on.ends() == {ident: "unknown"}


async def test_a_reply_is_owed_for_a_day_and_not_longer(tmp_path: Path) -> None:
    """In the first hour after at most ten minutes, then once an hour: a platform that always fails is not flooded."""
    async with road(tmp_path) as on:
        ident = await on.queue(1)
        on.post.trouble = lambda _: (True, Unknown("502"))
        for _ in range(27 * 60):
            on.pass_by(60)
            await on.step()
        assert await on.ends() == {ident: "unknown"}
        assert 20 < len(on.post.arrived[ident]) < 45
        assert on.post.times[-1] < 25 * 3600


async def test_who_has_moved_on_does_not_get_the_older_screen(tmp_path: Path) -> None:
    """A newer screen does not wait for a repeat of the older one, goes below it, and ends it."""
    async with road(tmp_path) as on:
        await on.queue(1)
        await on.go(1)
        lost = await on.queue(1)
        on.post.trouble = lambda _: (True, Unknown("502"))
        await on.step()
        on.post.trouble = lambda _: (True, None)
        newer = await on.queue(1, edit=True)
        await on.go(30)
        assert (await on.ends())[lost] == "unknown"
        assert (await on.ends())[newer] == "sent"
        assert len(on.post.arrived[lost]) == 1
        assert on.post.arrived[newer][0].edit == ""


async def test_an_answer_of_staff_is_not_ended_by_a_newer_screen(tmp_path: Path) -> None:
    async with road(tmp_path) as on:
        answer = await on.queue(1, TICKET)
        on.post.trouble = lambda _: (True, Unknown("502"))
        await on.step()
        on.post.trouble = lambda _: (True, None)
        screen = await on.queue(1)
        await on.go(1)
        assert await on.ends() == {answer: "queued", screen: "sent"}
        await on.go(5)
        assert (await on.ends())[answer] == "sent"


async def test_a_429_of_one_chat_stops_that_chat_alone(tmp_path: Path) -> None:
    """All its messages wait as long as the platform says, and none of it counts as an attempt."""
    async with road(tmp_path) as on:
        first = await on.queue(1, BROADCAST)
        on.post.trouble = lambda _: (False, Later(7.0, "429", chat=True))
        await on.step()
        on.post.trouble = lambda _: (True, None)
        reply, other = await on.queue(1), await on.queue(2)
        await on.go(6.5)
        assert (reply in on.post.when, on.post.when[other] < 1) == (False, True)
        await on.go(2)
        assert on.post.when[reply] <= on.post.when[first]
        assert on.post.arrived[first][0].attempts == 0


async def test_how_long_the_oldest_call_has_no_answer_can_be_seen(tmp_path: Path) -> None:
    async with road(tmp_path) as on:
        assert on.sender.oldest_call == 0.0
        on.post.held = asyncio.Event()
        await on.queue(1)
        await on.sender.step()
        on.pass_by(90)
        assert on.sender.oldest_call == 90.0


async def test_only_what_can_soon_pass_the_gate_is_claimed(tmp_path: Path) -> None:
    """A delivery that waits at the gate when the process dies counts as one that may have arrived."""
    held: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def never(_: float) -> None:
        await held

    async with road(tmp_path) as on:
        gate = Gate(Beat(TELEGRAM_GATE, TELEGRAM.calls), ticks=lambda: on.seconds, sleep=never)
        send = on.post.send

        async def gated(account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
            async with gate.call(messages[0].urgency):
                return await send(account, messages)

        on.post.send = gated  # type: ignore[method-assign]
        on.sender = AccountSender(
            on.account, on.post, TELEGRAM, store=on.store, clock=on.clock, ticks=lambda: on.seconds, gate=gate
        )
        await on.queue_all(range(100))
        for _ in range(10):
            await on.sender.step()
            await asyncio.sleep(0)
        assert await on.counted() == {"in_hand": AHEAD, "queued": 99 - AHEAD, "sent": 1}
        held.cancel()


async def test_an_edit_is_repeated_as_often_as_it_takes(tmp_path: Path) -> None:
    """Editing twice has the effect of editing once."""
    async with road(tmp_path) as on:
        await on.queue(1)
        await on.go(1)
        ident = await on.queue(1, edit=True)
        answers = iter([Unknown("timeout"), Unknown("timeout"), Unknown("timeout")])
        on.post.trouble = lambda _: (True, next(answers, None))
        await on.go(60)
        assert len(on.post.arrived[ident]) == 4
        assert (await on.ends())[ident] == "sent"


async def test_an_account_that_hangs_takes_no_more_than_it_may_have_under_way(tmp_path: Path) -> None:
    """This bounds the number of doubtful messages after a kill."""
    async with road(tmp_path) as on:
        on.post.held = asyncio.Event()
        await on.queue_all(range(100))
        await on.go(5)
        assert await on.counted() == {"in_hand": TELEGRAM.under_way, "queued": 100 - TELEGRAM.under_way}


async def test_bulk_that_hangs_leaves_a_place_for_replies(tmp_path: Path) -> None:
    """A person who waits for an answer gets it even while a broadcast hangs."""
    async with road(tmp_path) as on:
        on.post.held = asyncio.Event()
        await on.queue_all(range(100), BROADCAST)
        await on.go(5)
        assert len(on.sender.under_way) == TELEGRAM.under_way - 1
        await on.queue(1000)
        await on.sender.step()
        assert len(on.sender.under_way) == TELEGRAM.under_way


REVOKED = Refusal("Ключ {account} отозван.", "Ключ {account} снова принят.", SENDING)


async def test_a_refused_account_keeps_its_queue_and_sends_it_when_it_is_accepted(tmp_path: Path) -> None:
    """A token is revoked in the middle of a broadcast: every message goes back untried, and later arrives once."""
    async with road(tmp_path) as on:
        await on.queue_all(range(100), BROADCAST)
        await on.go(1)
        sent = len(on.post.times)
        on.post.trouble = lambda _: (False, Later(0, "401", whole=True, refusal=REVOKED))
        with pytest.raises(AccountRefusedError, match="Ключ telegram отозван"):
            await on.go(1)
        assert 0 < sent < 100
        assert await on.counted() == {"sent": sent, "queued": 100 - sent}
        on.post.trouble = lambda _: (True, None)
        await on.go(5)
        assert await on.counted() == {"sent": 100}
        assert {len(each) for each in on.post.arrived.values()} == {1}
        assert all(each.attempts == 0 for (each,) in on.post.arrived.values())


async def test_a_refused_account_is_tried_with_one_message_and_works_only_when_one_arrived(tmp_path: Path) -> None:
    """A try that is refused again costs one call; without a call nothing is known, so the account does not work."""
    async with road(tmp_path) as on:
        calls, worked = list[int](), asyncio.Event()

        def refused(outgoing: OutgoingMessage) -> tuple[bool, SendResult]:
            calls.append(outgoing.id)
            return False, Later(0, "401", whole=True, refusal=REVOKED)

        await on.queue_all(range(50))
        on.post.trouble = refused
        for expected in (30, 31, 32):
            with pytest.raises(AccountRefusedError):
                await on.sender.run(worked.set if calls else lambda: None)
            assert len(calls) == expected
            on.pass_by(2)
        assert not worked.is_set()
        on.post.trouble = lambda _: (True, None)
        running = asyncio.ensure_future(on.sender.run(worked.set))
        await worked.wait()
        running.cancel()
        assert on.post.times


async def test_what_is_in_hand_is_finished_when_the_bot_stops(tmp_path: Path) -> None:
    """Within the time limit; an unfinished one stays in hand and is found interrupted."""
    async with road(tmp_path) as on:
        on.post.held = asyncio.Event()
        await on.queue(1)
        await on.sender.step()
        asyncio.get_running_loop().call_soon(on.post.held.set)
        await on.sender.finish(5)
        assert await on.counted() == {"sent": 1}


@pytest.mark.parametrize(("urgency", "arrivals", "end"), [(REPLY, 2, "sent"), (BROADCAST, 1, "unknown")])
async def test_however_often_it_is_killed_nobody_hears_more_than_one_repeat_in_a_rest(
    tmp_path: Path, urgency: int, arrivals: int, end: str
) -> None:
    """The process dies each time between the sending and the settling, twenty times a second.

    A reply is repeated once in each rest, which grows.
    """
    heard, now = 0, MovedClock(MONDAY)
    for life in range(60):
        async with road(tmp_path, clock=now) as on:
            if life == 0:
                await on.queue(1, urgency)
            await on.sender.step()
            await asyncio.gather(*on.sender.under_way)
            heard += len(on.post.times)
            on.pass_by(0.05)
    assert heard == arrivals
    async with road(tmp_path, clock=now) as on:
        await on.go(3)
        assert await on.counted() == {end: 1}


PEOPLE, KILLS = 1000, 3


class Storm:
    """Random failures of the platform, reproducible by a seed."""

    def __init__(self, seed: int) -> None:
        """Take the seed."""
        self.chance = random.Random(seed)

    def __call__(self, outgoing: OutgoingMessage) -> tuple[bool, SendResult | None]:
        """Choose the failure of one message; a person who blocked the bot stays blocked."""
        if int(outgoing.peer) % 50 == 7:
            return False, Unreachable("blocked")
        if int(outgoing.peer) % 50 == 8:
            return False, Refused("400")
        return self.chance.choices(
            [(True, None), (True, Unknown("drop after")), (False, Unknown("drop before")), (False, Unknown("502")),
             (False, Later(1.0, "429", whole=True)), (False, Later(5.0, "network", whole=True))],
            [90, 3, 3, 2, 1, 1],
        )[0]  # fmt: skip


async def test_a_thousand_people_in_a_storm_with_kills_end_in_exactly_one_end(tmp_path: Path) -> None:
    """Nobody gets a message twice unless the repeat is marked; every delivery ends in a recorded state."""
    storm, arrived = Storm(5), dict[int, list[OutgoingMessage]]()
    replies, bulk, ends = list[int](), set[int](), dict[int, str]()
    for life in range(KILLS + 1):
        async with road(tmp_path, FAST) as on:
            on.post.trouble, on.post.arrived = storm, on.post.arrived
            if life == 0:
                replies = await on.queue_all(range(PEOPLE // 2))
                bulk = set(await on.queue_all(range(PEOPLE // 2, PEOPLE), BROADCAST))
            await _lived(on, storm, killed=life < KILLS)
            for ident, messages in on.post.arrived.items():
                arrived.setdefault(ident, []).extend(messages)
            ends = await on.ends()
    assert set(ends.values()) == {"sent", "unknown", "unreachable", "refused"}
    assert [ident for ident in bulk if len(arrived.get(ident, ())) > 1] == []
    twice = {ident: arrived[ident] for ident in replies if len(arrived.get(ident, ())) > 1}
    assert all(len(messages) == 2 and messages[1].interrupted for messages in twice.values())
    assert [ident for ident, end in ends.items() if end == "sent" and ident not in arrived] == []
    assert len([end for end in ends.values() if end == "sent"]) > 0.9 * PEOPLE


async def _lived(on: Road, storm: Storm, *, killed: bool) -> None:
    # killed between the sending and the settling: some of the messages under way have arrived
    if not killed:
        while {"queued", "in_hand"} & set(await on.counted()):
            await on.go(5)
        return
    await on.go(storm.chance.uniform(3, 9))
    await on.sender.step()
    for _ in range(storm.chance.randrange(3)):
        await asyncio.sleep(0)
