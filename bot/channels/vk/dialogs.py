"""Dialogs of a community that need special treatment.

They are dialogs whose client supports fewer kinds of buttons, and dialogs that staff answer by hand.
"""

import zlib
from datetime import datetime, timedelta

from bot.channels.vk.keyboard import CALLBACK
from bot.clock import Clock
from storage.port.people.chats import ChatKey
from storage.port.store import Store

SILENCE = timedelta(hours=24)  #: how long the bot stays silent in a dialog after a member of staff wrote there


class Dialogs:
    """The special dialogs of one account. They are loaded once; then each change is made in memory and stored."""

    def __init__(self, account: str, store: Store, clock: Clock) -> None:
        """Start without dialogs; `load` reads them from the store."""
        self._account, self._store, self._clock = account, store, clock
        self.clients: dict[str, str] = {}  #: {peer: TEXT or NONE}, for the peers whose client does not support CALLBACK
        self._quiet: dict[str, datetime] = {}
        self._unkept: set[str] = set()

    async def load(self) -> None:
        """Load the dialogs that were stored before a restart."""
        async with self._store.work() as work:
            self.clients.update(await work.dialogs.clients(self._account))
            self._quiet.update(await work.dialogs.hushed(self._account, self._clock.now()))

    def quiet(self, peer: str) -> bool:
        """Return True while staff answer this dialog by hand, so typed messages are ignored."""
        until, now = self._quiet.get(peer), self._clock.now()
        if until is not None and until > now + SILENCE:  # the clock ran ahead and was set back
            until = self._quiet[peer] = now + SILENCE
        return until is not None and now < until

    def shows(self, peer: str, client: str) -> None:
        """Record the kind of buttons that the person's client shows: CALLBACK, TEXT or NONE.

        If `client` is empty, do nothing.
        """
        if client and self.clients.get(peer, CALLBACK) != client:
            self.clients[peer] = client
            self._unkept.add(peer)
        if client == CALLBACK:
            self.clients.pop(peer, None)

    def hush(self, peer: str) -> None:
        """Ignore typed messages in a dialog for the next 24 hours, because staff answer it by hand."""
        self._quiet[peer] = self._clock.now() + SILENCE
        self._unkept.add(peer)

    async def keep(self) -> None:
        """Store the changes made in memory since the last call.

        Call this after the commit of the events that caused them, because it creates the chats in the store.
        """
        peers, self._unkept = self._unkept, set()
        if not peers:
            return
        async with self._store.work() as work:
            for key in (ChatKey(self._account, peer) for peer in peers):
                await work.dialogs.client(key, self.clients.get(key.peer, ""))
                if self.quiet(key.peer):
                    await work.dialogs.hush(key, self._quiet[key.peer])


def once(peer: str, day: datetime) -> int:
    """Return the `random_id` of the message to a group chat. It is the same during the whole `day`."""
    return (zlib.crc32(f"{peer}/{day:%Y-%m-%d}".encode()) & 0x7FFFFFFF) or 1
