"""Postponed events: those of a chat whose file is being downloaded, in the order in which they came."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from flows.values.events import Event
from storage.port.people.chats import ChatKey


class PostponedRow(NamedTuple):
    """An event to store. `key` identifies its update. `fetch` describes its file, in the format of the caller."""

    id: int
    chat: int
    key: str
    event: Event
    fetch: str


class PostponedEvent(NamedTuple):
    """A stored event with its chat."""

    id: int
    chat: ChatKey
    key: str
    event: Event
    fetch: str


class Postponed(Protocol):
    """Postponed events of all chats. `Turns.keep` stores and deletes them; `ChatState.postponed` counts them."""

    async def first(self) -> Sequence[PostponedEvent]:
        """Return the oldest event of every chat that has any.

        An event that a later version cannot read is deleted, and its chat goes on with its next one.
        """

    async def stored(self, ids: Collection[int]) -> frozenset[int]:
        """Return those of `ids` that are still stored. The others were processed, or their person was erased."""
