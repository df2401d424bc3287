"""Downloads the files that staff send, before the turn, and only if the current state of the chat receives files."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from datetime import date

from bot.channels.incoming import Fetch, Incoming
from bot.clock import Clock
from bot.messages.files import DOCUMENT, LARGEST, PICTURE, File, kind_of
from flows.book.model import Book
from flows.context import permissions
from flows.privacy.file_names import file_name
from flows.values.events import SentFile
from storage.port.people.chats import ChatKey, ChatState
from storage.port.store import Store

log = logging.getLogger(__name__)

PATIENCE = 15.0  #: the most seconds of one download; the earlier events of the batch are committed already
NAMES = {"image/png": "Картинка.png", "image/jpeg": "Картинка.jpg", "application/pdf": "Документ.pdf"}
EXTENSIONS = {"image/jpeg": (".jpeg",)}  #: other extensions of a kind, beside the one in NAMES


def parted(batch: Sequence[Incoming]) -> Iterator[list[Incoming]]:
    """Split a batch of events into parts, so that no chat waits for the download of another chat's file.

    The events of each chat stay in their order.
    """
    left = list(batch)
    while left:
        part, later = _before_files(left)
        if not part:
            part, later = _up_to_next_files(left)
        yield part
        left = later


def _before_files(batch: Sequence[Incoming]) -> tuple[list[Incoming], list[Incoming]]:
    # returns two lists: the events of each chat before its first file, and the rest
    waiting: set[ChatKey] = set()
    parts: tuple[list[Incoming], list[Incoming]] = ([], [])
    for each in batch:
        waiting.update([each.chat] if each.fetch else ())
        parts[each.chat in waiting].append(each)
    return parts


def _up_to_next_files(batch: Sequence[Incoming]) -> tuple[list[Incoming], list[Incoming]]:
    # returns two lists: the events of each chat before a file that is not its first event, and the rest
    begun: set[ChatKey] = set()
    waiting: set[ChatKey] = set()
    parts: tuple[list[Incoming], list[Incoming]] = ([], [])
    for each in batch:
        if each.fetch and each.chat in begun:
            waiting.add(each.chat)
        begun.add(each.chat)
        parts[each.chat in waiting].append(each)
    return parts


async def fetched(book: Book, store: Store, clock: Clock, batch: Sequence[Incoming]) -> list[Incoming]:
    """Download the files of a part that `parted` made; return its events with the downloaded files.

    A file is downloaded only if the current state of its chat receives files. That state is certain, because a file
    is always the first event of its chat in a part.
    """
    keys = list(dict.fromkeys(each.chat for each in batch if each.fetch))
    if not keys:
        return list(batch)
    async with store.work() as work:
        chat_states = await work.chats.load(keys, clock.now(), used=())
    today = clock.now().date()
    return list(await asyncio.gather(*(_with_file(book, each, chat_states.get(each.chat), today) for each in batch)))


async def _with_file(book: Book, each: Incoming, chat_state: ChatState | None, today: date) -> Incoming:
    if each.fetch is None or chat_state is None or not _receives(book, chat_state):
        return each
    found = await _file(each.fetch, each.chat.account, today)
    if isinstance(found, str):
        return each._replace(event=SentFile(each.fetch.kind, text=each.fetch.text, why=found))
    row = found.row(chat_state.known.person)
    return each._replace(event=SentFile(row.kind, row.id, row.name, each.fetch.text), file=row)


def _receives(book: Book, chat_state: ChatState) -> bool:
    at = chat_state.session
    flow, name = book.renamed.get((at.flow, at.state), (at.flow, at.state))
    state = book.state(flow, name)
    return (
        state is not None and state.receives is not None and permissions.may_stand(book.flows[flow], chat_state.known)
    )


async def _file(sent: Fetch, account: str, today: date) -> File | str:
    # returns the file, or the `why` of SentFile
    if sent.size > LARGEST:
        return "too_big"
    try:
        async with asyncio.timeout(PATIENCE):
            content = await sent.read()
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
