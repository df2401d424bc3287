"""The events that a channel passes to the runner."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

import msgspec

from flows.values.events import Event
from storage.port.delivery.files import FileRow
from storage.port.people.chats import ChatKey

Download = Callable[[str], Awaitable[bytes]]  #: returns the bytes of a file by its `source`; raises network errors


class Fetch(NamedTuple):
    """A file that a person sent, as the platform describes it. It can be stored, so its download can wait."""

    kind: str
    name: str
    text: str  #: its caption
    size: int  #: in bytes; 0 if the platform does not state it
    source: str  #: what the channel needs for the download: an id or an address


class Incoming(NamedTuple):
    """One event of one chat. `key` identifies the platform's update, so that a repeat of it is skipped."""

    key: str
    chat: ChatKey
    event: Event
    timer: int | None = None  #: for an event of a timer: the timer's id
    fetch: Fetch | None = None  #: the picture or document of the event; downloaded only in states that accept files
    file: FileRow | None = None  #: the downloaded file
    link: str = ""  #: what stood in the link that opened the chat, if it is no access code of ours
    postponed: int | None = None  #: for an event that was stored while a file was downloaded: the id of its row


_encoder, _decoder = msgspec.json.Encoder(), msgspec.json.Decoder(Fetch)


def encoded(fetch: Fetch | None) -> str:
    """Return the description of a file as JSON; empty for None."""
    return _encoder.encode(fetch).decode() if fetch else ""


def decoded(line: str) -> Fetch | None:
    """Return the description of a file from JSON; None if it is empty. Raises msgspec.DecodeError for other JSON."""
    return _decoder.decode(line) if line else None
