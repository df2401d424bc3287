"""Decodes Telegram's updates from raw bytes. Only the dozen fields that we use are decoded.

msgspec decodes them, because aiogram's models take a hundred times longer. Tests validate the same bytes with aiogram's
models.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

import msgspec

from bot.channels.incoming import Fetch, Incoming
from bot.messages import payload
from flows.values.events import Event, Opened, Said, SentFile
from storage.port.people.chats import ChatKey

log = logging.getLogger(__name__)

NOTHING = msgspec.Raw()
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")  #: the updates we ask for (A3)
GONE = frozenset({"kicked", "left"})  #: in a private chat: the person blocked the bot


class Chat(msgspec.Struct):
    """A chat; the bot converses only in private chats."""

    id: int
    type: str = "private"


class TelegramMessage(msgspec.Struct):
    """A message. Content other than text is not decoded: the name of the field that is present shows the kind."""

    chat: Chat
    message_id: int = 0
    message_thread_id: int = 0
    is_topic_message: bool = False
    text: str | None = None
    caption: str = ""
    photo: msgspec.Raw = NOTHING
    voice: msgspec.Raw = NOTHING
    audio: msgspec.Raw = NOTHING
    video_note: msgspec.Raw = NOTHING
    sticker: msgspec.Raw = NOTHING
    animation: msgspec.Raw = NOTHING
    document: msgspec.Raw = NOTHING
    video: msgspec.Raw = NOTHING
    contact: msgspec.Raw = NOTHING
    location: msgspec.Raw = NOTHING
    venue: msgspec.Raw = NOTHING
    dice: msgspec.Raw = NOTHING
    poll: msgspec.Raw = NOTHING
    story: msgspec.Raw = NOTHING

    @property
    def topic(self) -> int:
        """Return the topic of the chat in which the message stands; 0 for none."""
        return self.message_thread_id if self.is_topic_message else 0


class Under(msgspec.Struct):
    """The message under which a button was pressed. Its text is not decoded. `date` is 0 if it is inaccessible."""

    chat: Chat
    date: int = 0
    message_thread_id: int = 0
    is_topic_message: bool = False

    @property
    def topic(self) -> int:
        """Return the topic of the chat in which the message stands; 0 for none."""
        return self.message_thread_id if self.is_topic_message else 0


class TelegramFile(msgspec.Struct):
    """A document, or one size of a picture."""

    file_id: str
    file_size: int = 0
    file_name: str = ""


class User(msgspec.Struct):
    """The person who pressed a button."""

    id: int


class CallbackQuery(msgspec.Struct):
    """A button press. `message` has only the chat; it is None for a button under an inline message."""

    id: str
    from_: User = msgspec.field(name="from")
    message: Under | None = None
    data: str = ""


class BotMembership(msgspec.Struct):
    """The bot's status in a chat."""

    status: str


class Membership(msgspec.Struct):
    """A change of the bot's status in a chat: it was blocked, unblocked, added or removed."""

    chat: Chat
    new_chat_member: BotMembership


class TelegramUpdate(msgspec.Struct):
    """One update with its number; only the kinds we ask for are decoded (A3)."""

    update_id: int
    message: TelegramMessage | None = None
    edited_message: TelegramMessage | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: Membership | None = None


class Parameters(msgspec.Struct):
    """The details of Telegram's error. `retry_after`: the seconds to wait before the next call."""

    retry_after: int = 0


class UpdatesAnswer(msgspec.Struct):
    """The answer to getUpdates: updates, or an error with the seconds to wait."""

    ok: bool
    result: list[TelegramUpdate] = []
    error_code: int = 0
    description: str = ""
    parameters: Parameters = msgspec.field(default_factory=Parameters)


class RawUpdates(msgspec.Struct):
    """The answer to getUpdates with raw updates. Used if one of the updates cannot be decoded."""

    ok: bool
    result: list[msgspec.Raw] = []


class Numbered(msgspec.Struct):
    """The number of an update whose other fields cannot be decoded."""

    update_id: int


class AnsweredPress(NamedTuple):
    """A button press to be answered: its id, the person's id, and what the button says to the bot."""

    id: str
    person: int
    data: str


class SortedUpdates(NamedTuple):
    """One batch of updates, grouped by what must be done: process events, store reachability, call Telegram."""

    incoming: tuple[Incoming, ...]
    reach: Mapping[ChatKey, bool]  #: {chat: can the bot write to it}, for the chats where that changed
    presses: tuple[AnsweredPress, ...]  #: until each is answered, its button shows a spinner (A3)
    groups: tuple[int, ...]  #: group chats that an update came from
    last: int  #: the greatest update_id; 0: the batch is empty


