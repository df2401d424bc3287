"""The topics of private chats (platform fact A7): whoever writes in a topic is answered there.

A reminder or a broadcast goes to the topic in which the person last wrote or pressed: there the bot's screens are.
"""

from collections.abc import Iterable

from bot.channels.telegram.updates import TelegramUpdate
from storage.port.people.chats import ChatKey
from storage.port.store import Store

LOST = ("message thread not found", "TOPIC_DELETED", "TOPIC_CLOSED", "TOPIC_ID_INVALID")  #: descriptions of a 400
_KEPT = "topic "  #: before the number of the topic, where the store keeps what a client shows


class Topics:
    """The topic of each chat of one account, without the chats that have none. A change is stored after its batch."""

    def __init__(self, account: str, store: Store) -> None:
        """Start without topics; `load` reads them from the store."""
        self._account, self._store = account, store
        self._topics: dict[str, int] = {}
        self._unkept: set[str] = set()

    async def load(self) -> None:
        """Load the topics that were stored before a restart."""
        async with self._store.work() as work:
            found = await work.dialogs.clients(self._account)
        kept = {peer: said.removeprefix(_KEPT) for peer, said in found.items() if said.startswith(_KEPT)}
        self._topics = {peer: int(topic) for peer, topic in kept.items() if topic.isdecimal()} | self._topics

    def of(self, peer: str) -> int:
        """Return the topic of a chat; 0 if the chat has none."""
        return self._topics.get(peer, 0)

    def note(self, updates: Iterable[TelegramUpdate]) -> None:
        """Record where the people of these updates wrote or pressed."""
        for update in updates:
            if update.message and update.message.chat.type == "private":
                self._set(update.message.chat.id, update.message.topic)
            elif update.callback_query and (under := update.callback_query.message) and under.date:
                self._set(under.chat.id, under.topic)

    def forget(self, peer: str) -> None:
        """Record that the topic of a chat was deleted."""
        self._set(int(peer), 0)

    def _set(self, chat: int, topic: int) -> None:
        peer = str(chat)
        if self._topics.get(peer, 0) == topic:
            return
        self._topics[peer] = topic
        self._unkept.add(peer)
        if not topic:
            del self._topics[peer]

    async def keep(self) -> None:
        """Store the changes. Call this after the commit of the events that caused them, which creates the chats."""
        if not self._unkept:
            return
        peers, self._unkept = self._unkept, set()
        async with self._store.work() as work:
            for peer in peers:
                topic = self.of(peer)
                await work.dialogs.client(ChatKey(self._account, peer), f"{_KEPT}{topic}" if topic else "")
