"""A person's chat with a VK community, as their phone shows it; the bot polls VK or has a webhook."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import ClientError, ClientSession

from tests.support.wire import vk_events as vk
from tests.support.wire.fake_vk import SECRET, FakeVk, Json


class VkPhone:
    """One phone with VK on it."""

    def __init__(self, fake: FakeVk, peer: int, webhook: str = "") -> None:
        self._fake, self.peer, self._webhook = fake, peer, webhook

    async def come(self, code: str) -> None:
        """Open the chat by a link with a code."""
        await self._happen(vk.started(self.peer, code))

    async def write(self, text: str) -> None:
        """Send a text to the community."""
        await self._happen(vk.wrote(self.peer, text))

    async def press(self, label: str) -> None:
        """Press the newest button whose label begins with `label`; wait until there is one."""
        await self._fake.until(lambda: self._payload(label) is not None)
        await self._happen(vk.pressed(self.peer, self._payload(label) or {}))

    async def reads(self, words: str) -> None:
        """Wait until the newest message contains these words."""
        await self._fake.until(lambda: words in self.last)

    @property
    def arrivals(self) -> int:
        """Return the number of arrived messages, edits included."""
        return self._fake.arrived[self.peer]

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until a condition on the calls carried out is true."""
        await self._fake.until(true)

    @property
    def last(self) -> str:
        """Return the text of the newest message, empty if there is none."""
        shown = self._fake.shown(self.peer)
        return shown[-1].text if shown else ""

    def _payload(self, label: str) -> Json | None:
        buttons = (button for message in reversed(self._fake.shown(self.peer)) for button in message.buttons())
        named = (each for each in buttons if each["label"].replace("\u00a0", " ").startswith(label))
        return next((json.loads(each["payload"]) for each in named), None)

    async def _happen(self, update: Json) -> None:
        if self._webhook:
            assert await call(self._webhook, {**update, "secret": SECRET}) == "ok"
        else:
            self._fake.happen(update)


async def call(webhook: str, body: Json) -> str:
    """Call the bot's webhook; retry until it listens."""
    async with ClientSession() as http:
        for _ in range(200):
            try:
                async with http.post(webhook, json=body) as answer:
                    return await answer.text()
            except ClientError:  # the process is still starting
                await asyncio.sleep(0.05)
    raise AssertionError(webhook)
