"""Reads the updates of Telegram: the dozen fields we use, from raw bytes.

msgspec and not aiogram's models: one of those costs a hundred times more than this, and every update
passes here. Tests let aiogram's models judge the same bytes.
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
    """A chat; only private ones are talked in."""

    id: int
    type: str = "private"


class TelegramMessage(msgspec.Struct):
    """A message; of what is not text only its presence is read."""

    chat: Chat
    message_id: int = 0
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


class Under(msgspec.Struct):
    """The message a pressed button stands under: its own words come along, and are not read again."""

    chat: Chat


class TelegramFile(msgspec.Struct):
    """A document, or one size of a picture."""

    file_id: str
    file_size: int = 0
    file_name: str = ""


class User(msgspec.Struct):
    """Who pressed."""

    id: int


class CallbackQuery(msgspec.Struct):
    """A press. Of a message too old to be given, nothing but its chat is there; of an inline one, not even that."""

    id: str
    from_: User = msgspec.field(name="from")
    message: Under | None = None
    data: str = ""


class BotMembership(msgspec.Struct):
    """What the bot is in a chat now."""

    status: str


class Membership(msgspec.Struct):
    """The bot was blocked, unblocked, added or removed."""

    chat: Chat
    new_chat_member: BotMembership


class TelegramUpdate(msgspec.Struct):
    """One update as Bot API numbers it; of what it can hold, the kinds we ask for (A3)."""

    update_id: int
    message: TelegramMessage | None = None
    edited_message: TelegramMessage | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: Membership | None = None


class Parameters(msgspec.Struct):
    """What an error tells to do."""

    retry_after: int = 0


class UpdatesAnswer(msgspec.Struct):
    """The answer to getUpdates: updates, or the error and for how many seconds to wait."""

    ok: bool
    result: list[TelegramUpdate] = []
    error_code: int = 0
    description: str = ""
    parameters: Parameters = msgspec.field(default_factory=Parameters)


class RawUpdates(msgspec.Struct):
    """The same answer with its updates undecoded: one of them has an unknown shape."""

    ok: bool
    result: list[msgspec.Raw] = []


class Numbered(msgspec.Struct):
    """What is left of an update that cannot be read."""

    update_id: int


class SortedUpdates(NamedTuple):
    """What came at once: for the runner, for the store, and to be told to Telegram."""

    incoming: tuple[Incoming, ...]
    reach: Mapping[ChatKey, bool]
    presses: tuple[str, ...]  #: callback queries; each must be answered, or the button spins (A3)
    groups: tuple[int, ...]  #: group chats the bot was called in
    last: int  #: the greatest update_id, 0 when nothing came


#: Where kinds of files stand, the first that is there counts: an animation is also a document.
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

Get = Callable[[str], Awaitable[bytes]]  #: gives the bytes of a file by its id


async def nothing(_: str) -> bytes:
    """Give no file: for those who only read."""
    raise LookupError


def answered(body: bytes) -> UpdatesAnswer:
    """Read the answer to getUpdates; an update that cannot be read is passed over, and does not stop the others.

    Raises msgspec.DecodeError for what is no answer (a proxy's page).
    """
    try:
        return _answer.decode(body)
    except msgspec.ValidationError:
        return UpdatesAnswer(True, [_readable(each) for each in _unread.decode(body).result])


def one(body: bytes) -> TelegramUpdate:
    """Read the body of a webhook. Raises msgspec.DecodeError for what is no update."""
    return _update.decode(body)


def _readable(raw: msgspec.Raw) -> TelegramUpdate:
    try:
        return _update.decode(raw)
    except msgspec.ValidationError as error:
        log.error("update not read: %s", type(error).__name__)
        # its number is needed still, or it would come for ever
        return TelegramUpdate(_number.decode(raw).update_id)


def read(account: str, of: Iterable[TelegramUpdate], get: Get = nothing) -> SortedUpdates:
    """Sort what came: events of private chats, who can be reached, presses to answer, groups to be told where to go."""
    incoming: list[Incoming] = []
    reach: dict[ChatKey, bool] = {}
    presses: list[str] = []
    groups: dict[int, None] = {}
    last = 0
    for update in of:
        last = max(last, update.update_id)
        if update.callback_query:
            presses.append(update.callback_query.id)
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
                reach.pop(key, None)  # whoever writes can be reached
    return SortedUpdates(tuple(incoming), reach, tuple(presses), tuple(groups), last)


def _chat(update: TelegramUpdate) -> Chat | None:
    if press := update.callback_query:
        return press.message.chat if press.message else Chat(press.from_.id)
    found = update.message or update.my_chat_member
    # an edit in a group calls nobody
    edited = update.edited_message
    return found.chat if found else edited.chat if edited and edited.chat.type == "private" else None


def _left(update: TelegramUpdate) -> bool:
    return bool(update.my_chat_member) and update.my_chat_member.new_chat_member.status in GONE  # type: ignore[union-attr]


def event_of(update: TelegramUpdate) -> Event | None:
    """Give what a person did; None for what nobody did (a message was pinned)."""
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
