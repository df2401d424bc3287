"""Timers: events that are processed at a given moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from flows.values.events import Event
from storage.port.people.chats import ChatKey


class TimerRow(NamedTuple):
    """A timer whose `event` is processed at `due`. It replaces an earlier timer with the same `key`.

    The event is for the chat `person` used last, or for `chat` (a Wait).
    """

    key: str
    due: datetime
    event: Event
    person: str
    chat: int | None = None
    child: str = ""
    flow: str = ""
    about: str = ""


class CancelRow(NamedTuple):
    """Timers to cancel: those of a flow about a child. Empty `about`: any subject. Empty `person`: any person."""

    child: str
    flow: str
    about: str
    person: str = ""


class DueTimer(NamedTuple):
    """A timer whose moment has come, with the chat its event is for."""

    id: int
    key: ChatKey
    event: Event


class Promise(NamedTuple):
    """A timer as it is shown: its moment, its child, and the state it will open."""

    due: datetime
    person: str
    flow: str
    state: str
    child: str


class Timers(Protocol):
    """Timers of all chats. `Turns.keep` writes them."""

    async def due(self, now: datetime, most: int) -> Sequence[DueTimer]:
        """Return timers whose moment has come, the oldest first, for chats that can be reached.

        They stay until `Rows.timers_done` names them. A timer whose person has no reachable chat is deleted.
        """

    async def postpone(self, timers: Sequence[int], due: datetime) -> None:
        """Move timers to a later moment."""

    async def promises(self) -> Sequence[Promise]:
        """Return the timers that will show a person some state, the soonest first."""

    async def next_due(self) -> datetime | None:
        """Return the moment of the soonest timer, delayed delivery or reminder; None if there is none."""
