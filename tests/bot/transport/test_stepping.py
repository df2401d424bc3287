"""The account sender stepped by hand, as in the simulator: no pace, no task, the same rules for Unknown results."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.pace import BULK, UNLIMITED
from bot.channels.port import Later, OutgoingMessage, SendResult, Unknown
from bot.errors import AccountRefusedError
from bot.refusals import SENDING, Refusal
from tests.support.bot.paper_platform import road

REPLY, TICKET, REMINDER, BROADCAST = 0, 1, 2, 3


async def test_all_that_is_due_is_sent_at_once_and_settled(tmp_path: Path) -> None:
    async with road(tmp_path, UNLIMITED) as on:
        await on.queue_all(range(15), BROADCAST)
        await on.queue_all(range(100, 110))
        assert await on.sender.send_due() == 25
        assert not on.sender.under_way
        assert await on.counted() == {"sent": 25}


async def test_of_what_is_due_only_what_is_so_urgent_goes(tmp_path: Path) -> None:
    async with road(tmp_path, UNLIMITED) as on:
        for peer, urgency in enumerate((REPLY, TICKET, REMINDER, BROADCAST)):
            await on.queue(peer, urgency)
        assert await on.sender.send_due(least_urgent=BULK - 1) == 2
        assert {each.urgency for (each,) in on.post.arrived.values()} == {REPLY, TICKET}


async def test_a_few_are_sent_and_settled_and_the_rest_waits(tmp_path: Path) -> None:
    async with road(tmp_path, UNLIMITED) as on:
        await on.queue_all(range(5), BROADCAST)
        assert await on.sender.send_some(2) == 2
        assert await on.counted() == {"sent": 2, "queued": 3}


async def test_an_account_that_must_wait_goes_on_when_the_clock_was_moved(tmp_path: Path) -> None:
    """While the clock stands still, it does not retry endlessly."""
    async with road(tmp_path, UNLIMITED) as on:
        await on.queue(1)
        on.post.trouble = lambda _: (False, Later(7.0, "429", whole=True))
        assert await on.sender.send_due() == 1
        on.post.trouble = lambda _: (True, None)
        on.pass_by(6.9)
        assert await on.sender.send_due() == 0
        on.pass_by(0.2)
        assert await on.sender.send_due() == 1
        assert await on.counted() == {"sent": 1}


@pytest.mark.parametrize(("urgency", "end"), [(REPLY, "sent"), (REMINDER, "unknown"), (BROADCAST, "unknown")])
async def test_what_a_dead_process_had_in_hand_comes_again_only_for_people(
    tmp_path: Path, urgency: int, end: str
) -> None:
    async with road(tmp_path, UNLIMITED) as on:
        ident = await on.queue(1, urgency)
        await on.sender._send_handful(1, 9)  # the process dies before it settles
    async with road(tmp_path, UNLIMITED) as on:
        await on.sender.send_due()
        assert await on.ends() == {ident: end}


async def test_what_may_have_arrived_waits_for_the_clock(tmp_path: Path) -> None:
    async with road(tmp_path, UNLIMITED) as on:
        ident = await on.queue(1)
        answers: list[SendResult] = [Unknown("timeout")]
        on.post.trouble = lambda _: (True, answers.pop() if answers else None)
        assert await on.sender.send_due() == 1
        on.pass_by(60)
        assert await on.sender.send_due() == 1
        assert [each.interrupted for each in on.post.arrived[ident]] == [False, True]


async def test_a_refused_account_raises_and_keeps_its_queue(tmp_path: Path) -> None:
    async with road(tmp_path, replace(UNLIMITED, at_once=1)) as on:
        await on.queue(1)

        async def refused(account: str, messages: list[OutgoingMessage]) -> list[SendResult]:
            assert account
            return [Later(0, "401", whole=True, refusal=Refusal("Ключ отозван.", "", SENDING))] * len(messages)

        on.post.send = refused  # type: ignore[method-assign, assignment]
        with pytest.raises(AccountRefusedError):
            await on.sender.send_due()
        assert await on.counted() == {"queued": 1}
