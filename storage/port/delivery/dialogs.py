"""State of a dialog beside its session: whether it can be reached, what its client supports, until when it is quiet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from storage.port.people.chats import ChatKey


class Dialogs(Protocol):
    """State of dialogs. A chat that does not exist is ignored."""

    async def reach(self, key: ChatKey, *, reachable: bool) -> None:
        """Store whether a chat can be written to. If it cannot, its queued deliveries end as unreachable."""

    async def client(self, key: ChatKey, shows: str) -> None:
        """Store what the client of a chat supports, in the channel's own format. Empty: everything."""

    async def clients(self, account: str) -> Mapping[str, str]:
        """Return {peer: abilities} for the chats of an account whose client does not support everything."""

    async def unburied(self, key: ChatKey) -> bool:
        """True if no other message follows the chat's screen, so that the screen can be edited in place."""

    async def hush(self, key: ChatKey, until: datetime) -> None:
        """Send no reminders and broadcasts to a chat until the moment `until`. Replies are sent.

        The reason: a member of staff is answering the chat by hand.
        """

    async def hushed(self, account: str, now: datetime) -> Mapping[str, datetime]:
        """Return {peer: moment} for the chats of an account that get no reminders and broadcasts until that moment.

        Only moments after `now` are returned.
        """
