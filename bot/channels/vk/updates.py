"""Decodes the events of VK (only the dozen fields that we use) and classifies each event (platform fact B1).

Each event is decoded separately, so that an event of an unknown shape does not make the others fail.
"""

import logging
from collections.abc import Sequence
from hashlib import sha1
from typing import NamedTuple

import msgspec

from bot.channels.incoming import Fetch, Incoming
from bot.channels.reading.mending import UnreadableError, tolerantly
from bot.channels.vk.keyboard import CALLBACK, NONE, TEXT, carried
from bot.messages.payload import event_of
from flows.privacy.codes import code_in_link
from flows.values.events import FILE_KINDS, Event, Opened, Said, SentFile
from storage.port.people.chats import ChatKey

log = logging.getLogger(__name__)

GROUP_CHATS = 2_000_000_000  #: peer ids from this number on are group chats
_FILES = {"photo": "picture", "audio_message": "voice", "doc": "document", "geo": "place"}
_START = "start"  #: the command of the «Начать» button (B2)
STARTED = Opened("welcome", "", {})  #: the event of the «Начать» button


class VkUpdate(msgspec.Struct, frozen=True):
    """The outer fields of an event, the same for long poll and webhook. `object` has the content."""

    type: str
    event_id: str = ""
    object: msgspec.Raw = msgspec.Raw()
    group_id: int = 0
    secret: str = ""


class VkAttachment(msgspec.Struct, frozen=True):
    """An attachment. `type` is its kind. `photo` and `doc` are decoded later, by `_fetch`."""

    type: str = ""
    photo: msgspec.Raw = msgspec.Raw(b"")
    doc: msgspec.Raw = msgspec.Raw(b"")


class Size(msgspec.Struct, frozen=True):
    """One copy of a picture. `width` is in pixels; 0 if VK does not state it."""

    url: str
    width: int = 0


class Photo(msgspec.Struct, frozen=True):
    """A picture: its copies in several sizes, and the original (None if VK does not send it)."""

    sizes: Sequence[Size] = ()
    orig_photo: Size | None = None


class Document(msgspec.Struct, frozen=True):
    """A document. `title` is its file name; `size` is in bytes."""

    url: str
    title: str = ""
    size: int = 0


class VkMessage(msgspec.Struct, frozen=True):
    """A message, sent by a person or by the community."""

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
    """The kinds of buttons that the person's VK client supports."""

    button_actions: Sequence[str] = ()
    inline_keyboard: bool = False

    @property
    def level(self) -> str:
        """Return the kind of buttons that the client supports: CALLBACK, TEXT or NONE."""
        if not self.inline_keyboard:
            return NONE
        return CALLBACK if "callback" in self.button_actions else TEXT


class New(msgspec.Struct, frozen=True):
    """The object of message_new."""

    message: VkMessage
    client_info: Client | None = None


class Press(msgspec.Struct, frozen=True):
    """The object of message_event: a callback button was pressed. The bot must answer `event_id` within a minute.

    The type of `payload` in VK's schema is wrong: see `_press`.
    """

    user_id: int
    peer_id: int
    event_id: str
    payload: msgspec.Raw = msgspec.Raw(b"null")


class Consent(msgspec.Struct, frozen=True):
    """The object of message_allow and message_deny: a person allows or forbids the community to write."""

    user_id: int


class VkEvent(NamedTuple):
    """A classified event. `client`: the buttons that the person's client supports; empty if VK does not state it."""

    peer: str
    incoming: Incoming | None = None
    link: Incoming | None = None  #: the link with an access code by which the person came, before `incoming`
    press: Press | None = None  #: the press to confirm
    reachable: bool | None = None  #: the person allowed or denied messages; None for other events
    client: str = ""
    crowd: bool = False  #: the event is from a group chat
    by_hand: bool = False  #: a member of the community's staff wrote
    random_id: int = 0
    words: bool = False  #: the person typed or sent a file, and did not press a button


_KINDS: dict[str, msgspec.json.Decoder[New | Press | Consent | VkMessage]] = {
    "message_new": msgspec.json.Decoder(New),
    "message_edit": msgspec.json.Decoder(VkMessage),
    "message_reply": msgspec.json.Decoder(VkMessage),
    "message_event": msgspec.json.Decoder(Press),
    "message_allow": msgspec.json.Decoder(Consent),
    "message_deny": msgspec.json.Decoder(Consent),
}
_photo, _document = msgspec.json.Decoder(Photo), msgspec.json.Decoder(Document)


def key_of(account: str, update: VkUpdate) -> str:
    """Return the key of an update: its `event_id`, or a hash of its content if it has none.

    A repeat of the update has the same key.
    """
    if update.event_id and update.event_id.isprintable():
        return f"{account}:{update.event_id}"
    return f"{account}:{sha1(bytes(update.object), usedforsecurity=False).hexdigest()}"


def read(account: str, update: VkUpdate) -> VkEvent | None:
    """Return the decoded event; None if the bot does not use it.

    Raises msgspec.DecodeError for an unexpected shape, UnreadableError for what is not JSON.
    """
    decoder = _KINDS.get(update.type)
    if decoder is None:
        return None
    key = key_of(account, update)
    match tolerantly(decoder.decode, update.object):
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
    event, chat = _event(new.message), ChatKey(account, peer)
    client = new.client_info.level if new.client_info else ""
    fetch = _fetch(new.message) if isinstance(event, Said | SentFile) else None
    code = _brought(new.message)
    link = Incoming(f"{key}:ref", chat, Opened("welcome", "", {"code": code})) if code else None
    said = Incoming(key, chat, event, fetch=fetch, link=new.message.ref or "")
    incoming = None if link and event == STARTED else said
    return VkEvent(peer, incoming, link, client=client, words=isinstance(event, Said | SentFile))


def _press(account: str, key: str, press: Press) -> VkEvent:
    peer = str(press.peer_id)
    if press.peer_id >= GROUP_CHATS:
        return VkEvent(peer, press=press, crowd=True)
    payload = _json(press.payload)
    # VK sends an object, though its schema says a string (B1): accept both
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
    if isinstance(payload, dict) and payload.get("command") == _START:
        return STARTED
    if pressed := carried(payload):
        return event_of(pressed)
    return Said(message.text) if message.text else SentFile(_kind(message))


def _brought(message: VkMessage) -> str:
    # `ref` is whatever stood in the link: an advertisement has a name there that is no access code
    return code_in_link(message.ref) if message.ref else ""


def _kind(message: VkMessage) -> str:
    kind = message.attachments[0].type if message.attachments else "geo" if message.geo else "other"
    named = _FILES.get(kind, kind)
    return named if named in FILE_KINDS else "other"


def _fetch(message: VkMessage) -> Fetch | None:
    sent = message.attachments[0] if message.attachments else VkAttachment()
    try:
        if sent.type == "photo":
            photo = tolerantly(_photo.decode, sent.photo)
            largest = photo.orig_photo or max(photo.sizes, key=lambda size: size.width)
            return Fetch("picture", "", message.text, 0, largest.url)
        if sent.type == "doc":
            doc = tolerantly(_document.decode, sent.doc)
            return Fetch("document", doc.title, message.text, doc.size, doc.url)
    except (msgspec.DecodeError, ValueError) as error:
        log.warning("file not read: %s", type(error).__name__)
    return None


def _json(raw: bytes | msgspec.Raw) -> object:
    try:
        return tolerantly(msgspec.json.decode, raw)
    except (msgspec.DecodeError, UnreadableError):
        return None
