"""Sends parcels of one bot of Telegram."""

import asyncio
import logging
from collections.abc import Sequence
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

from bot.channels import End, Parcel, Refused, Sent, Unknown
from bot.channels.files import Files, Upload
from bot.channels.telegram.errors import NOT_MODIFIED, UNPARSED, end_of, gone, stopped
from bot.channels.telegram.files import LOST, SLOW, UNKNOWN_FILE, caption, carrying, file_id
from bot.errors import AccountStoppedError
from bot.messages.limits import TELEGRAM as LIMITS
from bot.messages.markup import plain
from bot.messages.parts import parts, size
from bot.messages.screen import Attachment, Screen

log = logging.getLogger(__name__)

PART = 4000  #: characters of a part of a longer text: some servers count the tags too
FAULTS = (TelegramAPIError, ClientDecodeError)
Sending = SendMessage | SendPhoto | SendDocument

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class _Optional(TypedDict, total=False):
    """Fields that can be left out."""

    link_preview_options: LinkPreviewOptions


class Sender:
    """What goes out of one bot."""

    def __init__(self, account: str, bot: Bot, files: Files, *, again: str = "", link_previews: bool = False) -> None:
        """Keep the bot; `again` stands above what may have arrived already."""
        self._account, self._bot, self._files, self._again = account, bot, files, again
        # not by aiogram's default, which sends a field of years ago beside it
        self._optional = _Optional() if link_previews else _Optional(link_preview_options=NO_PREVIEW)
        self._stopped: AccountStoppedError | None = None

    async def send(self, parcels: Sequence[Parcel]) -> Sequence[End]:
        """Send parcels side by side. Raises AccountStoppedError."""
        if self._stopped:
            raise self._stopped
        return await asyncio.gather(*(self._sent(each) for each in parcels))

    async def _sent(self, parcel: Parcel) -> End:
        try:
            return await self._shown(parcel)
        except FAULTS as error:
            self._stopped = self._stopped or stopped(self._account, error)
            return end_of(error)

    async def _shown(self, parcel: Parcel) -> End:
        if parcel.edit and size(parcel.screen.text) <= LIMITS.text and await self._edited(parcel):
            return Sent(parcel.edit)
        end = await (self._carried(parcel) if parcel.screen.attached else self._spoken(parcel))
        if parcel.strip and isinstance(end, Sent):
            await self._strip(int(parcel.peer), int(parcel.strip))
        return end

    async def _spoken(self, parcel: Parcel) -> End:
        return await self._said(int(parcel.peer), self._parts(parcel), _keyboard(parcel.screen))

    async def _carried(self, parcel: Parcel) -> End:
        # words that find no room below a file come after it, with the buttons
        chat, attached, said = int(parcel.peer), parcel.screen.attached, self._parts(parcel)
        assert attached  # noqa: S101 asked by the caller
        below = said[0] if len(said) == 1 and caption(said[0]) else ""
        keyboard = _keyboard(parcel.screen)
        async with self._files.of(attached.file) as upload:
            if not upload.ref and upload.row is None:
                return Refused(LOST)
            message = await self._file(attached, upload, chat, below, keyboard if below else None)
        if below:
            return Sent(str(message.message_id) if message.message_id else "")
        try:
            return await self._said(chat, said, keyboard)
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

    def _parts(self, parcel: Parcel) -> list[str]:
        text = parcel.screen.text
        again = self._again if parcel.interrupted else ""
        whole = f"{again}\n\n{text}" if again else text
        return [whole] if size(whole) <= LIMITS.text else parts(whole, PART)

    async def _edited(self, parcel: Parcel) -> bool:
        # False: there is nothing to edit any more, so it is said below (A1)
        edit = EditMessageText(
            chat_id=int(parcel.peer), message_id=int(parcel.edit), text=parcel.screen.text,
            reply_markup=_keyboard(parcel.screen), **self._optional,
        )  # fmt: skip
        try:
            await self._or_plain(edit)
        except TelegramBadRequest as error:
            if not gone(error) and NOT_MODIFIED not in error.message:
                raise
            return not gone(error)
        return True

    async def _said(self, chat: int, said: Sequence[str], keyboard: InlineKeyboardMarkup | None) -> End:
        *above, last = said
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
        try:
            return await self._or_plain(send)
        except TelegramMigrateToChat as error:
            return await self._or_plain(send.model_copy(update={"chat_id": error.migrate_to_chat_id}))

    async def _further(self, send: Sending) -> Message:
        try:
            return await self._message(send)
        except TelegramRetryAfter as error:
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

    async def _strip(self, chat: int, message: int) -> None:
        # whether the old buttons went changes nothing of what was said
        try:
            await self._bot.edit_message_reply_markup(chat_id=chat, message_id=message)
        except FAULTS as error:
            log.debug("account %s: buttons stay: %s", self._account, type(error).__name__)


def cut_short(error: TelegramAPIError | ClientDecodeError) -> End:
    """Give the end of a message whose first parts are there: to begin again would say them twice."""
    end = end_of(error)
    return end if isinstance(end, Refused) else Unknown(f"cut short: {type(error).__name__}")


def _keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(text=key.label, callback_data=key.payload) for key in row] for row in screen.rows]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
