"""Taps on one button in quick succession: only the first has an effect, and the others send nothing.

Without this, each further tap would show the whole screen once more, with the note that its button is old.
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from flows.book.model import FIRST
from flows.values.events import Event, Opened, Pressed
from flows.values.session import Session
from storage.port.people.chats import ChatKey

SOON = timedelta(seconds=5)  #: an old button pressed later than this gets the screen: the person may have lost it
CHATS = 5000  #: chats kept in memory, those that pressed last


class LastPress(NamedTuple):
    """The last press of a chat, the place (flow, state, visit) to which it led, and its moment."""

    event: Event
    place: tuple[str, str, int]
    at: datetime


class RecentPresses:
    """The last press of each chat, in memory for `SOON`. A restart may forget them: then a tap shows the screen."""

    def __init__(self) -> None:
        """Start without presses."""
        self._last: OrderedDict[ChatKey, LastPress] = OrderedDict()

    def last(self, key: ChatKey) -> LastPress | None:
        """Return the last press of a chat that was kept."""
        return self._last.get(key)

    def keep(self, presses: Mapping[ChatKey, LastPress], now: datetime) -> None:
        """Keep the presses of a batch, after its commit, and forget those that are too old."""
        for key, press in presses.items():
            self._last[key] = press
            self._last.move_to_end(key)
        while self._last and (len(self._last) > CHATS or not _is_soon(next(iter(self._last.values())), now)):
            self._last.popitem(last=False)


NO_PRESSES = RecentPresses()  #: for turns that no person causes; nothing is ever kept in it


def repeats(last: LastPress | None, event: Event, at: Session, now: datetime) -> bool:
    """Return True if `event` repeats the press that has just led to the place `at`.

    A button that still works on the screen, such as one that turns pages, works each time.
    """
    if last is None or last.event != event or not _is_soon(last, now) or last.place != place(at):
        return False
    return not (isinstance(event, Pressed) and event.visit == at.visit)


def noted(event: Event) -> bool:
    """Return True if a repeat of this event is to be recognised. The start of a chat is shown each time."""
    return isinstance(event, Pressed) or (isinstance(event, Opened) and event.flow != FIRST[0])


def place(of: Session) -> tuple[str, str, int]:
    """Return the place of a session. The visit changes with every entry to a state."""
    return of.flow, of.state, of.visit


def _is_soon(press: LastPress, now: datetime) -> bool:
    return timedelta(0) <= now - press.at <= SOON