#: The kind of a file by the field that holds it. The first present field counts: an animation also has a document.
KINDS = {
    "photo": "picture", "voice": "voice", "audio": "voice", "video_note": "voice", "sticker": "sticker",
    "animation": "other", "video": "video", "document": "document", "contact": "contact", "venue": "place",
    "location": "place", "dice": "other", "poll": "other", "story": "other",
}  # fmt: skip

_answer = msgspec.json.Decoder(UpdatesAnswer)
_unread = msgspec.json.Decoder(RawUpdates)
_update = msgspec.json.Decoder(TelegramUpdate)
_number = msgspec.json.Decoder(Numbered)
_sizes = msgspec.json.Decoder(list[TelegramFile])
_document = msgspec.json.Decoder(TelegramFile)

Get = Callable[[str], Awaitable[bytes]]  #: returns the bytes of a file by its id


async def nothing(_: str) -> bytes:
    """Raise LookupError. This is the default of `get`, for callers that download no files."""
    raise LookupError


def answered(body: bytes) -> UpdatesAnswer:
    """Decode the answer to getUpdates. An update that cannot be decoded is returned with only its number.

    Raises msgspec.DecodeError if the body is not such an answer, for example a proxy's error page.
    """
    try:
        return _answer.decode(body)
    except msgspec.ValidationError:
        return UpdatesAnswer(True, [_readable(each) for each in _unread.decode(body).result])


def one(body: bytes) -> TelegramUpdate:
    """Decode the body of a webhook request. Raises msgspec.DecodeError if it is not an update."""
    return _update.decode(body)


def _readable(raw: msgspec.Raw) -> TelegramUpdate:
    try:
        return _update.decode(raw)
    except msgspec.ValidationError as error:
        log.error("update not read: %s", type(error).__name__)
        # the number is still needed: Telegram repeats an update until it is confirmed
        return TelegramUpdate(_number.decode(raw).update_id)


def read(account: str, of: Iterable[TelegramUpdate], get: Get = nothing) -> SortedUpdates:
    """Group the updates `of` by what must be done with them. `get` returns the bytes of a file by its id."""
    incoming: list[Incoming] = []
    reach: dict[ChatKey, bool] = {}
    presses: list[AnsweredPress] = []
    groups: dict[int, None] = {}
    last = 0
    for update in of:
        last = max(last, update.update_id)
        if press := update.callback_query:
            presses.append(AnsweredPress(press.id, press.from_.id, press.data))
        if (chat := _chat(update)) is None:
            continue
        key = ChatKey(account, str(chat.id))
        if chat.type != "private":
            if not _left(update):
                groups[chat.id] = None
        elif update.my_chat_member:
            reach[key] = update.my_chat_member.new_chat_member.status not in GONE
        elif event := event_of(update):
            fetch = _fetch(update.message, get) if update.message else None
            incoming.append(Incoming(f"{account}:{update.update_id}", key, event, None, fetch))
            if reach:
                reach.pop(key, None)  # a person who writes can be reached
    return SortedUpdates(tuple(incoming), reach, tuple(presses), tuple(groups), last)


def _chat(update: TelegramUpdate) -> Chat | None:
    if press := update.callback_query:
        return press.message.chat if press.message else Chat(press.from_.id)
    found = update.message or update.my_chat_member
    # an edited message in a group is ignored
    edited = update.edited_message
    return found.chat if found else edited.chat if edited and edited.chat.type == "private" else None


def _left(update: TelegramUpdate) -> bool:
    return bool(update.my_chat_member) and update.my_chat_member.new_chat_member.status in GONE  # type: ignore[union-attr]


def event_of(update: TelegramUpdate) -> Event | None:
    """Return the event of an update; None if the update does not concern the bot, such as a pinned message."""
    if update.callback_query:
        return payload.event_of(update.callback_query.data)
    if update.edited_message:
        text = update.edited_message.text
        return Said(text, edited=True) if text is not None else None
    return _said(update.message) if update.message else None


def _said(message: TelegramMessage) -> Event | None:
    if message.text is None:
        kind = next((kind for field, kind in KINDS.items() if getattr(message, field)), "")
        return SentFile(kind) if kind else None
    command, _, code = message.text.strip().partition(" ")
    if command.partition("@")[0] != "/start":
        return Said(message.text)
    return Opened("welcome", "", {"code": code.strip()} if code.strip() else {})


def _fetch(message: TelegramMessage, get: Get) -> Fetch | None:
    kind, sent = ("picture", message.photo) if message.photo else ("document", message.document)
    if not sent or message.animation:
        return None
    try:
        file = max(_sizes.decode(sent), key=lambda size: size.file_size) if message.photo else _document.decode(sent)
    except (msgspec.DecodeError, ValueError) as error:
        log.warning("file not read: %s", type(error).__name__)
        return None
    return Fetch(kind, file.file_name, message.caption, file.file_size, partial(get, file.file_id))
