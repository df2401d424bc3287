"""Timers: events that are processed at a given moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from flows.values.events import Event
from storage.port.people.chats import ChatKey


class TimerRow(NamedTuple):
    """A timer: its `event` is processed at `due`. A timer replaces an earlier timer with the same `key`.

    The event goes to `chat` (set by the effect Wait), or, if `chat` is None, to the chat that `person` used last.
    `since`: the moment from which the time up to `due` is counted; None: the moment at which the timer is stored.
    """

    key: str
    due: datetime
    event: Event
    person: str
    chat: int | None = None
    child: str = ""
    flow: str = ""
    about: str = ""
    since: datetime | None = None


class CancelRow(NamedTuple):
    """Selects the timers to cancel: those about the child `child` in the flow `flow`.

    `about`: the subject of the timers; empty for any subject. `person`: whose timers; empty for any person.
    """

    child: str
    flow: str
    about: str
    person: str = ""


class DueTimer(NamedTuple):
    """A timer whose moment has come, and the chat that gets its event.

    `since`: the moment from which its time was counted; for a timer of an older version, when it was due.
    """

    id: int
    key: ChatKey
    event: Event
    due: datetime
    since: datetime


class Promise(NamedTuple):
    """A timer as a list shows it: its moment, its child, and the state it will open."""

    due: datetime
    person: str
    flow: str
    state: str
    child: str


class Timers(Protocol):
    """Timers of all chats. `Turns.keep` stores them."""

    async def due(self, now: datetime, most: int) -> Sequence[DueTimer]:
        """Return up to `most` timers whose moment has come, the oldest first, for chats that can be reached.

        They stay stored until a turn lists them in `Rows.timers_done`. A timer whose person has no reachable chat is
        deleted.
        """

    async def postpone(self, timers: Sequence[DueTimer]) -> None:
        """Store the `due` and the `event` of these timers."""

    async def promises(self) -> Sequence[Promise]:
        """Return the timers that will show a state to a person, the soonest first."""

    async def next_due(self) -> datetime | None:
        """Return the next moment at which a timer, delivery, broadcast or reminder is due; None if there is none."""
