"""Converts the events of one community (from the long poll or the webhook) and answers some of them at once."""

import logging
from collections.abc import Callable, Sequence

import msgspec

from bot.channels.cosmetic import INVITED, PRESS_ANSWERED
from bot.channels.lately import Lately
from bot.channels.port import Received
from bot.channels.vk.client.api import Api
from bot.channels.vk.client.scripts import Call
from bot.channels.vk.dialogs import Dialogs, once
from bot.channels.vk.format import formatted
from bot.channels.vk.updates import Press, VkEvent, VkUpdate, key_of, read
from bot.channels.vk.watching.other_program import OtherProgram
from bot.clock import Clock
from storage.port.people.chats import ChatKey
from storage.port.store import Store

log = logging.getLogger(__name__)


class VkIntake:
    """Converts the events of one community to a batch of updates."""

    def __init__(
        self, account: str, api: Api, clock: Clock, dialogs: Dialogs,
        *, ours: Callable[[int], bool], others: OtherProgram, private: str,
    ) -> None:  # fmt: skip
        """Store the arguments. `ours(random_id)`: True if the bot sent it. `private`: the text for group chats."""
        self._account, self._api, self._clock, self._dialogs = account, api, clock, dialogs
        self._ours, self._others, self._private = ours, others, private
        self._answered, self._invited = Lately(), Lately()
        self._odd: dict[str, str] = {}

    def read(self, updates: Sequence[VkUpdate], cursor: str = "") -> Received:
        """Return events as one batch. Start background calls that confirm button presses and answer group chats."""
        found = [each for update in updates if (each := self._event(update))]
        for each in found:
            self._note(each)
        taken = [each.incoming for each in found if each.incoming and not self._for_a_human(each)]
        reach = {ChatKey(self._account, peer): can for peer, can in reachable(found).items()}
        return Received(taken, reach, cursor)

    async def lay_aside(self, store: Store) -> None:
        """Store the keys of new events that could not be decoded. Call this before the events are acknowledged."""
        odd, self._odd, now = self._odd, {}, self._clock.now()
        if not odd:
            return
        async with store.work() as work:
            for key in await work.updates.fresh(list(odd), now):
                await work.updates.lay_aside(key, ChatKey(self._account, ""), odd[key], now)

    async def close(self) -> None:
        """Wait briefly for the background calls."""
        await self._api.drained()

    def _event(self, update: VkUpdate) -> VkEvent | None:
        try:
            return read(self._account, update, self._api.network)
        except msgspec.DecodeError as error:
            key = key_of(self._account, update)
            log.error("event %s, %s, laid aside: %s", key, update.type, type(error).__name__)
            self._odd[key] = f"{type(error).__name__} in {update.type}"
            return None

    def _note(self, each: VkEvent) -> None:
        self._dialogs.shows(each.peer, each.client)
        if each.by_hand and not self._ours(each.random_id):
            self._dialogs.hush(each.peer)
        if each.random_id and not each.by_hand and not self._ours(each.random_id):
            self._others.note(each.peer, each.random_id)
        if each.press and self._answered.is_new(each.press.event_id):
            self._answer(each.press)
        if each.crowd and self._invited.is_new(each.peer):
            self._invite(each.peer)

    def _for_a_human(self, each: VkEvent) -> bool:
        # while staff answer by hand, typed messages are left to them; the bot still handles its own buttons
        return each.words and self._dialogs.quiet(each.peer)

    def _answer(self, press: Press) -> None:
        # an empty answer: it only removes the spinner, and is useless after a minute (B1)
        of = {"event_id": press.event_id, "user_id": press.user_id, "peer_id": press.peer_id}
        call, whom = Call("messages.sendMessageEventAnswer", of), ("press", press.user_id)
        self._api.cosmetic(call, whom=whom, what=bytes(press.payload), within=PRESS_ANSWERED)

    def _invite(self, peer: str) -> None:
        text = formatted(self._private)
        marks = {"format_data": text.data} if text.data else {}
        number = once(peer, self._clock.now())
        call = Call("messages.send", {"peer_ids": peer, "random_id": number, "message": text.text, **marks})
        self._api.cosmetic(call, whom=("crowd", peer), what="invitation", within=INVITED)


def reachable(found: Sequence[VkEvent]) -> dict[str, bool]:
    """Return {peer: True if the bot can write to the person}, from the events that allow or deny messages.

    If the same person wrote after such an event, the peer is left out: a message from a person already marks the chat
    as reachable.
    """
    last: dict[str, bool] = {}
    for each in found:
        if each.reachable is not None:
            last[each.peer] = each.reachable
        elif each.incoming:
            last.pop(each.peer, None)
    return last
