"""What is in memory while a transaction is open: the chats as they were loaded, and the rows to be written."""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec.structs import replace

from flows.context.known import Child, Known
from flows.engine.advance import Turn
from flows.values.effects import Say
from storage.port.people.chats import ChatKey, ChatState
from storage.port.store import Work
from storage.port.turns import Rows


class Transaction:
    """The chats and rows of one batch. Its turns see each other's effects here."""

    def __init__(self, work: Work, now: datetime) -> None:
        """Begin with nothing loaded."""
        self.work, self.now = work, now
        self.chats: dict[ChatKey, ChatState] = {}
        self.stale: set[ChatKey] = set()  #: chats to be loaded again before their next turn
        self.used: frozenset[ChatKey] = frozenset()  #: written from in this batch, so they can be written to
        self.rows = Rows()
        self.forgot = False
        self._children: dict[str, Child] = {}
        self._tickets: frozenset[str] = frozenset()

    async def load(
        self, keys: Sequence[ChatKey], tickets: Collection[str] = (), used: Collection[ChatKey] = ()
    ) -> None:
        """Load where chats stand and what is known in one query; `used` are those a person wrote from."""
        self._tickets |= frozenset(tickets)
        self.used |= frozenset(used)
        self.chats.update(await self.work.chats.load(list(dict.fromkeys(keys)), self.now, self._tickets, used=used))

    async def flush(self) -> None:
        """Write the rows gathered so far, so that the store's answers see them."""
        if self.rows:
            await self.work.turns.keep(self.rows, self.now)
            self.rows = Rows()

    async def reload(self, key: ChatKey) -> None:
        """Load a chat again, with all that was written."""
        await self.flush()
        await self.load([key])
        self.stale.discard(key)

    def mark_stale(self) -> None:
        """Have every chat loaded again before its next turn."""
        self.stale = set(self.chats)

    def known(self, of: ChatState) -> Known:
        """Give what is known of a chat's person, with shared children as another turn of the batch left them."""
        if not of.known.children:
            return of.known
        # a child's number is each parent's own
        shared = ((child, self._children.get(child.id, child)) for child in of.known.children)
        return replace(of.known, children=tuple(replace(left, number=child.number) for child, left in shared))

    def keep(self, key: ChatKey, chat: ChatState, turn: Turn) -> ChatState:
        """Keep the session and the knowledge a turn ended with; give the chat after it."""
        known = turn.known
        if known.last_notice and any(isinstance(effect, Say) for effect in turn.effects):
            known = replace(known, last_notice=None)
        after = self.chats[key] = ChatState(chat.chat, chat.key, turn.session, known)
        if known.children:
            self._children.update((child.id, child) for child in known.children)
        self.rows.sessions[chat.chat] = turn.session
        return after

    async def forget(self, key: ChatKey, person: str) -> None:
        """Erase a person, with what this turn gathered about them; the chat is met anew to be told so."""
        await self.flush()
        await self.work.erasure.forget(person, self.now)
        session = self.chats[key].session
        await self.load([key])
        self.chats[key] = replace(self.chats[key], session=session)
        self.rows.sessions = {self.chats[key].chat: session}
        self.forgot, self.stale = True, set(self.chats) - {key}
