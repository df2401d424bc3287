"""Updates of the platforms: which were seen, which failed, and how far each stream has been read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from storage.port.people.chats import ChatKey


class Updates(Protocol):
    """Incoming updates of the platforms. Each is identified by a key."""

    async def fresh(self, keys: Sequence[str], now: datetime) -> frozenset[str]:
        """Mark updates as seen, and return the keys of those that were not seen before.

        A key that occurs twice in `keys` is returned once.
        """

    async def lay_aside(self, key: str, chat: ChatKey, error: str, now: datetime) -> None:
        """Record that an update could not be processed: its key, its chat and the kind of error, never its text."""

    async def cursor(self, account: str, value: str | None = None) -> str:
        """Return the read position in the stream of updates of an account; empty if there is none.

        If `value` is given, it is stored first.
        """
