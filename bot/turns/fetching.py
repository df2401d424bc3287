"""Downloads a file that staff sent, if the current state of the chat receives files, and checks its bytes."""

import asyncio
import logging
from datetime import date

from bot.channels.incoming import Download, Fetch
from bot.messages.files import DOCUMENT, LARGEST, PICTURE, File, kind_of
from flows.book.model import Book
from flows.context import permissions
from flows.privacy.file_names import file_name
from flows.values.events import SentFile
from storage.port.delivery.files import FileRow
from storage.port.people.chats import ChatState

log = logging.getLogger(__name__)

PATIENCE = 15.0  #: the most seconds of one download; only the events of its own chat wait for it
NAMES = {"image/png": "Картинка.png", "image/jpeg": "Картинка.jpg", "application/pdf": "Документ.pdf"}
EXTENSIONS = {"image/jpeg": (".jpeg",)}  #: other extensions of a kind, beside the one in NAMES


def receives(book: Book, chat: ChatState) -> bool:
    """Return whether the current state of a chat receives files, and its person may be in that state."""
    at = chat.session
    flow, name = book.renamed.get((at.flow, at.state), (at.flow, at.state))
    state = book.state(flow, name)
    return state is not None and state.receives is not None and permissions.may_stand(book.flows[flow], chat.known)


async def fetched(sent: Fetch, download: Download, chat: ChatState, today: date) -> tuple[SentFile, FileRow | None]:
    """Download a file. Return the event of the file, and the row to store; None if it could not be downloaded."""
    found = await _file(sent, download, chat.key.account, today)
    if isinstance(found, str):
        return SentFile(sent.kind, text=sent.text, why=found), None
    row = found.row(chat.known.person)
    return SentFile(row.kind, row.id, row.name, sent.text), row


async def _file(sent: Fetch, download: Download, account: str, today: date) -> File | str:
    # returns the file, or the `why` of SentFile
    try:
        async with asyncio.timeout(PATIENCE):
            content = await download(sent.source)
    except Exception as error:  # noqa: BLE001 an edge: on any error of a platform the person is asked to send the file again
        log.warning("account %s: a file was not fetched: %s", account, type(error).__name__)
        return "lost"
    return _checked(sent.name, content, today)


def _checked(name: str, content: bytes, today: date) -> File | str:
    if len(content) > LARGEST:
        return "too_big"
    media = kind_of(content)
    kind = PICTURE if media.startswith("image/") else DOCUMENT
    if not media:
        return "not_taken"
    return File(kind, file_name(name, NAMES[media], EXTENSIONS.get(media, ()), today), content)
