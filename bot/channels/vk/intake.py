"""Events of one community, whichever way they came: what is the bot's to take, and what VK is told at once."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

import msgspec

from bot.channels import Received
from bot.channels.vk.api import Api
from bot.channels.vk.dialogs import Dialogs, once
from bot.channels.vk.errors import CallFailed
from bot.channels.vk.events import Heard, Press, Update, heard, key_of
from bot.channels.vk.format import formatted
from bot.clock import Clock
from storage.port.chats import ChatKey
from storage.port.store import Store

log = logging.getLogger(__name__)

ANSWERED = 1000  #: presses remembered, so that one that comes again is not answered twice
FAREWELL = 1.0  #: seconds that answers to presses may take when the bot stops


class Intake:
    """The events of one community on their way to the runner."""

    def __init__(
        self, account: str, api: Api, clock: Clock, dialogs: Dialogs,
        *, ours: Callable[[int], bool], private: str,
    ) -> None:  # fmt: skip
        """Keep the parts; `ours` knows the bot's own messages, `private` is what a chat of many people is told."""
        self._account, self._api, self._clock, self._dialogs = account, api, clock, dialogs
        self._ours, self._private = ours, private
        self._telling: set[asyncio.Task[None]] = set()
        self._answered: dict[str, None] = {}
        self._odd: dict[str, str] = {}

    def read(self, updates: Sequence[Update], cursor: str = "") -> Received:
        """Sort what came; presses are answered at once, chats of many told where to go, beside what is taken."""
        found = [each for update in updates if (each := self._heard(update))]
        for each in found:
            self._note(each)
        taken = [each.incoming for each in found if each.incoming and not self._for_a_human(each)]
        reach = {ChatKey(self._account, peer): can for peer, can in reachable(found).items()}
        return Received(taken, reach, cursor)

    async def lay_aside(self, store: Store) -> None:
        """Keep which events could not be read, before they are acknowledged."""
        odd, self._odd, now = self._odd, {}, self._clock.now()
        if not odd:
            return
        async with store.work() as work:
            for key in await work.updates.fresh(list(odd), now):
                await work.updates.lay_aside(key, ChatKey(self._account, ""), odd[key], now)

    async def close(self) -> None:
        """Wait a little until VK was told what there was to tell."""
        if self._telling:
            await asyncio.wait(self._telling, timeout=FAREWELL)

    def _heard(self, update: Update) -> Heard | None:
        try:
            return heard(self._account, update)
        except msgspec.DecodeError as error:
            key = key_of(self._account, update)
            log.error("event %s, %s, laid aside: %s", key, update.type, type(error).__name__)
            self._odd[key] = f"{type(error).__name__} in {update.type}"
            return None

    def _note(self, each: Heard) -> None:
        self._dialogs.shows(each.peer, each.client)
        if each.by_hand and not self._ours(each.random_id):
            self._dialogs.hush(each.peer)
        if each.press:
            self._press(each.press)
        if each.crowd and not self._dialogs.told(each.peer):
            self._later(self._invite(each.peer))

    def _press(self, press: Press) -> None:
        if press.event_id in self._answered:
            return
        self._answered[press.event_id] = None
        self._later(self._answer(press))
        if len(self._answered) > ANSWERED:
            del self._answered[next(iter(self._answered))]

    def _for_a_human(self, each: Heard) -> bool:
        # typed words are for whoever answers by hand; a button of the bot is for the bot
        return each.words and self._dialogs.quiet(each.peer)

    def _later(self, telling: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(telling)
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _answer(self, press: Press) -> None:
        # an empty answer: it only takes the spinner away, and is no use after a minute (B1)
        of = {"event_id": press.event_id, "user_id": press.user_id, "peer_id": press.peer_id}
        await self._quietly("messages.sendMessageEventAnswer", of)

    async def _invite(self, peer: str) -> None:
        said = formatted(self._private)
        marks = {"format_data": said.data} if said.data else {}
        number = once(peer, self._clock.now())
        await self._quietly("messages.send", {"peer_ids": peer, "random_id": number, "message": said.text, **marks})

    async def _quietly(self, method: str, values: Mapping[str, object]) -> None:
        try:
            await self._api.call(method, values)
        except CallFailed as failed:
            log.warning("account %s: %s: %s", self._account, method, failed.why)


def reachable(found: Sequence[Heard]) -> dict[str, bool]:
    """Give who can or cannot be written to after these events; who wrote since is left out: they can, as all know."""
    last: dict[str, bool] = {}
    for each in found:
        if each.reachable is not None:
            last[each.peer] = each.reachable
        elif each.incoming:
            last.pop(each.peer, None)
    return last
