"""The bot with one community on the fake VK: people write and press, and the channel uses loopback HTTP."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.app.wiring import Content, Program, assemble
from bot.channels.port import Received
from bot.channels.vk.channel import Vk
from bot.clock import MovedClock
from bot.transport.intake import Intake
from storage.port.people.chats import ChatKey
from tests.support.empty_store import opened_at
from tests.support.wire import vk_events as vk
from tests.support.wire.fake_vk import GROUP, TOKEN, FakeVk, Json, Message
from tests.support.wire.vk_conformance import faults
from tests.support.world import MONDAY

ACCOUNT = f"vk:{GROUP}"
PRIVATE = "Пишите мне лично: https://vk.me/club213"
MUM, ADMIN = 1001, 1002


async def no_sleep(_: float) -> None:
    """Return at once instead of sleeping."""


class VkBot:
    """The bot, the fake VK, and the actions of people."""

    def __init__(self, of: Program, channel: Vk, fake: FakeVk, clock: MovedClock) -> None:
        self.program, self.channel, self.fake, self.clock = of, channel, fake, clock

    async def poll(self) -> Received:
        """Take the result of one poll as an account's intake does: the cursor moves after the commit."""
        async with self.program.store.work() as work:
            cursor = await work.updates.cursor(ACCOUNT)
        received = await self.channel.receive(cursor)
        await self.take(received)
        return received

    async def take(self, received: Received) -> None:
        """Process what was received, and send the replies."""
        await Intake(ACCOUNT, self.channel, self.program.runner, self.program.store).take(received)
        await self.program.settle()

    async def happens(self, *updates: Json) -> None:
        """Process the updates, then all work that is due at once."""
        for update in updates:
            self.fake.happen(update)
        await self.poll()

    async def writes(self, peer: int, text: str) -> None:
        """Send a text as a person."""
        await self.happens(vk.wrote(peer, text))

    async def presses(self, peer: int, label: str) -> None:
        """Press the button with this label, looking at the newest message first."""
        await self.happens(vk.pressed(peer, self.payload(peer, label)))

    def payload(self, peer: int, label: str) -> Json:
        """Return the payload of the button with this label."""
        for message in reversed(self.fake.shown(peer)):
            for button in message.buttons():
                if button["label"].replace("\u00a0", " ") == label:
                    return json.loads(button["payload"])  # type: ignore[no-any-return]
        raise AssertionError(label, [each.text for each in self.fake.shown(peer)])

    def last(self, peer: int) -> Message:
        """Return the newest message of a phone."""
        return self.fake.shown(peer)[-1]

    def pass_time(self, minutes: float) -> None:
        """Advance the clock."""
        self.clock.set(self.clock.now() + timedelta(minutes=minutes))

    async def session(self, peer: int) -> tuple[str, str]:
        """Return the flow and the state of a chat."""
        key = ChatKey(ACCOUNT, str(peer))
        async with self.program.store.work() as work:
            session = (await work.chats.load([key], self.clock.now(), used=()))[key].session
        return session.flow, session.state


@asynccontextmanager
async def vk_bot(of: Content, folder: Path, schools: Sequence[str] = ("vylgort",)) -> AsyncIterator[VkBot]:
    """Open the bot on a fake VK; at the end, check every call it made."""
    clock = MovedClock(MONDAY)
    store = await opened_at(folder / "vk.db")
    async with FakeVk(lambda: clock.now().timestamp()) as fake:
        channel = Vk(ACCOUNT, TOKEN, GROUP, store, clock, url=fake.url, private=PRIVATE, pace=0, sleep=no_sleep)
        async with store.work() as work:
            for school in schools:
                await work.setup.establish(school, "3Б", clock.now(), "demo-3b")
        made = VkBot(assemble(of, store, clock, {ACCOUNT: channel}), channel, fake, clock)
        try:
            await channel.prepare()
            await made.poll()
            yield made
        finally:
            await made.channel.close()
            await channel.close()
            await store.close()
        wrong = faults(fake.calls)
        assert not wrong, wrong
