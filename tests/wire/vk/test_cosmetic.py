"""Calls of VK that carry no message: answers to presses, sentences to groups, removed buttons; a clock set back."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.channels.cosmetic import MOST_OF_ONE
from bot.channels.port import OutgoingMessage, Sent
from bot.channels.vk.channel import Vk
from bot.channels.vk.client.scripts import TOGETHER
from bot.clock import MovedClock
from bot.messages.screen import Key, Screen
from tests.support.empty_store import opened_at
from tests.support.wire import vk_events as vk
from tests.support.wire.fake_vk import GROUP, TOKEN, FakeVk, Fault
from tests.support.wire.vk_bot import ACCOUNT, PRIVATE, no_sleep
from tests.support.wire.vk_conformance import faults
from tests.support.world import MONDAY

KEYS = ((Key("Готово", "v1:done"),),)
CROWD = 2_000_000_007


class Community:
    """The channel on a fake VK."""

    def __init__(self, fake: FakeVk, channel: Vk) -> None:
        self.fake, self.channel, self._number = fake, channel, 0

    async def takes(self, *events: dict[str, object]) -> None:
        """Receive events in one poll."""
        before = len(self.fake.updates)
        for event in events:
            self.fake.happen(event)
        await self.channel.receive(str(before))

    async def sends(self, *peers: int, strip: str = "") -> list[str]:
        """Send a screen to each; return the ids of the messages."""
        self._number += len(peers)
        screen = Screen(f"Ёлка {self._number}", KEYS)
        messages = [OutgoingMessage(self._number + n, str(n), screen, 0, strip=strip) for n in peers]
        ends = await self.channel.send(ACCOUNT, messages)
        return [end.message for end in ends if isinstance(end, Sent)]

    async def drained(self) -> None:
        """Wait for the calls in the background."""
        await self.channel._api.drained()


@pytest.fixture
async def community(tmp_path: Path) -> AsyncIterator[Community]:
    """Open the channel; check every call at the end."""
    store = await opened_at(tmp_path / "vk.db")
    async with FakeVk() as fake:
        channel = Vk(
            ACCOUNT, TOKEN, GROUP, store, MovedClock(MONDAY), url=fake.url, private=PRIVATE, pace=0, sleep=no_sleep
        )
        yield Community(fake, channel)
        await channel.close()
        await store.close()
        assert faults(fake.calls) == []


async def test_the_presses_of_many_are_answered_25_a_call(community: Community) -> None:
    people = 100
    await community.takes(*(vk.pressed(peer, {"p": "v1:done"}) for peer in range(1, people + 1)))
    await community.drained()
    assert len(community.fake.answered) == people
    assert len(community.fake.of("execute")) <= people / TOGETHER + 1


async def test_one_person_who_presses_without_end_has_a_few_answers_waiting(community: Community) -> None:
    """The newest press of a button is answered, whichever of them VK shows a spinner for."""
    await community.takes(*(vk.pressed(7, {"p": f"v1:done{n % 10}"}) for n in range(1000)))
    await community.drained()
    assert 0 < len(community.fake.answered) <= 2 * MOST_OF_ONE
    assert community.fake.updates[-1]["object"]["event_id"] in community.fake.answered


async def test_answers_ride_with_replies_and_cost_no_call_of_their_own(community: Community) -> None:
    """Replies to people, and the answers to their presses, in one call."""
    held, fake = threading.Event(), community.fake
    await community.channel.prepare()
    blocking = asyncio.ensure_future(community.channel._api._queue.call(partial(held.wait, 10)))
    await asyncio.sleep(0)
    await community.takes(*(vk.pressed(peer, {"p": "v1:done"}) for peer in range(1, 6)))
    replies = asyncio.ensure_future(community.sends(*range(1, 6)))
    for _ in range(50):
        await asyncio.sleep(0)
    held.set()
    await asyncio.gather(blocking, replies)
    await community.drained()
    assert (len(fake.of("execute")), len(fake.answered)) == (1, 5)


async def test_an_answer_that_vk_refuses_spoils_no_reply(community: Community) -> None:
    community.fake.faults.append(("in execute: messages.sendMessageEventAnswer", Fault(code=100)))
    await community.takes(vk.pressed(1, {"p": "v1:done"}))
    assert len(await community.sends(1, 2, 3)) == 3
    await community.drained()


async def test_buttons_that_stayed_are_removed_with_the_next_screen(community: Community) -> None:
    """The removal failed: it is tried again, so that a chat does not keep two living keyboards."""
    (first,) = await community.sends(1)
    community.fake.faults.append(("execute", Fault(status=502)))
    (second,) = await community.sends(1, strip=first)
    await community.drained()
    assert [len(each.buttons()) for each in community.fake.shown(1)] == [1, 1]
    await community.sends(1, strip=second)
    await community.drained()
    assert [len(each.buttons()) for each in community.fake.shown(1)] == [0, 0, 1]


async def test_a_group_whose_sentence_failed_is_not_told_again(community: Community) -> None:
    community.fake.faults.append(("execute", Fault(status=502)))
    await community.takes(*(vk.wrote(CROWD, f"Кто знает? {n}") for n in range(20)))
    await community.drained()
    await community.takes(vk.wrote(CROWD, "А теперь?"))
    await community.drained()
    assert (community.fake.shown(CROWD), community.fake.http) == ([], 2)  # the poll server, and the sentence


@pytest.mark.parametrize("back", [90.0, 86_400.0])
async def test_a_clock_that_is_set_back_delays_no_call(
    community: Community, monkeypatch: pytest.MonkeyPatch, back: float
) -> None:
    """vk_api sleeps for a difference of the machine's time."""
    await community.sends(1)
    slept: list[float] = []
    real = time.time
    with monkeypatch.context() as changed:
        changed.setattr(time, "time", lambda: real() - back)
        changed.setattr(time, "sleep", slept.append)
        assert len(await community.sends(2)) == 1
    assert slept == []
