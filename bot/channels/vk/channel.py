"""The channel of one VK community: sends messages and receives events."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.channels.files import Files
from bot.channels.network.network import SYSTEM, Network
from bot.channels.pace import VK_GATE
from bot.channels.port import OutgoingMessage, Received, SendResult, Take
from bot.channels.vk.callback import VkCallback
from bot.channels.vk.client.api import Api
from bot.channels.vk.dialogs import Dialogs
from bot.channels.vk.errors import CallFailed, unreceived
from bot.channels.vk.files import Uploads, downloaded
from bot.channels.vk.intake import VkIntake
from bot.channels.vk.poll import VkPoll
from bot.channels.vk.sender import VkSender
from bot.channels.vk.settings.confirmation import Confirmation
from bot.channels.vk.settings.reception import CallbackSettings, VkReception
from bot.channels.vk.watching.other_program import OtherProgram
from bot.clock import Clock
from storage.port.store import Store

LEAST = 90  #: urgency of a call for which nobody waits


class Vk:
    """A VK community as a Channel and a Receiver."""

    durable = True  #: VK does not store our position, so the bot stores `ts` after the events before it

    def __init__(
        self, account: str, token: str, group: int, store: Store, clock: Clock,
        *, url: str = "", private: str = "", polled: bool = True, network: Network = SYSTEM, pace: float = VK_GATE,
        again: str = "",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        """Create the parts without any network call.

        `private` is the text sent to group chats, and `again` is put above a message that may have arrived before, both
        in our markup. `polled` is False if VK calls our webhook instead.
        """
        self.account, self.group, self._polled = account, group, polled
        self.confirmation: Confirmation | None = None  #: set by `callback`
        self._api = Api(token, url, network=network, pace=pace, sleep=sleep)
        self._dialogs = Dialogs(account, store, clock)
        uploads = Uploads(self._api, Files(account, store))
        self._sender = VkSender(account, self._api, self._dialogs.clients, uploads, again=again)
        self._others = OtherProgram(account, store)
        self._intake = VkIntake(
            account, self._api, clock, self._dialogs, ours=self._sender.ours, others=self._others, private=private
        )
        self._poll = VkPoll(account, group, self._api, sleep=sleep)

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Send messages in few calls and return their results in order."""
        del account
        return await self._sender.send(messages)

    async def prepare(self) -> None:
        """Load the stored dialogs and check the token. Raises AccountRefusedError, UnansweredError."""
        await self._dialogs.load()
        await self.look()

    async def look(self) -> None:
        """Check the token. Raises AccountRefusedError, UnansweredError."""
        try:
            # the long poll needs an extra right of the token, which a community with a webhook may not have given
            await (self._poll.find() if self._polled else self._api.call("groups.getById", {"group_id": self.group}))
        except CallFailed as failed:
            raise unreceived(self.account, failed) from None

    async def receive(self, cursor: str) -> Received:
        """Wait for events by a long poll. Raises AccountRefusedError, UnansweredError."""
        await self._dialogs.keep()
        try:
            polled = await self._poll.after(cursor)
        except CallFailed as failed:
            raise unreceived(self.account, failed) from None
        received = self._intake.read(polled.updates, polled.ts, polled.aside)
        await self._others.look()
        return received

    async def download(self, source: str) -> bytes:
        """Return the bytes of a file that a person sent, by its address. Raises network errors."""
        return await downloaded(source, self._api.network)

    @property
    def warnings(self) -> Sequence[str]:
        """Return what is wrong with the community although the bot works: sentences for the owner."""
        return self._others.warnings

    def callback(self, take: Take, *, secret: str, confirmation: str = "") -> VkCallback:
        """Return the webhook of the community.

        `confirmation` is the code that VK expects when it checks the webhook's address. If it is empty, the bot
        requests the code from VK; for this the token needs the right to manage the community.
        """

        async def taken(received: Received) -> None:
            await take(received)
            await self._dialogs.keep()
            await self._others.look()

        self.confirmation = Confirmation(self.account, secret, self._code, code=confirmation)
        return VkCallback(self.account, self.group, self._intake, taken, self.confirmation)

    async def faults(self, callback: CallbackSettings) -> list[str]:
        """Return what the owner must change so that events arrive, one sentence for each fault. Raises CallFailed."""
        called = bool(self.confirmation and self.confirmation.was_called)
        return await VkReception(self.group, self._slowly, callback, started=True, called=called).faults()

    async def _slowly(self, method: str, **values: object) -> Any:
        return await self._api.call(method, values, LEAST)

    async def _code(self) -> str:
        # anybody can cause this call, so every other call goes before it
        found = await self._api.call("groups.getCallbackConfirmationCode", {"group_id": self.group}, LEAST)
        return str(found["code"])

    async def close(self) -> None:
        """Wait briefly for the background calls, then close the connections."""
        await self._intake.close()
        await self._dialogs.keep()
        await self._poll.close()
        self._api.close()
