"""Reads the events of VK: the dozen fields of them that are used, and what each event is to us (B1).

Each event is read by itself, so that one of an odd shape does not cost its batch (B6.12).
"""

import logging
from collections.abc import Sequence
from functools import partial
from hashlib import sha1
from typing import NamedTuple

import msgspec

from bot.channels.incoming import Fetch, Incoming
from bot.channels.vk.files import downloaded
from bot.channels.vk.keyboard import CALLBACK, NONE, TEXT, carried
from bot.messages.payload import event_of
from flows.values.events import FILE_KINDS, Event, Opened, Said, SentFile
from storage.port.people.chats import ChatKey

log = logging.getLogger(__name__)

GROUP_CHATS = 2_000_000_000  #: peers from here on are chats of many people
_FILES = {"photo": "picture", "audio_message": "voice", "doc": "document", "geo": "place"}
_START = "start"  #: the command of the «Начать» button (B2)


class VkUpdate(msgspec.Struct, frozen=True):
    """The envelope of an event, the same over both transports."""

    type: str
    event_id: str = ""
    object: msgspec.Raw = msgspec.Raw(b"{}")
    group_id: int = 0
    secret: str = ""


class VkAttachment(msgspec.Struct, frozen=True):
    """What is attached: its kind; a picture or a document is read further only where it is waited for."""

    type: str = ""
    photo: msgspec.Raw = msgspec.Raw(b"")
    doc: msgspec.Raw = msgspec.Raw(b"")


class Size(msgspec.Struct, frozen=True):
    """A copy of a picture, `width` pixels wide; 0 when VK does not say."""

    url: str
    width: int = 0


class Photo(msgspec.Struct, frozen=True):
    """A picture, as VK keeps it: copies in several sizes, and the one that was sent."""

    sizes: Sequence[Size] = ()
    orig_photo: Size | None = None


class Document(msgspec.Struct, frozen=True):
    """A document, under the name it was sent with; `size` in bytes."""

    url: str
    title: str = ""
    size: int = 0


class VkMessage(msgspec.Struct, frozen=True):
    """A message, of a person or of the community."""

    peer_id: int
    from_id: int = 0
    text: str = ""
    payload: str | None = None
    ref: str | None = None
    attachments: Sequence[VkAttachment] = ()
    geo: dict[str, object] | None = None
    random_id: int | None = None
    admin_author_id: int | None = None


class Client(msgspec.Struct, frozen=True):
    """What the person's application can show."""

    button_actions: Sequence[str] = ()
    inline_keyboard: bool = False

    @property
    def level(self) -> str:
        """Give what buttons to draw: silent ones, words, or none."""
        if not self.inline_keyboard:
            return NONE
        return CALLBACK if "callback" in self.button_actions else TEXT


class New(msgspec.Struct, frozen=True):
    """message_new."""

    message: VkMessage
    client_info: Client | None = None


class Press(msgspec.Struct, frozen=True):
    """message_event: a callback button. Its `event_id` is answered within a minute; the schema has `payload` wrong."""

    user_id: int
    peer_id: int
    event_id: str
    payload: msgspec.Raw = msgspec.Raw(b"null")


class Consent(msgspec.Struct, frozen=True):
    """message_allow, message_deny."""

    user_id: int


class VkEvent(NamedTuple):
    """What an event is to us. `client`: what the person's application shows, empty when it was not told."""

    peer: str
    incoming: Incoming | None = None
    press: Press | None = None  #: to be answered
    reachable: bool | None = None
    client: str = ""
    crowd: bool = False  #: it is a chat of many people
    by_hand: bool = False  #: somebody of the community wrote
    random_id: int = 0
    words: bool = False  #: typed, not pressed


_KINDS: dict[str, msgspec.json.Decoder[New | Press | Consent | VkMessage]] = {
    "message_new": msgspec.json.Decoder(New),
    "message_edit": msgspec.json.Decoder(VkMessage),
    "message_reply": msgspec.json.Decoder(VkMessage),
    "message_event": msgspec.json.Decoder(Press),
    "message_allow": msgspec.json.Decoder(Consent),
    "message_deny": msgspec.json.Decoder(Consent),
}


