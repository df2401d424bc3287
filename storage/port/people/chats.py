"""Chats: the session of each, and what is known of its person."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from flows.context.known import Known
from flows.values.session import Session


class ChatKey(NamedTuple):
    """Identifies a chat: the account (one community or bot of one channel), and the peer's id in it."""

    account: str
    peer: str


class ChatState(msgspec.Struct, frozen=True):
    """A chat with its session and what is known of its person."""

    chat: int
    key: ChatKey
    session: Session
    known: Known
    postponed: int = 0  #: how many of its events are postponed


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

        `used`: the chats that have just sent an update (default: all of `keys`). Each is marked as reachable, and
        as the last used chat of its person.

        `Known` holds the person's roles, their children with the newest record of each track, and their own tickets
        that are not closed. It also holds two kinds of tickets that the person may see, with all lines: those whose ids
        are in `tickets`, and those to which the session refers.
        """

    async def of_persons(
        self, persons: Sequence[str], now: datetime, tickets: Collection[str] = ()
    ) -> Mapping[str, ChatState]:
        """Return {person: state of the reachable chat that the person used last}.

        Persons without a reachable chat are left out. `tickets`: as in `load`.
        """

    async def person(self, key: ChatKey) -> str:
        """Return the id of a chat's person; empty if the chat does not exist."""

    async def others(self, person: str, but: ChatKey) -> Sequence[int]:
        """Return the ids of all chats of a person, except the chat `but`."""
