"""Notices another program that answers people in the community's name: then everybody is answered twice.

VK sends `message_reply` for every message of the community (platform fact B1). A message is another program's if its
`random_id` is neither one of ours nor 0 (VK's own greeting), and no administrator wrote it by hand.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator

from bot.channels.vk.api_calls import random_id_of
from storage.port.delivery.deliveries import SentLately
from storage.port.people.chats import ChatKey
from storage.port.store import Store

log = logging.getLogger(__name__)

SPAN = 3600.0  #: seconds for which messages of another program are counted, and between two warnings in the log
ENOUGH = 3  #: messages within SPAN before the owner is warned
PENDING = 20  #: messages that await the look at the store; while more come, the first ones are enough
LATELY = 20_000  #: newest deliveries of the store among which a message of ours is looked for
PARTS = 10  #: parts of a long text that are looked for

WARNING = (
    "От имени сообщества {account} людям отвечает ещё одна программа, и каждый получает по два ответа. Это бот, "
    "запущенный второй раз с другой базой, или чужой сервис для сообществ. Оставьте одну программу."
)


class OtherProgram:
    """Counts the messages of other programs in one community."""

    def __init__(self, account: str, store: Store, ticks: Callable[[], float] = time.monotonic) -> None:
        """Start with no message counted. `ticks` returns the seconds of a monotonic clock."""
        self._account, self._store, self._ticks = account, store, ticks
        self._pending: dict[int, str] = {}
        self._seen: deque[float] = deque(maxlen=ENOUGH)
        self._warned = float("-inf")

    def note(self, peer: str, random_id: int) -> None:
        """Note a message that this process did not send; another process of ours, or an earlier one, may have."""
        if len(self._pending) < PENDING:
            self._pending[random_id] = peer

    async def look(self) -> None:
        """Look in the store whether the noted messages are ours, and warn in the log, at most once in SPAN."""
        pending, self._pending = self._pending, {}
        for number, peer in pending.items():
            if not await self._ours(peer, number):
                self._seen.append(self._ticks())
        if pending and self.warnings and self._ticks() - self._warned >= SPAN:
            self._warned = self._ticks()
            log.warning("%s", self.warnings[0])

    @property
    def warnings(self) -> list[str]:
        """Return the sentence for the owner, if another program sent ENOUGH messages within the last SPAN."""
        many = len(self._seen) == ENOUGH and self._ticks() - self._seen[0] < SPAN
        return [WARNING.format(account=self._account)] if many else []

    async def _ours(self, peer: str, number: int) -> bool:
        async with self._store.work() as work:
            lately = await work.delivery.lately(ChatKey(self._account, peer), LATELY)
        return any(number in _numbers(each) for each in lately)


def _numbers(each: SentLately) -> Iterator[int]:
    return (random_id_of(each.id, each.broadcast, part) for part in range(PARTS))
