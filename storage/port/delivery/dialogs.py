"""State of a dialog beside its session: reachability, what its client can show, until when it is kept quiet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from storage.port.people.chats import ChatKey


class Dialogs(Protocol):
    """Dialogs of an account. Unknown chats are ignored."""

    async def reach(self, key: ChatKey, *, reachable: bool) -> None:
        """Mark whether a chat can be written to. If not, its queued deliveries end as unreachable."""

    async def client(self, key: ChatKey, shows: str) -> None:
        """Store what a chat's client can show, in the channel's own format; empty: everything."""

    async def clients(self, account: str) -> Mapping[str, str]:
        """Return by peer what the clients of an account can show, for those that cannot show everything."""

    async def unburied(self, key: ChatKey) -> bool:
        """Return True if no message stands below the chat's screen, so that the screen can be edited in place."""

    async def hush(self, key: ChatKey, until: datetime) -> None:
        """Hold back reminders and broadcasts to a chat until a moment. Replies still go."""

    async def hushed(self, account: str, now: datetime) -> Mapping[str, datetime]:
        """Return by peer the chats of an account that are held back now, and until when."""
