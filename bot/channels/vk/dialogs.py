"""Dialogs of a community that need special treatment: clients that show less, people answered by hand, group chats."""

import zlib
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.channels.vk.keyboard import CALLBACK
from bot.clock import Clock
from storage.port.people.chats import ChatKey
from storage.port.store import Store

SILENCE = timedelta(hours=24)  #: after somebody of the school answered by hand
ONCE = timedelta(hours=24)  #: a chat of many people is told once a day where to write
CROWDS = 1000  #: such chats remembered, in memory only: nothing is kept of them


class Dialogs:
    """What intake and sender of one account know of its dialogs; read from the store once, then kept in memory."""

    def __init__(self, account: str, store: Store, clock: Clock) -> None:
        """Start empty; `load` reads the store."""
        self._account, self._store, self._clock = account, store, clock
        self.clients: dict[str, str] = {}  #: by peer, of those whose client cannot show everything
        self._quiet: dict[str, datetime] = {}
        self._crowds: OrderedDict[str, datetime] = OrderedDict()
        self._unkept: set[str] = set()

    async def load(self) -> None:
        """Read what was kept before a restart."""
        async with self._store.work() as work:
            self.clients.update(await work.dialogs.clients(self._account))
            self._quiet.update(await work.dialogs.hushed(self._account, self._clock.now()))

    def quiet(self, peer: str) -> bool:
        """Return True while somebody of the school answers this dialog by hand."""
        until = self._quiet.get(peer)
        return until is not None and self._clock.now() < until

    def shows(self, peer: str, client: str) -> None:
        """Remember what a client can show."""
        if client and self.clients.get(peer, CALLBACK) != client:
            self.clients[peer] = client
            self._unkept.add(peer)
        if client == CALLBACK:
            self.clients.pop(peer, None)

    def hush(self, peer: str) -> None:
        """Leave a dialog to a human for SILENCE from now on."""
        self._quiet[peer] = self._clock.now() + SILENCE
        self._unkept.add(peer)

    async def keep(self) -> None:
        """Store what is new. Call it after the commit of the events it came with: only then the store has the chat."""
        peers, self._unkept = self._unkept, set()
        if not peers:
            return
        async with self._store.work() as work:
            for key in (ChatKey(self._account, peer) for peer in peers):
                await work.dialogs.client(key, self.clients.get(key.peer, ""))
                if self.quiet(key.peer):
                    await work.dialogs.hush(key, self._quiet[key.peer])

    def told(self, crowd: str) -> bool:
        """Return True if a group chat was told within a day where to write; otherwise remember that it is told now."""
        now, before = self._clock.now(), self._crowds.get(crowd)
        if before and now < before + ONCE:
            return True
        self._crowds[crowd] = now
        while len(self._crowds) > CROWDS:
            self._crowds.popitem(last=False)
        return False


def once(peer: str, day: datetime) -> int:
    """Return the `random_id` of the day's one sentence to a group chat."""
    return (zlib.crc32(f"{peer}/{day:%Y-%m-%d}".encode()) & 0x7FFFFFFF) or 1
