"""Updates of the platforms: seen keys, failed updates, and the read position of each stream."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from storage.port.people.chats import ChatKey


class Updates(Protocol):
    """Incoming updates, by key."""

    async def fresh(self, keys: Sequence[str], now: datetime) -> frozenset[str]:
        """Mark updates as seen. Return the keys that were not seen before; a key given twice is returned once."""

    async def lay_aside(self, key: str, chat: ChatKey, error: str, now: datetime) -> None:
        """Record that an update could not be processed: its key, its chat and the kind of error, never its text."""

    async def cursor(self, account: str, value: str | None = None) -> str:
        """Return the read position of an account's stream of updates, after setting it if `value` is given.

        Empty: none.
        """
