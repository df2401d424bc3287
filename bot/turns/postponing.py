"""Postpones the events of a chat whose file must be downloaded first, so that nobody else waits for the download.

The events are stored in the transaction of their batch and processed by `bot.jobs.downloads`, in their order.
"""

from datetime import date, datetime

from msgspec.structs import replace

from bot.channels.incoming import Fetch, Incoming, encoded
from bot.messages.files import LARGEST
from bot.turns.fetching import receives
from bot.turns.laid_aside import notices
from bot.turns.services import TurnServices
from bot.turns.transaction import Transaction
from flows.engine.typed import clean
from flows.privacy.file_names import crossed_name
from flows.privacy.redaction import redacted
from flows.values.events import Event, Said, SentFile
from storage.port.delivery.postponed import PostponedRow
from storage.port.people.chats import ChatKey, ChatState

MOST = 100  #: postponed events of one chat; its person is told when there are more, and those are dropped


class Postponing:
    """The postponed events of one batch."""

    def __init__(self, services: TurnServices, transaction: Transaction, now: datetime) -> None:
        """Start with none. `transaction` has the chats of the batch and collects the rows."""
        self._services, self._transaction, self._now = services, transaction, now
        self._waiting: dict[ChatKey, int] = {}

    @property
    def any(self) -> bool:
        """Return whether an event of this batch was postponed."""
        return bool(self._waiting)

    async def postpones(self, each: Incoming) -> bool:
        """Store an event for later if it needs a download, or if earlier events of its chat wait; return whether so.

        Events of timers are never postponed.
        """
        if each.timer is not None or each.postponed is not None:
            return False
        chat = self._transaction.chats[each.chat]
        before = self._waiting.get(each.chat, chat.postponed)
        if not before and not self._needs_download(chat, each.fetch):
            return False
        self._waiting[each.chat] = before + 1
        if before <= MOST:
            await self._add(each, chat)
        if before == MOST:
            await self._tell("everywhere/too_many", each.chat)
        return True

    def event_of(self, each: Incoming) -> Event:
        """Return the event to process now: a file that is too large is not downloaded, only its caption is read."""
        fetch, chat = each.fetch, self._transaction.chats[each.chat]
        if fetch and fetch.size > LARGEST and receives(self._services.book, chat):
            return SentFile(fetch.kind, text=fetch.text, why="too_big")
        return each.event

    def _needs_download(self, chat: ChatState, fetch: Fetch | None) -> bool:
        return fetch is not None and fetch.size <= LARGEST and receives(self._services.book, chat)

    async def _add(self, each: Incoming, chat: ChatState) -> None:
        today = self._now.date()
        event, struck = _event(each.event, today)
        fetch = _fetch(each.fetch, today) if each.fetch else None
        row = PostponedRow(self._services.ids(), chat.chat, each.key, event, encoded(fetch))
        self._transaction.rows.postponed.append(row)
        if struck:
            await self._tell("everywhere/redacted", each.chat)

    async def _tell(self, path: str, chat: ChatKey) -> None:
        self._transaction.rows.deliveries += await notices(
            self._services, self._transaction.work, path, [chat], self._now
        )


def _event(event: Event, today: date) -> tuple[Event, bool]:
    # no typed word is stored before it is redacted; also returns whether something was crossed out
    if not isinstance(event, Said):
        return event, False
    found = redacted(clean(event.text), today)
    return replace(event, text=found.text), bool(found.struck)


def _fetch(fetch: Fetch, today: date) -> Fetch:
    # what is crossed out of a caption is seen in the preview of what will be sent
    return fetch._replace(text=redacted(clean(fetch.text), today).text, name=crossed_name(fetch.name, today))
