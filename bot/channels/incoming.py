"""The events that a channel passes to the runner."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from flows.values.events import Event
from storage.port.delivery.files import FileRow
from storage.port.people.chats import ChatKey


class Fetch(NamedTuple):
    """A file that a person sent: the platform's description of the file, and a function that downloads its bytes."""

    kind: str
    name: str
    text: str  #: its caption
    size: int  #: in bytes; 0 if the platform does not state it
    read: Callable[[], Awaitable[bytes]]


class Incoming(NamedTuple):
    """One event of one chat. `key` identifies the platform's update, so that a repeat of it is skipped."""

    key: str
    chat: ChatKey
    event: Event
    timer: int | None = None  #: for an event of a timer: the timer's id
    fetch: Fetch | None = None  #: the picture or document of the event; downloaded only in states that accept files
    file: FileRow | None = None  #: the downloaded file
