"""One event as a channel passes it to the runner."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from flows.values.events import Event
from storage.port.delivery.files import FileRow
from storage.port.people.chats import ChatKey


class Fetch(NamedTuple):
    """A file that came with an event: what the platform tells of it, and how to read its bytes."""

    kind: str
    name: str
    text: str  #: the words under it
    size: int  #: bytes; 0: the platform does not tell
    read: Callable[[], Awaitable[bytes]]


class Incoming(NamedTuple):
    """One event of one chat. `key` names the update on its platform: an update that comes again is skipped by it."""

    key: str
    chat: ChatKey
    event: Event
    timer: int | None = None  #: the timer that fired, for events of timers
    fetch: Fetch | None = None  #: its picture or document; read only in states that receive files
    file: FileRow | None = None  #: what was fetched
