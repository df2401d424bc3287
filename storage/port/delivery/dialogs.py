"""State of chats apart from their sessions: reachable or not, features of the client, end of the quiet time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from storage.port.people.chats import ChatKey


class Dialogs(Protocol):
    """State of chats apart from their sessions. A call for a chat that does not exist changes nothing."""

    async def reach(self, key: ChatKey, *, reachable: bool) -> None:
        """Store whether a chat can be written to. If it cannot, its queued deliveries end as unreachable."""

    async def client(self, key: ChatKey, shows: str) -> None:
        """Store what is special about the client of a chat, in the channel's own format. Empty `shows`: nothing.

        VK: the kinds of buttons that it supports. Telegram: the topic in which the person writes.
        """

    async def clients(self, account: str) -> Mapping[str, str]:
        """Return {peer: what is special about its client} for the chats of an account, without the usual ones."""

    async def unburied(self, key: ChatKey) -> bool:
        """True if no other message follows the chat's screen, so that the screen can be edited in place."""

    async def hush(self, key: ChatKey, until: datetime) -> None:
        """Store that a chat gets neither reminders nor broadcasts until the moment `until`. Replies are sent.

        The reason: a member of staff is answering the chat by hand.
        """

    async def hushed(self, account: str, now: datetime) -> Mapping[str, datetime]:
        """Return {peer: moment} for the chats of an account that get no reminder or broadcast until that moment.

        Only moments after `now` are returned.
        """
