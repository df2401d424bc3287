"""The intake: webhook requests that come one by one are committed together, and each is answered after its commit."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from bot.app.supervisor import Supervisor
from bot.app.wiring import Content
from bot.channels.incoming import Incoming
from bot.channels.port import Received, Receiver
from bot.clock import MovedClock
from bot.errors import AccountRefusedError, UnansweredError
from bot.refusals import Refusal, Rest
from bot.simulator.sample import ACCOUNT, PARENT, SECOND
from bot.simulator.simulator import Simulator
from bot.transport.intake import Intake, together
from flows.values.events import Said
from storage.port.people.chats import ChatKey
from tests.support.world import MONDAY, world

REQUESTS = 60


@pytest.fixture
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    async with world(shipped, tmp_path) as on:
        yield on


def request(number: int) -> Received:
    """Return one update of one person."""
    chat = ChatKey(ACCOUNT, f"guest-{number % 20}")
    return Received([Incoming(f"page:{number}", chat, Said("/помощь"))])


async def test_requests_that_come_during_a_commit_are_committed_together(simulator: Simulator) -> None:
    """Sixty updates take only a few commits; each caller is answered, and each of twenty chats gets its last screen."""
    runner, commits = simulator.program.runner, 0

    def kept() -> None:
        nonlocal commits
        commits += 1

    runner.on_commit = kept
    intake = Intake(ACCOUNT, cast(Receiver, None), runner, simulator.program.store)
    first = [asyncio.ensure_future(intake.take_request(request(number))) for number in range(REQUESTS // 2)]
    await first[0]
    assert all(each.done() for each in first)
    await asyncio.gather(*(intake.take_request(request(number)) for number in range(REQUESTS // 2, REQUESTS)))
    assert commits == 2
    await simulator.program.settle()
    assert [len(simulator.phones.bubbles(f"guest-{n}")) for n in range(20)] == [1] * 20
    await intake.finish(1)


async def test_a_request_that_was_not_kept_raises(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full: the platform must send the update again; later there is space."""
    intake = Intake(ACCOUNT, cast(Receiver, None), simulator.program.runner, simulator.program.store)
    with monkeypatch.context() as full:
        full.setattr(type(simulator.program.store), "work", lambda _: (_ for _ in ()).throw(OSError("full")))
        ends = await asyncio.gather(*(intake.take_request(request(n)) for n in range(3)), return_exceptions=True)
    assert [type(each) for each in ends] == [OSError] * 3
    await intake.take_request(request(1))
    await simulator.program.settle()
    assert len(simulator.phones.bubbles("guest-1")) == 1


def test_who_wrote_after_they_denied_can_be_written_to() -> None:
    """A person who denied messages after writing cannot."""
    wrote = [Received([Incoming(who.peer, who.chat, Said("ё"))]) for who in (PARENT, SECOND)]
    denied = [Received(reach={who.chat: False}) for who in (PARENT, SECOND)]
    joined = together([wrote[0], denied[0], denied[1], wrote[1]])
    assert ([each.chat for each in joined.incoming], joined.reach) == ([PARENT.chat, SECOND.chat], {PARENT.chat: False})


class Scripted:
    """A receiver whose preparation always succeeds, and whose polls and looks follow a script."""

    durable = False

    def __init__(self, *script: Exception | None) -> None:
        """Each poll or look fails with the next error of `script`, None is a success; after it, nothing ends."""
        self._script, self.prepared, self.over = iter(script), 0, asyncio.Event()

    async def prepare(self) -> None:
        """Succeed."""
        self.prepared += 1

    async def look(self) -> None:
        """Follow the script."""
        for step in self._script:
            if step:
                raise step
            return
        self.over.set()
        await asyncio.Event().wait()

    async def receive(self, cursor: str) -> Received:
        """Follow the script."""
        assert cursor == ""
        await self.look()
        return Received()

    async def download(self, source: str) -> bytes:
        """Return nothing: no file is sent here."""
        raise NotImplementedError

    async def close(self) -> None:
        """Do nothing."""


async def supervised(simulator: Simulator, receiver: Scripted, *, webhook: bool = False) -> tuple[list[float], str]:
    """Run an intake under supervision to the end of the script. Return the sleeps and the state at the end."""
    naps = list[float]()

    async def sleep(seconds: float) -> None:
        naps.append(seconds)

    intake = Intake(ACCOUNT, receiver, simulator.program.runner, simulator.program.store, sleep=sleep)
    supervisor = Supervisor(MovedClock(MONDAY), sleep)
    supervisor.start(ACCOUNT, intake.attend if webhook else intake.poll, ACCOUNT)
    await receiver.over.wait()
    await supervisor.stop()
    return naps, supervisor.report()[ACCOUNT]["state"]


async def test_a_poll_that_fails_at_once_is_tried_later_and_later(simulator: Simulator) -> None:
    """Only an answer to a poll resets the back-off: the preparation before it succeeds each time."""
    naps, state = await supervised(simulator, Scripted(*[UnansweredError("garbled")] * 8))
    assert (naps, state) == ([1, 2, 4, 8, 16, 32, 60, 60], "waits")
    naps, state = await supervised(simulator, Scripted(*[UnansweredError("garbled")] * 3, None, OSError(), None))
    assert (naps, state) == ([1, 2, 4, 1], "works")


async def test_an_account_with_a_webhook_is_looked_at_and_prepared_again_after_a_refusal(simulator: Simulator) -> None:
    """Another program set the webhook to its own address: ours is set again after the rest."""
    taken = Refusal("Адрес сменила другая программа.", "Адрес снова наш.", Rest(60, 60))
    receiver = Scripted(None, AccountRefusedError(ACCOUNT, taken), None)
    naps, state = await supervised(simulator, receiver, webhook=True)
    assert (naps, receiver.prepared, state) == ([600, 600, 60, 600, 600], 2, "works")
