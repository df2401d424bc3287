"""The memory of one open transaction: the chats that were loaded, and the rows still to be written."""

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
    """The chats and rows of one batch. A turn sees here the effects of the turns before it."""

    def __init__(self, work: Work, now: datetime) -> None:
        """Start with no chats loaded."""
        self.work, self.now = work, now
        self.chats: dict[ChatKey, ChatState] = {}
        self.stale: set[ChatKey] = set()  #: chats to reload before their next turn
        self.used: frozenset[ChatKey] = frozenset()  #: chats a person wrote from in this batch: they are reachable
        self.rows = Rows()
        self.forgot = False
        self._children: dict[str, Child] = {}
        self._tickets: frozenset[str] = frozenset()

    async def load(
        self, keys: Sequence[ChatKey], tickets: Collection[str] = (), used: Collection[ChatKey] = ()
    ) -> None:
        """Load chats, with the tickets that slots name, in one query. `used`: the chats a person just wrote from."""
        self._tickets |= frozenset(tickets)
        self.used |= frozenset(used)
        self.chats.update(await self.work.chats.load(list(dict.fromkeys(keys)), self.now, self._tickets, used=used))

    async def flush(self) -> None:
        """Write the rows gathered so far, so that the next reads of the store see them."""
        if self.rows:
            await self.work.turns.keep(self.rows, self.now)
            self.rows = Rows()

    async def reload(self, key: ChatKey) -> None:
        """Write the gathered rows, then load a chat again."""
        await self.flush()
        await self.load([key])
        self.stale.discard(key)

    def mark_stale(self) -> None:
        """Mark every chat to be reloaded before its next turn."""
        self.stale = set(self.chats)

    def known(self, of: ChatState) -> Known:
        """Return what is known of a chat's person, with children as other parents' turns in this batch left them."""
        if not of.known.children:
            return of.known
        # each parent numbers their children by themselves, so the number is not copied
        shared = ((child, self._children.get(child.id, child)) for child in of.known.children)
        return replace(of.known, children=tuple(replace(latest, number=child.number) for child, latest in shared))

    def keep(self, key: ChatKey, chat: ChatState, turn: Turn) -> ChatState:
        """Store the session and the known facts after a turn; return the chat after it."""
        known = turn.known
        if known.last_notice and any(isinstance(effect, Say) for effect in turn.effects):
            known = replace(known, last_notice=None)
        after = self.chats[key] = ChatState(chat.chat, chat.key, turn.session, known)
        if known.children:
            self._children.update((child.id, child) for child in known.children)
        self.rows.sessions[chat.chat] = turn.session
        return after

    async def forget(self, key: ChatKey, person: str) -> None:
        """Erase a person, including the rows this turn gathered about them.

        The chat is loaded anew, as of an unknown person, and keeps its session: the turn still has to reply in it.
        """
        await self.flush()
        await self.work.erasure.forget(person, self.now)
        session = self.chats[key].session
        await self.load([key])
        self.chats[key] = replace(self.chats[key], session=session)
        self.rows.sessions = {self.chats[key].chat: session}
        self.forgot, self.stale = True, set(self.chats) - {key}
