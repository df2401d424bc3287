"""One event as a channel passes it to the runner."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from flows.values.events import Event
from storage.port.delivery.files import FileRow
from storage.port.people.chats import ChatKey


class Fetch(NamedTuple):
    """A file that came with an event: its description by the platform, and a function that downloads its bytes."""

    kind: str
    name: str
    text: str  #: its caption
    size: int  #: bytes; 0: not stated by the platform
    read: Callable[[], Awaitable[bytes]]


class Incoming(NamedTuple):
    """One event of one chat. `key` identifies the update on its platform: a repeated update is skipped by its key."""

    key: str
    chat: ChatKey
    event: Event
    timer: int | None = None  #: the id of the timer that fired, for timer events
    fetch: Fetch | None = None  #: its picture or document; downloaded only in states that accept files
    file: FileRow | None = None  #: the downloaded file
