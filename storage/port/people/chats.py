"""Chats and the persons in them: where each stands and what is known of its person."""

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
    """Where a chat stands and what is known of its person."""

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
        """Return where chats stand. A chat that was never met is created, with a new person.

        The chats in `used` (None: all of them) were written from just now: they become reachable and the last used.

        `Known` holds the person's roles, children with the newest record of each track, their own tickets that are not
        closed, and, of `tickets` and the tickets their sessions are about, those they may see, with all lines.
        """

    async def of_persons(
        self, persons: Sequence[str], now: datetime, tickets: Collection[str] = ()
    ) -> Mapping[str, ChatState]:
        """Return where persons stand, in the reachable chat each used last. Persons without one are left out."""

    async def person(self, key: ChatKey) -> str:
        """Return the person of a chat; empty if the chat was never met."""

    async def others(self, person: str, but: ChatKey) -> Sequence[int]:
        """Return the ids of a person's chats except one."""
