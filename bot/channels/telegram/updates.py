"""Decodes Telegram's updates from raw bytes. Only the dozen fields that we use are decoded.

msgspec decodes them, because aiogram's models take a hundred times longer. Tests validate the same bytes with aiogram's
models.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from bot.channels.incoming import Fetch, Incoming
from bot.channels.port import LaidAside
from bot.channels.reading.mending import tolerantly
from bot.messages import payload
from flows.privacy.codes import alone, code_in_link
from flows.values.events import Event, Opened, Said, SentFile
from storage.port.people.chats import ChatKey

log = logging.getLogger(__name__)

NOTHING = msgspec.Raw()
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")  #: the updates we ask for (A3)
LINKED = re.compile(r"[A-Za-z0-9_-]{0,64}")  #: what may stand in a link `?start=` (A1)
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
    result: list[TelegramUpdate] | None = None
    error_code: int = 0
    description: str = ""
    parameters: Parameters = msgspec.field(default_factory=Parameters)


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
    aside: tuple[LaidAside, ...] = ()  #: the updates that could not be sorted


#: The kind of a file by the field that holds it. The first present field counts: an animation also has a document.
KINDS = {
    "photo": "picture", "voice": "voice", "audio": "voice", "video_note": "voice", "sticker": "sticker",
    "animation": "other", "video": "video", "document": "document", "contact": "contact", "venue": "place",
    "location": "place", "dice": "other", "poll": "other", "story": "other",
}  # fmt: skip

_sizes = msgspec.json.Decoder(list[TelegramFile])
_document = msgspec.json.Decoder(TelegramFile)


def read(account: str, of: Iterable[TelegramUpdate]) -> SortedUpdates:
    """Group the updates `of` by what must be done with them."""
    sorting = _Sorting(account)
    for update in of:
        try:
            sorting.add(update)
        except Exception as error:  # noqa: BLE001 an edge: one odd update must not stop the others
            sorting.aside.append(LaidAside(f"{account}:{update.update_id}", type(error).__name__))
    return sorting.sorted()


class _Sorting:
    """Sorts the updates of one batch."""

    def __init__(self, account: str) -> None:
        """Start with an empty batch."""
        self._account = account
        self._incoming: list[Incoming] = []
        self._reach: dict[ChatKey, bool] = {}
        self._presses: list[AnsweredPress] = []
        self._groups: dict[int, None] = {}
        self.aside: list[LaidAside] = []

    def add(self, update: TelegramUpdate) -> None:
        """Add an update to the batch."""
        if press := update.callback_query:
            self._presses.append(AnsweredPress(press.id, press.from_.id, press.data))
        if (chat := _chat(update)) is None:
            return
        key = ChatKey(self._account, str(chat.id))
        if chat.type != "private":
            self._groups.update({} if _left(update) else {chat.id: None})
        elif update.my_chat_member:
            self._reach[key] = update.my_chat_member.new_chat_member.status not in GONE
        elif event := event_of(update):
            self._take(update, key, event)

    def _take(self, update: TelegramUpdate, chat: ChatKey, event: Event) -> None:
        key = f"{self._account}:{update.update_id}"
        fetch = _fetch(update.message) if update.message else None
        self._incoming.append(Incoming(key, chat, event, None, fetch, link=_link(update.message)))
        if words := _words_of_start(update.message):
            self._incoming.append(Incoming(f"{key}:words", chat, Said(words)))
        self._reach.pop(chat, None)  # a person who writes can be reached

    def sorted(self) -> SortedUpdates:
        """Return the batch."""
        return SortedUpdates(
            tuple(self._incoming), self._reach, tuple(self._presses), tuple(self._groups), tuple(self.aside)
        )


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
    rest = _start(message.text)
    if rest is None:
        return Said(message.text)
    code = code_in_link(rest)
    return Opened("welcome", "", {"code": code} if code else {})


def _start(text: str) -> str | None:
    """Return what follows `/start`: what stood in the link (A1), or words; None if the text is another one."""
    command, *rest = text.split(maxsplit=1)[:2] or [""]
    return "".join(rest).strip() if command.partition("@")[0] == "/start" else None


def _words_of_start(message: TelegramMessage | None) -> str:
    # what stood in a link is one word of Latin letters, digits, «-» and «_» (A1); other words were typed
    rest = (_start(message.text) if message and message.text else None) or ""
    return "" if LINKED.fullmatch(rest) or alone(rest) else rest


def _link(message: TelegramMessage | None) -> str:
    rest = (_start(message.text) if message and message.text else None) or ""
    return rest if LINKED.fullmatch(rest) and not code_in_link(rest) else ""


def _fetch(message: TelegramMessage) -> Fetch | None:
    kind, sent = ("picture", message.photo) if message.photo else ("document", message.document)
    if not sent or message.animation:
        return None
    try:
        sizes = tolerantly(_sizes.decode, sent) if message.photo else [tolerantly(_document.decode, sent)]
        file = max(sizes, key=lambda size: size.file_size)
    except (msgspec.DecodeError, ValueError) as error:
        log.warning("file not read: %s", type(error).__name__)
        return None
    return Fetch(kind, file.file_name, message.caption, file.file_size, file.file_id)
