"""Renders the messages of a turn and queues them as deliveries."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from bot import queries
from bot.messages.files import File, attachment
from bot.messages.screen import Screen, encoded
from bot.queries import QueryContext
from bot.rendering.attachments import MAKERS
from bot.rendering.context import Context
from bot.turns.effect_rows import URGENCY
from bot.turns.services import TurnServices
from bot.turns.transaction import Transaction
from flows.context.known import LastNotice
from flows.engine.advance import advance
from flows.values.effects import Notice, Say
from flows.values.events import Event, News, Pressed, Refreshed
from storage.port.delivery.deliveries import DeliveryRow
from storage.port.ids import short
from storage.port.people.chats import ChatState


class Outbox:
    """Queues the messages of the turns of one transaction."""

    def __init__(self, services: TurnServices, transaction: Transaction) -> None:
        """Store the collaborators."""
        self._services, self._transaction, self._now = services, transaction, transaction.now

    def new_id(self) -> str:
        """Return a new id, as a string short enough for a slot."""
        return short(self._services.ids())

    def say(self, chat: ChatState, event: Event, before: ChatState, say: Say) -> None:
        """Queue a screen that has neither a query nor a file. For other screens use `say_with_query`."""
        self._reply(chat, event, before, say, self._services.screens.body(say, self._context(chat, say)))

    async def say_with_query(self, chat: ChatState, event: Event, before: ChatState, say: Say) -> None:
        """Queue a screen that shows the value of a query or has a file."""
        context = self._context(chat, say, await self._queried(say, chat))
        screen = await self._with_file(self._services.screens.drawn(say, context), say.attach, context)
        self._reply(chat, event, before, say, encoded(screen), _file(screen))

    async def notice(self, chat: ChatState, notice: Notice) -> None:
        """Queue a notice. In quiet hours it is sent only next morning, in the time zone of the school."""
        seen = await self._queried(notice, chat)
        morning = self._services.book.calendar_of(chat.known.school).polite(self._now)
        await self.send_notice(chat, notice, seen, notice.urgency, morning)

    async def send_notice(
        self, chat: ChatState, notice: Notice, queried: Mapping[str, object], urgency: str, due: datetime
    ) -> int:
        """Queue a notice to be sent at `due`; return the id of its delivery.

        `queried`: {name of a query: its value}, for the text to show. `urgency`: a key of `URGENCY` in `effect_rows`.
        """
        context = self._notice_context(chat, notice, flow=notice.flow, queried=queried)
        screen = await self._with_file(self._services.screens.noticed(notice, context), notice.attach, context)
        self._transaction.rows.notices[chat.chat] = LastNotice(notice.flow, notice.state, notice.links)
        return self._deliver(chat, encoded(screen), urgency, notice.slots, due=due, file=_file(screen))

    def notices(self, chat: ChatState, news: News) -> Iterator[Notice]:
        """Yield the notices that `news` causes in a chat; none if the person stopped the reminders."""
        turn = advance(self._services.book, chat.session, news, chat.known, self._now)
        return (effect for effect in turn.effects if isinstance(effect, Notice))

    def draw(self, chat: ChatState, notice: Notice) -> Screen:
        """Render a notice as its recipients will see it, with the texts of this chat's school."""
        return self._services.screens.noticed(notice, self._notice_context(chat, notice))

    def send(self, chat: ChatState, screen: Screen) -> None:
        """Queue a message that does not replace the current screen of the chat."""
        self._deliver(chat, encoded(screen), "reply", {}, file=_file(screen))

    async def _queried(self, effect: Say | Notice, chat: ChatState) -> Mapping[str, object]:
        if not effect.query:
            return {}
        await self._transaction.flush()
        return {effect.query: await queries.value(effect.query, self.query_context(chat, effect.slots))}

    def query_context(self, chat: ChatState, slots: Mapping[str, str]) -> QueryContext:
        """Return the context for a query of this chat. `slots` can be forged, so the query checks permissions."""
        return QueryContext(
            self._transaction.work, self._services.book, chat.known, slots, self._now, draw=partial(self.draw, chat),
            new_id=self.new_id, profiles=self._services.installation.profiles,
        )  # fmt: skip

    def _context(self, chat: ChatState, say: Say, queried: Mapping[str, object] | None = None) -> Context:
        return self._services.contexts.context(
            chat.known, self._now, slots=say.slots, results=say.results, child=say.child, flow=say.flow, queried=queried
        )

    def _notice_context(
        self, chat: ChatState, notice: Notice, *, flow: str = "", queried: Mapping[str, object] | None = None
    ) -> Context:
        return self._services.contexts.context(
            chat.known, self._now, slots=notice.slots, results={}, child=notice.child, flow=flow, queried=queried
        )

    def _reply(self, chat: ChatState, event: Event, before: ChatState, say: Say, body: str, file: str = "") -> None:
        kind, rows = type(event), self._transaction.rows
        if kind is not Refreshed and (before.known.last_notice or rows.notices.get(chat.chat)):
            rows.notices[chat.chat] = None
        same = (kind is Pressed or kind is Refreshed) and before.session.flow == say.flow
        edit = same and not say.keep and not file and not self._keeps(before)
        replaceable = not say.keep and not file
        self._deliver(chat, body, "reply", say.slots, edit=edit, living=True, file=file, replaceable=replaceable)

    def _keeps(self, before: ChatState) -> bool:
        state = self._services.book.state(before.session.flow, before.session.state)
        return state is not None and state.keep

    async def _with_file(self, screen: Screen, attach: str, context: Context) -> Screen:
        # in a thread: drawing takes up to 50 ms, and the event loop serves other accounts meanwhile
        made = await asyncio.to_thread(MAKERS[attach], context) if attach else None
        if isinstance(made, File):
            row = made.row()
            self._transaction.rows.files.append(row)
            made = attachment(row)
        return replace(screen, attached=made) if made else screen

    def _deliver(
        self,
        chat: ChatState,
        body: str,
        urgency: str,
        slots: Mapping[str, str],
        *,
        due: datetime | None = None,
        edit: bool = False,
        living: bool = False,
        file: str = "",
        replaceable: bool = False,
    ) -> int:
        # a message may quote its ticket: the row names the ticket, so that erasing its author finds the message too
        ident, key, ticket = self._services.ids(), chat.key, slots.get("ticket", "")
        account = key.account if key in self._transaction.used else ""
        due, how = due or self._now, URGENCY[urgency]
        row = DeliveryRow(ident, chat.chat, how, body, due, edit, living, ticket, file, account, replaceable)
        self._transaction.rows.deliveries.append(row)
        return ident


def _file(screen: Screen) -> str:
    return screen.attached.file if screen.attached else ""