def key_of(account: str, update: VkUpdate) -> str:
    """Name an update: by its `event_id`, which comes twice only with the same event; by its words when it has none."""
    return f"{account}:{update.event_id or sha1(bytes(update.object), usedforsecurity=False).hexdigest()}"


def read(account: str, update: VkUpdate) -> VkEvent | None:
    """Read an event; None for a kind we do not use. Raises msgspec.DecodeError for a shape VK does not document."""
    decoder = _KINDS.get(update.type)
    if decoder is None:
        return None
    key = key_of(account, update)
    match decoder.decode(update.object):
        case New() as new:
            return _new(account, key, new)
        case Press() as press:
            return _press(account, key, press)
        case Consent() as consent:
            return VkEvent(str(consent.user_id), reachable=update.type == "message_allow")
        case VkMessage() as message:
            return _message(account, key, message, edited=update.type == "message_edit")
    return None


def _new(account: str, key: str, new: New) -> VkEvent | None:
    peer = str(new.message.peer_id)
    if new.message.peer_id >= GROUP_CHATS:
        return VkEvent(peer, crowd=True)
    if new.message.from_id < 0:  # another community
        return None
    event = _event(new.message)
    client = new.client_info.level if new.client_info else ""
    fetch = _fetch(new.message) if isinstance(event, Said | SentFile) else None
    incoming = Incoming(key, ChatKey(account, peer), event, fetch=fetch)
    return VkEvent(peer, incoming, client=client, words=isinstance(event, Said | SentFile))


def _press(account: str, key: str, press: Press) -> VkEvent:
    peer = str(press.peer_id)
    if press.peer_id >= GROUP_CHATS:
        return VkEvent(peer, press=press, crowd=True)
    payload = _json(press.payload)
    # an object in fact, a string by the schema (B1)
    event = event_of(carried(_json(payload.encode()) if isinstance(payload, str) else payload))
    return VkEvent(peer, Incoming(key, ChatKey(account, peer), event), press=press)


def _message(account: str, key: str, message: VkMessage, *, edited: bool) -> VkEvent | None:
    peer = str(message.peer_id)
    if message.peer_id >= GROUP_CHATS:
        return None
    if not edited:
        return VkEvent(peer, by_hand=bool(message.admin_author_id), random_id=message.random_id or 0)
    if message.from_id < 0 or not message.text:
        return None
    return VkEvent(peer, Incoming(key, ChatKey(account, peer), Said(message.text, edited=True)), words=True)


def _event(message: VkMessage) -> Event:
    payload = _json((message.payload or "").encode())
    if message.ref:
        return Opened("welcome", "", {"code": message.ref})
    if isinstance(payload, dict) and payload.get("command") == _START:
        return Opened("welcome", "", {})
    if pressed := carried(payload):
        return event_of(pressed)
    return Said(message.text) if message.text else SentFile(_kind(message))


def _kind(message: VkMessage) -> str:
    kind = message.attachments[0].type if message.attachments else "geo" if message.geo else "other"
    named = _FILES.get(kind, kind)
    return named if named in FILE_KINDS else "other"


def _fetch(message: VkMessage) -> Fetch | None:
    sent = message.attachments[0] if message.attachments else VkAttachment()
    try:
        if sent.type == "photo":
            photo = msgspec.json.decode(sent.photo, type=Photo)
            largest = photo.orig_photo or max(photo.sizes, key=lambda size: size.width)
            return Fetch("picture", "", message.text, 0, partial(downloaded, largest.url))
        if sent.type == "doc":
            doc = msgspec.json.decode(sent.doc, type=Document)
            return Fetch("document", doc.title, message.text, doc.size, partial(downloaded, doc.url))
    except (msgspec.DecodeError, ValueError) as error:
        log.warning("file not read: %s", type(error).__name__)
    return None


def _json(raw: bytes | msgspec.Raw) -> object:
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return None
