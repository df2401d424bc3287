"""What a message of Telegram carries: sent as bytes once, by the `file_id` that gave ever since."""

from typing import Any

from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, Message

from bot.channels.files import Upload
from bot.messages.files import PICTURE
from bot.messages.limits import TELEGRAM as LIMITS
from bot.messages.parts import size
from bot.messages.screen import Attachment

SLOW = 60  #: seconds a file may take on its way
UNKNOWN_FILE = ("wrong file identifier", "wrong remote file identifier", "wrong file_id", "file reference expired")
LOST = "the file is kept no more"


def caption(text: str) -> bool:
    """Tell whether a text goes below a file; a longer one comes after it (A1)."""
    return size(text) <= LIMITS.caption


def carrying(
    attached: Attachment, upload: Upload, chat: int, text: str = "", keyboard: InlineKeyboardMarkup | None = None
) -> SendPhoto | SendDocument:
    """Give the call that sends a file, with the words and buttons below it when there are any."""
    row = upload.row
    file = upload.ref or BufferedInputFile(row.content if row else b"", attached.name)
    below: dict[str, Any] = {"chat_id": chat, "caption": text or None, "reply_markup": keyboard}
    return SendPhoto(photo=file, **below) if attached.kind == PICTURE else SendDocument(document=file, **below)


def file_id(message: Message) -> str:
    """Give what Telegram calls the file of a message it was sent in; empty when it does not tell."""
    if message.photo:
        return message.photo[-1].file_id
    return message.document.file_id if message.document else ""
