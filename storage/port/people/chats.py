"""Chats, the state of each, and what is known of its person."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from flows.context.known import Known
from flows.values.session import Session


class ChatKey(NamedTuple):
    """Which chat: the account (one community or bot of one channel) and the peer's id there."""

    account: str
    peer: str


class ChatState(msgspec.Struct, frozen=True):
    """A chat with its session and what is known of its person."""

    chat: int
    key: ChatKey
    session: Session
    known: Known


class Chats(Protocol):
    """Chats by account and peer."""

    async def load(
        self,
        keys: Sequence[ChatKey],
        now: datetime,
        tickets: Collection[str] = (),
        *,
        used: Collection[ChatKey] | None = None,
    ) -> Mapping[ChatKey, ChatState]:
        """Return the states of chats. A chat that does not exist is created, with a new person.

        The chats in `used` (None: all of them) have just sent an update: each becomes reachable and the last used chat
        of its person.

        `Known` holds the person's roles, their children with the newest record of each track, and their own
        tickets that are not closed. It also holds those of `tickets`, and of the tickets the session is about, that
        the person may see, with all lines.
        """

    async def of_persons(
        self, persons: Sequence[str], now: datetime, tickets: Collection[str] = ()
    ) -> Mapping[str, ChatState]:
        """Return the state of the reachable chat each person used last.

        Persons without a reachable chat are left out.
        """

    async def person(self, key: ChatKey) -> str:
        """Return the person of a chat; empty if the chat does not exist."""

    async def others(self, person: str, but: ChatKey) -> Sequence[int]:
        """Return the ids of a person's chats except one."""
