"""One event as a channel gives it to the runner."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from flows.values.events import Event
from storage.port.chats import ChatKey
from storage.port.files import FileRow


class Fetch(NamedTuple):
    """A file that came with an event: what the platform tells of it, and the way to its bytes."""

    kind: str
    name: str
    text: str  #: the words under it
    size: int  #: bytes; 0: the platform does not tell
    read: Callable[[], Awaitable[bytes]]


class Incoming(NamedTuple):
    """One event, as it is where no file is waited for.

    `key` names the update on its platform; a timer's event names its timer.
    """

    key: str
    chat: ChatKey
    event: Event
    timer: int | None = None
    fetch: Fetch | None = None  #: a picture or a document that came too; read only where the state receives files
    file: FileRow | None = None  #: what was fetched
