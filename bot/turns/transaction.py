"""The state of one open transaction: the chats that were loaded, and the rows that are not written yet."""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec.structs import replace

from flows.context.known import Child, Known
from flows.engine.advance import Turn
from flows.values.effects import Say
from flows.values.session import Session
from storage.port.people.chats import ChatKey, ChatState
from storage.port.store import Work
from storage.port.turns import Rows


class Transaction:
    """The chats and rows of one batch. Through them each turn sees the effects of the earlier turns."""

    def __init__(self, work: Work, now: datetime) -> None:
        """Start with no chats loaded."""
        self.work, self.now = work, now
        self.chats: dict[ChatKey, ChatState] = {}
        self.stale: set[ChatKey] = set()  #: chats to reload before their next turn
        self.used: frozenset[ChatKey] = (
            frozenset()
        )  #: chats from which a person wrote in this batch, so they are reachable
        self.rows = Rows()
        self.forgot = False
        self._children: dict[str, Child] = {}
        self._tickets: frozenset[str] = frozenset()

    async def load(
        self, keys: Sequence[ChatKey], tickets: Collection[str] = (), used: Collection[ChatKey] = ()
    ) -> None:
        """Load chats in one query.

        `tickets`: ids of the tickets to load with them. `used`: the chats whose person has just written; the bot
        can therefore send messages to them.
        """
        self._tickets |= frozenset(tickets)
        self.used |= frozenset(used)
        self.chats.update(await self.work.chats.load(list(dict.fromkeys(keys)), self.now, self._tickets, used=used))

    async def flush(self) -> None:
        """Write the rows collected so far, so that the next queries see them."""
        if self.rows:
            await self.work.turns.keep(self.rows, self.now)
            self.rows = Rows()

    async def reload(self, key: ChatKey) -> None:
        """Write the rows collected so far, then load a chat again."""
        await self.flush()
        await self.load([key])
        self.stale.discard(key)

    def mark_stale(self) -> None:
        """Mark all loaded chats as stale, so that each is reloaded before its next turn."""
        self.stale = set(self.chats)

    def known(self, of: ChatState) -> Known:
        """Return what is known of the person of this chat.

        It includes the changes that other parents of the same children made earlier in this batch.
        """
        if not of.known.children:
            return of.known
        # each parent has their own numbers for the children, so the number is not copied
        shared = ((child, self._children.get(child.id, child)) for child in of.known.children)
        return replace(of.known, children=tuple(replace(latest, number=child.number) for child, latest in shared))

    def keep(self, key: ChatKey, chat: ChatState, turn: Turn) -> ChatState:
        """Keep the session and what is known of the person after a turn, for later turns; return the new chat state."""
        known = turn.known
        if known.last_notice and any(isinstance(effect, Say) for effect in turn.effects):
            known = replace(known, last_notice=None)
        after = self.chats[key] = ChatState(chat.chat, chat.key, turn.session, known, chat.postponed)
        if known.children:
            self._children.update((child.id, child) for child in known.children)
        self.rows.sessions[chat.chat] = turn.session
        return after

    def keep_session(self, key: ChatKey, session: Session) -> None:
        """Keep a session that changed without a turn."""
        chat = self.chats[key]
        self.chats[key] = ChatState(chat.chat, chat.key, session, chat.known, chat.postponed)
        self.rows.sessions[chat.chat] = session

    async def forget(self, key: ChatKey, person: str) -> None:
        """Erase a person, including the rows that this turn collected about them.

        The chat is loaded again, now without a known person. Its session is kept, because the turn still has to reply.
        """
        await self.flush()
        await self.work.erasure.forget(person, self.now)
        session = self.chats[key].session
        await self.load([key])
        self.chats[key] = replace(self.chats[key], session=session)
        self.rows.sessions = {self.chats[key].chat: session}
        self.forgot, self.stale = True, set(self.chats) - {key}
