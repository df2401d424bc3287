"""Files sent to Telegram: as bytes the first time, later by the `file_id` that Telegram returned."""

from typing import Any

from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, Message

from bot.channels.files import Upload
from bot.messages.files import PICTURE
from bot.messages.limits import TELEGRAM as LIMITS
from bot.messages.parts import size
from bot.messages.screen import Attachment

SLOW = 60  #: seconds that sending a file may take
UNKNOWN_FILE = ("wrong file identifier", "wrong remote file identifier", "wrong file_id", "file reference expired")
LOST = "the file is kept no more"


def caption(text: str) -> bool:
    """Return True if a text fits into the caption of a file. A longer text is sent after the file."""
    return size(text) <= LIMITS.caption


def carrying(
    attached: Attachment, upload: Upload, chat: int, text: str = "", keyboard: InlineKeyboardMarkup | None = None
) -> SendPhoto | SendDocument:
    """Return the call that sends a file to `chat` with the caption `text` and the buttons `keyboard`."""
    row = upload.row
    file = upload.ref or BufferedInputFile(row.content if row else b"", attached.name)
    below: dict[str, Any] = {"chat_id": chat, "caption": text or None, "reply_markup": keyboard}
    return SendPhoto(photo=file, **below) if attached.kind == PICTURE else SendDocument(document=file, **below)


def file_id(message: Message) -> str:
    """Return the `file_id` of the file in a sent message; empty if Telegram's answer has none."""
    if message.photo:
        return message.photo[-1].file_id
    return message.document.file_id if message.document else ""
