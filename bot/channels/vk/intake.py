"""Converts the events of one community (from the long poll or the webhook) and answers some of them at once."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

from bot.channels.cosmetic import INVITED, PRESS_ANSWERED
from bot.channels.incoming import Incoming
from bot.channels.lately import Lately
from bot.channels.port import LaidAside, Received
from bot.channels.reading.batch import reason
from bot.channels.vk.answers import author
from bot.channels.vk.client.api import Api
from bot.channels.vk.client.scripts import Call
from bot.channels.vk.dialogs import Dialogs, once
from bot.channels.vk.format import formatted
from bot.channels.vk.updates import Press, VkEvent, VkUpdate, key_of, read
from bot.channels.vk.watching.other_program import OtherProgram
from bot.clock import Clock
from flows.values.events import Event
from storage.port.people.chats import ChatKey

log = logging.getLogger(__name__)

LINKS = 1000  #: people whose last link is kept in memory


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
        self._links: OrderedDict[str, tuple[Event, str]] = OrderedDict()

    def read(self, updates: Sequence[VkUpdate], cursor: str = "", aside: Sequence[LaidAside] = ()) -> Received:
        """Return events as one batch. Start background calls that confirm button presses and answer group chats.

        `aside`: the events that cannot be read. Those of an unexpected shape are added to them.
        """
        found, odd = self._events(updates)
        for each in found:
            self._note(each)
        taken = [incoming for each in found for incoming in self._incoming(each)]
        reach = {ChatKey(self._account, peer): can for peer, can in reachable(found).items()}
        return Received(taken, reach, cursor, [self._noticed(each) for each in (*aside, *odd)])

    async def close(self) -> None:
        """Wait briefly for the background calls."""
        await self._api.drained()

    def _events(self, updates: Sequence[VkUpdate]) -> tuple[list[VkEvent], list[LaidAside]]:
        found: list[VkEvent] = []
        odd: list[LaidAside] = []
        for update in updates:
            try:
                event = read(self._account, update)
            except Exception as error:  # noqa: BLE001 an edge: one odd event must not stop the others
                text = f'"type":"{update.type}",{bytes(update.object).decode("utf-8", "replace")}'
                odd.append(LaidAside(key_of(self._account, update), f"{reason(error)} in {update.type}", author(text)))
            else:
                found += [event] if event else []
        return found, odd

    def _noticed(self, each: LaidAside) -> LaidAside:
        # staff answer this dialog by hand: the bot keeps quiet
        return each._replace(peer="") if each.peer and self._dialogs.quiet(each.peer) else each

    def _incoming(self, each: VkEvent) -> Iterator[Incoming]:
        if each.link and self._brings(each.link):
            yield each.link
        if each.incoming and not self._for_a_human(each):
            yield each.incoming

    def _brings(self, link: Incoming) -> bool:
        # VK repeats the `ref` of a link beside the words that follow (B2): the same link is followed once
        peer, came = link.chat.peer, (link.event, link.key)
        before = self._links.pop(peer, came)
        self._links[peer] = came if before[0] != link.event else before
        while len(self._links) > LINKS:
            self._links.popitem(last=False)
        return self._links[peer] == came

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
        elif each.incoming or each.link:
            last.pop(each.peer, None)
    return last
