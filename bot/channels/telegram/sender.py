"""Sends the messages of one Telegram bot concurrently."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import TypedDict, cast

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)
from aiogram.methods import EditMessageText, SendDocument, SendMessage, SendPhoto
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message

from bot.channels.cosmetic import CosmeticLine
from bot.channels.files import Files, Upload
from bot.channels.port import OutgoingMessage, Refused, SendResult, Sent, Unknown
from bot.channels.telegram.errors import NOT_MODIFIED, UNPARSED, gone, result_of
from bot.channels.telegram.files import LOST, SLOW, UNKNOWN_FILE, caption, carrying, file_id
from bot.channels.telegram.pacing import TelegramPacing, urgency
from bot.channels.telegram.stripping import Stripping
from bot.channels.telegram.topics import LOST as LOST_TOPIC
from bot.channels.telegram.topics import Topics
from bot.messages.limits import TELEGRAM as LIMITS
from bot.messages.markup import plain
from bot.messages.parts import parts, size
from bot.messages.screen import Attachment, Screen

log = logging.getLogger(__name__)

PART = 4000  #: characters in each part of a split text; below the limit because some servers count the tags too
PATIENCE = (
    20  #: seconds of a 429 that the second part of a text waits out; after a longer one the whole text is repeated
)
FAULTS = (TelegramAPIError, ClientDecodeError)
Sending = SendMessage | SendPhoto | SendDocument

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class _Optional(TypedDict, total=False):
    """Fields of a request to Telegram that can be left out."""

    link_preview_options: LinkPreviewOptions


class TelegramSender:
    """Sends the messages of one bot."""

    def __init__(
        self, account: str, bot: Bot, files: Files, topics: Topics, pacing: TelegramPacing, cosmetic: CosmeticLine,
        *, again: str = "", link_previews: bool = False, ticks: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """Store the arguments. `again` is a text put above a message that may have arrived before."""
        self._account, self._bot, self._files, self._again = account, bot, files, again
        self._topics, self._pacing = topics, pacing
        self._stripping = Stripping(account, bot, pacing, cosmetic, ticks)
        # not set through aiogram's defaults, which add a deprecated field to the request
        self._optional = _Optional() if link_previews else _Optional(link_preview_options=NO_PREVIEW)

    async def send(self, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Send messages concurrently and return their results in order."""
        return await asyncio.gather(*(self._result(each) for each in messages))

    async def _result(self, outgoing: OutgoingMessage) -> SendResult:
        try:
            with urgency(outgoing.urgency):
                return await self._send_or_edit(outgoing)
        except TelegramRetryAfter as error:
            return self._pacing.later(error)
        except FAULTS as error:
            return result_of(error)

    async def _send_or_edit(self, outgoing: OutgoingMessage) -> SendResult:
        if outgoing.edit and size(outgoing.screen.text) <= LIMITS.text and await self._edit(outgoing):
            return Sent(outgoing.edit)
        result = await (self._send_file(outgoing) if outgoing.screen.attached else self._send_text(outgoing))
        if isinstance(result, Sent):
            self._stripping.sent(int(outgoing.peer), outgoing.strip)
        return result

    async def _send_text(self, outgoing: OutgoingMessage) -> SendResult:
        return await self._send_parts(int(outgoing.peer), self._parts(outgoing), _keyboard(outgoing.screen))

    async def _send_file(self, outgoing: OutgoingMessage) -> SendResult:
        # a text too long for a caption is sent after the file, with the buttons
        chat, attached, texts = int(outgoing.peer), outgoing.screen.attached, self._parts(outgoing)
        assert attached  # noqa: S101 checked by the caller
        below = texts[0] if len(texts) == 1 and caption(texts[0]) else ""
        keyboard = _keyboard(outgoing.screen)
        async with self._files.of(attached.file) as upload:
            if not upload.ref and upload.row is None:
                return Refused(LOST)
            message = await self._file(attached, upload, chat, below, keyboard if below else None)
        if below:
            return Sent(str(message.message_id) if message.message_id else "")
        try:
            return await self._send_parts(chat, texts, keyboard)
        except FAULTS as error:
            return cut_short(error)

    async def _file(
        self, attached: Attachment, upload: Upload, chat: int, text: str, keyboard: InlineKeyboardMarkup | None
    ) -> Message:
        try:
            message = await self._message(carrying(attached, upload, chat, text, keyboard))
        except TelegramBadRequest as error:
            if not upload.ref or not any(words in error.message for words in UNKNOWN_FILE):
                raise
            await self._files.refused(attached.file, upload.ref)
            async with self._files.of(attached.file) as anew:
                return await self._file(attached, anew, chat, text, keyboard)
        upload.ref = upload.ref or file_id(message)
        return message

    def _parts(self, outgoing: OutgoingMessage) -> list[str]:
        text = outgoing.screen.text
        again = self._again if outgoing.interrupted else ""
        whole = f"{again}\n\n{text}" if again else text
        return [whole] if size(whole) <= LIMITS.text else parts(whole, PART)

    async def _edit(self, outgoing: OutgoingMessage) -> bool:
        # False: the message can no longer be edited, so the caller sends a new one (A1)
        edit = EditMessageText(
            chat_id=int(outgoing.peer), message_id=int(outgoing.edit), text=outgoing.screen.text,
            reply_markup=_keyboard(outgoing.screen), **self._optional,
        )  # fmt: skip
        try:
            await self._or_plain(edit)
        except TelegramBadRequest as error:
            if not gone(error) and NOT_MODIFIED not in error.message:
                raise
            return not gone(error)
        return True

    async def _send_parts(self, chat: int, texts: Sequence[str], keyboard: InlineKeyboardMarkup | None) -> SendResult:
        *above, last = texts
        sends = [*(SendMessage(chat_id=chat, text=text, **self._optional) for text in above)]
        sends.append(SendMessage(chat_id=chat, text=last, reply_markup=keyboard, **self._optional))
        message = await self._message(sends[0])
        for send in sends[1:]:
            try:
                message = await self._further(send)
            except FAULTS as error:
                return cut_short(error)
        return Sent(str(message.message_id) if message.message_id else "")

    async def _message(self, send: Sending) -> Message:
        peer = str(send.chat_id)
        if not (topic := self._topics.of(peer)):
            return await self._message_to(send)
        try:
            return await self._message_to(send.model_copy(update={"message_thread_id": topic}))
        except TelegramBadRequest as error:
            if not any(words in error.message for words in LOST_TOPIC):
                raise
            self._topics.forget(peer)
            return await self._message_to(send)

    async def _message_to(self, send: Sending) -> Message:
        try:
            return await self._or_plain(send)
        except TelegramMigrateToChat as error:
            return await self._or_plain(send.model_copy(update={"chat_id": error.migrate_to_chat_id}))

    async def _further(self, send: Sending) -> Message:
        try:
            return await self._message(send)
        except TelegramRetryAfter as error:
            if error.retry_after > PATIENCE:
                raise
            await asyncio.sleep(error.retry_after)
            return await self._message(send)

    async def _or_plain(self, method: EditMessageText | Sending) -> Message:
        slow = SLOW if isinstance(method, SendPhoto | SendDocument) else None
        try:
            return cast(Message, await self._bot(method, request_timeout=slow))
        except TelegramBadRequest as error:
            if UNPARSED not in error.message:
                raise
            log.error("account %s: markup refused, sent as plain text", self._account)
            words = "caption" if isinstance(method, SendPhoto | SendDocument) else "text"
            text = {words: plain(getattr(method, words) or ""), "parse_mode": None}
            return cast(Message, await self._bot(method.model_copy(update=text)))


def cut_short(error: TelegramAPIError | ClientDecodeError) -> SendResult:
    """Return the result of a message of which only the first parts arrived, because `error` stopped the next one.

    It is never Later, because a retry would send those parts again.
    """
    result = result_of(error)
    return result if isinstance(result, Refused) else Unknown(f"cut short: {type(error).__name__}")


def _keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(text=key.label, callback_data=key.payload) for key in row] for row in screen.rows]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
