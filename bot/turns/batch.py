"""The turns of one batch, inside its transaction: they see each other's effects, and leave rows."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot import commands, queries
from bot.messages.files import File, attachment
from bot.messages.screen import Screen, encoded
from bot.queries import Look
from bot.rendering.attachments import MAKERS
from bot.rendering.telling import Context
from bot.turns.keeping import URGENCY, write
from bot.turns.strangers import WRITTEN, left_alone
from bot.turns.wishes import event_of
from flows.context.known import Child, Known, Spoken
from flows.engine.advance import Turn, advance
from flows.values import effects
from flows.values.calendar import Span, Unit
from flows.values.effects import CONTESTED, Ask, Notice, Say, Uncontested
from flows.values.events import Answered, Event, News, Pressed, Refreshed, Taken
from storage.port.chats import ChatKey, Standing
from storage.port.delivery import DeliveryRow
from storage.port.ids import short
from storage.port.store import Work
from storage.port.tickets import TicketRow
from storage.port.timers import TimerRow
from storage.port.turns import Rows

if TYPE_CHECKING:
    from bot.turns.runner import Runner

UNANSWERED = Span(2, Unit.working_days)  #: how long a question may stay silent where the profile tells no hours
ANSWERS = 12  #: answers of the store a turn may need; more is a loop of the book's author


class Batch:
    """What is in memory while a transaction is open."""

    def __init__(self, runner: "Runner", work: Work, now: datetime) -> None:
        """Begin with nothing loaded."""
        self._of, self._work, self._now = runner, work, now
        self._standing: dict[ChatKey, Standing] = {}
        self._children: dict[str, Child] = {}
        self._stale: set[ChatKey] = set()
        self._tickets: frozenset[str] = frozenset()
        self._used: frozenset[ChatKey] = frozenset()  #: written from in this batch, so they can be written to
        self.rows = Rows()
        self.forgot = False
        self.walked: list[tuple[Event, Standing, Turn]] = []  #: kept only where somebody looks (the stories)

    async def load(
        self, keys: Sequence[ChatKey], tickets: Collection[str] = (), used: Collection[ChatKey] = ()
    ) -> None:
        """Load where chats stand and what is known, all in one go; `used` are those a person wrote from."""
        self._tickets |= frozenset(tickets)
        self._used |= frozenset(used)
        self._standing.update(
            await self._work.chats.load(list(dict.fromkeys(keys)), self._now, self._tickets, used=used)
        )

    async def flush(self) -> None:
        """Write the rows gathered so far, so that the store's answers see them."""
        if self.rows:
            await self._work.turns.keep(self.rows, self._now)
            self.rows = Rows()

    async def turn(self, key: ChatKey, event: Event) -> None:
        """Fold one event of one chat, with all the answers it needs."""
        if self._stale and key in self._stale:
            await self._reload(key)
        if type(event) is Refreshed and not await self._work.dialogs.unburied(key):
            return
        before = self._standing[key]
        turn = advance(self._of.book, before.session, event, self._known(before), self._now)
        if type(event) in WRITTEN and left_alone(key, before, turn):
            return
        self._walked(event, before, turn)
        if say := only(turn):
            self._say(self._after(key, before, turn), event, before, say)
        else:
            await self._all(key, event, before, turn)

    async def _all(self, key: ChatKey, event: Event, before: Standing, turn: Turn) -> None:
        for _ in range(ANSWERS):
            pending = await self._effects(key, event, before, turn)
            if pending is None:
                return
            turn = await self._answered(key, pending)
        raise RuntimeError(f"{before.session.flow}/{before.session.state}: the store is asked for ever")

    def _walked(self, event: Event, before: Standing, turn: Turn) -> None:
        if self._of.walked:
            self.walked.append((event, before, turn))

    async def _reload(self, key: ChatKey) -> None:
        await self.flush()
        await self.load([key])
        self._stale.discard(key)

    def _known(self, of: Standing) -> Known:
        # a child shared with somebody of the same batch is seen as that turn left it; its number is each parent's own
        if not of.known.children:
            return of.known
        shared = ((child, self._children.get(child.id, child)) for child in of.known.children)
        return replace(of.known, children=tuple(replace(left, number=child.number) for child, left in shared))

    async def _answered(self, key: ChatKey, pending: effects.Wish | Ask) -> Turn:
        standing = self._standing[key]
        await self.flush()
        answer = await self._answer(pending, standing)
        if changes(pending, answer):
            self._stale = set(self._standing)
            await self._told(pending, answer, standing)
            await self._reload(key)
            await self._linked(pending, answer, key)
        standing = self._standing[key]
        answered = advance(self._of.book, standing.session, answer, self._known(standing), self._now)
        self._walked(answer, standing, answered)
        return answered

    async def _answer(self, pending: effects.Wish | Ask, standing: Standing) -> Event:
        if isinstance(pending, effects.Errand):
            return event_of(pending.name, await commands.do(pending.name, self._look(standing, pending.told)))
        if isinstance(pending, Ask):
            name, look = pending.question, self._look(standing, pending.told)
            return Answered(name, await queries.options(name, look))
        return await self._of.wishes.answer(self._work, pending, standing.known.person, self._now)

    def _look(self, standing: Standing, told: Mapping[str, str]) -> Look:
        return Look(
            self._work, self._of.book, standing.known, told, self._now,
            drawn=partial(self._drawn, standing), hand=partial(self._hand, standing),
            ident=lambda: short(self._of.ids()), profiles=self._of.telling.texts.schools,
        )  # fmt: skip

    def _drawn(self, standing: Standing, notice: Notice) -> Screen:
        context = self._of.telling.context(standing.known, self._now, told=notice.told, found={}, child=notice.child)
        return self._of.screens.noticed(notice, context)

    def _hand(self, standing: Standing, screen: Screen) -> None:
        self._deliver(standing, encoded(screen), "reply", {}, file=screen.attached.file if screen.attached else "")

    async def _seen(self, effect: Say | Notice, standing: Standing) -> Mapping[str, object]:
        if not effect.view:
            return {}
        await self.flush()
        return {effect.view: await queries.value(effect.view, self._look(standing, effect.told))}

    async def _told(self, wish: effects.Wish | Ask, answer: Event, standing: Standing) -> None:
        if isinstance(wish, effects.AnswerTicket) and isinstance(answer, Taken):
            ticket = standing.known.ticket(wish.ticket)
            await self._hear(wish.ticket, "staff" if ticket and ticket.mine else "parent")
        if isinstance(wish, effects.Redeem) and isinstance(answer, Taken) and "last_day" in answer.told:
            told, calendar = answer.told, self._of.book.calendar_of(answer.told["school"])
            words = (told["klass"], told["class_name"], told["last_day"])
            self.rows.timers.append(commands.over(*words, standing.known.person, calendar))

    async def _linked(self, wish: effects.Wish | Ask, answer: Event, key: ChatKey) -> None:
        # whoever did not do it themselves hears of it where they are, and can undo it for a day
        if not isinstance(wish, effects.LinkChats) or not isinstance(answer, Taken):
            return
        person = self._standing[key].known.person
        news = News("link", "another", {})
        for chat in await self._work.chats.others(person, key):
            self.rows.timers.append(TimerRow(f"linked:{chat}", self._now, news, person, chat))

    async def _effects(self, key: ChatKey, event: Event, before: Standing, turn: Turn) -> effects.Wish | Ask | None:
        # keeps what a turn wants, in order; gives the contested wish it stopped at
        self._after(key, self._standing[key], turn)
        pending: effects.Wish | Ask | None = None
        for effect in turn.effects:
            if type(effect) is Say and not effect.view and not effect.attach:
                self._say(self._standing[key], event, before, effect)
            elif isinstance(effect, CONTESTED):
                pending = effect
            else:
                await self._effect(key, event, before, effect)
        return pending

    def _after(self, key: ChatKey, standing: Standing, turn: Turn) -> Standing:
        known = turn.known
        if known.spoken and any(isinstance(effect, Say) for effect in turn.effects):
            known = replace(known, spoken=None)
        after = self._standing[key] = Standing(standing.chat, standing.key, turn.session, known)
        if known.children:
            self._children.update((child.id, child) for child in known.children)
        self.rows.sessions[standing.chat] = turn.session
        return after

    async def _effect(self, key: ChatKey, event: Event, before: Standing, effect: Uncontested) -> None:
        standing = self._standing[key]
        match effect:
            case Say():
                await self._say_seen(standing, event, before, effect)
            case Notice():
                await self._notice(standing, effect)
            case effects.OpenTicket():
                await self._open_ticket(standing, effect)
            case effects.Forget():
                await self._forget(key, before)
            case effects.Consent() | effects.AddChild() | effects.Record() | effects.Mute() | effects.Missed():
                write(self.rows, effect, standing.known.person, standing.chat)
            case effects.Wait() | effects.OpenLater() | effects.NeverMind():
                write(self.rows, effect, standing.known.person, standing.chat)

    async def _say_seen(self, standing: Standing, event: Event, before: Standing, say: Say) -> None:
        # a screen that shows what the store counts, or carries a file
        context = self._context(standing, say, await self._seen(say, standing))
        screen = await self._carrying(self._of.screens.drawn(say, context), say.attach, context)
        file = screen.attached.file if screen.attached else ""
        self._reply(standing, event, before, say, encoded(screen), file)

    def _say(self, standing: Standing, event: Event, before: Standing, say: Say) -> None:
        self._reply(standing, event, before, say, self._of.screens.body(say, self._context(standing, say)))

    def _context(self, standing: Standing, say: Say, seen: Mapping[str, object] | None = None) -> Context:
        return self._of.telling.context(
            standing.known, self._now, told=say.told, found=say.found, child=say.child, flow=say.flow, seen=seen
        )

    def _reply(self, standing: Standing, event: Event, before: Standing, say: Say, body: str, file: str = "") -> None:
        kind = type(event)
        if kind is not Refreshed and (before.known.spoken or self.rows.notices.get(standing.chat)):
            self.rows.notices[standing.chat] = None
        same = (kind is Pressed or kind is Refreshed) and before.session.flow == say.flow
        edit = same and not say.keep and not file and not self._keeps(before)
        self._deliver(standing, body, "reply", say.told, edit=edit, living=True, file=file)

    async def _carrying(self, screen: Screen, attach: str, context: Context) -> Screen:
        # in a thread: drawing takes its time, and other accounts go on meanwhile
        made = await asyncio.to_thread(MAKERS[attach], context) if attach else None
        if isinstance(made, File):
            row = made.row()
            self.rows.files.append(row)
            made = attachment(row)
        return replace(screen, attached=made) if made else screen

    def _keeps(self, before: Standing) -> bool:
        state = self._of.book.state(before.session.flow, before.session.state)
        return state is not None and state.keep

    async def remind(self, standing: Standing, news: News, seen: Mapping[str, object]) -> int | None:
        """Remind somebody of what the school asks, with what was seen for it; give the id of the delivery, None when
        they stopped the reminders."""
        notices = advance(self._of.book, standing.session, news, standing.known, self._now).effects
        for notice in notices:
            if isinstance(notice, Notice):
                return await self._send_notice(standing, notice, seen, "broadcast", self._now)
        return None

    async def _notice(self, standing: Standing, notice: Notice) -> None:
        seen = await self._seen(notice, standing)
        # a reply comes at once, also at night; what the bot says first waits for the morning of the school
        morning = self._of.book.calendar_of(standing.known.school).polite(self._now)
        await self._send_notice(standing, notice, seen, notice.urgency, morning)

    async def _send_notice(
        self, standing: Standing, notice: Notice, seen: Mapping[str, object], urgency: str, due: datetime
    ) -> int:
        context = self._of.telling.context(
            standing.known, self._now, told=notice.told, found={}, child=notice.child, flow=notice.flow, seen=seen
        )
        screen = await self._carrying(self._of.screens.noticed(notice, context), notice.attach, context)
        self.rows.notices[standing.chat] = Spoken(notice.flow, notice.state, notice.links)
        file = screen.attached.file if screen.attached else ""
        return self._deliver(standing, encoded(screen), urgency, notice.told, due=due, file=file)

    def _deliver(
        self,
        standing: Standing,
        body: str,
        urgency: str,
        told: Mapping[str, str],
        *,
        due: datetime | None = None,
        edit: bool = False,
        living: bool = False,
        file: str = "",
    ) -> int:
        # `ticket` names whose words it may carry, so that forgetting them finds it
        ident, key, ticket = self._of.ids(), standing.key, told.get("ticket", "")
        account = key.account if key in self._used else ""
        due, how = due or self._now, URGENCY[urgency]
        row = DeliveryRow(ident, standing.chat, how, body, due, edit, living, ticket, file, account)
        self.rows.deliveries.append(row)
        return ident

    async def _open_ticket(self, standing: Standing, wish: effects.OpenTicket) -> None:
        context = self._of.telling.context(
            standing.known, self._now, told=wish.told, found=wish.found, child=wish.child
        )
        summary = self._of.screens.summary(wish.topic, context)
        ident = short(self._of.ids())
        school = (child.school if (child := standing.known.child(wish.child)) else "") or standing.known.school
        row = TicketRow(ident, school, standing.known.person, wish.child, wish.topic, summary)
        await self.flush()
        await self._work.tickets.open(row, self._now)
        await self._hear(ident, "staff")
        await self._promise_to_climb(row, context["answer_by"])
        self._stale = set(self._standing)

    async def _promise_to_climb(self, row: TicketRow, answer_by: object) -> None:
        # when the usual time is over and nobody has answered, both sides hear of it: silence is never the answer
        calendar = self._of.book.calendar_of(row.school)
        usual = answer_by if isinstance(answer_by, datetime) else calendar.due(self._now, UNANSWERED)
        due = calendar.polite(max(usual, self._now))
        staff = await self._work.tickets.audience(row.id, "staff")
        for person, flow in (*((person, "desk") for person in staff), (row.person, "human")):
            news = News(flow, "late", {"ticket": row.id})
            self.rows.timers.append(TimerRow(f"late:{row.id}:{person}", due, news, person))

    async def _hear(self, ticket: str, side: str) -> None:
        # those on the other side of a ticket get a notice; where they stand does not change
        await self.flush()
        flow, state = {"staff": ("desk", "new"), "parent": ("human", "answered")}[side]
        persons = await self._work.tickets.audience(ticket, side)
        for standing in (await self._work.chats.of_persons(persons, self._now, [ticket])).values():
            asked = standing.known.ticket(ticket)
            news = News(flow, "more" if asked and asked.taken_by and side == "staff" else state, {"ticket": ticket})
            for effect in advance(self._of.book, standing.session, news, standing.known, self._now).effects:
                if isinstance(effect, Notice):
                    await self._notice(standing, effect)

    async def _forget(self, key: ChatKey, before: Standing) -> None:
        # what this turn gathered about the person goes too; the farewell is said to a chat met anew
        await self.flush()
        await self._work.erasure.forget(before.known.person, self._now)
        session = self._standing[key].session
        await self.load([key])
        self._standing[key] = replace(self._standing[key], session=session)
        self.rows.sessions = {self._standing[key].chat: session}
        self.forgot, self._stale = True, set(self._standing) - {key}


def only(turn: Turn) -> Say | None:
    """Give the one screen of words that a turn shows when it wants nothing else of the world, as most do."""
    if len(turn.effects) != 1:
        return None
    effect = turn.effects[0]
    return effect if type(effect) is Say and not effect.view and not effect.attach else None


def changes(wish: effects.Wish | Ask, answer: Event) -> bool:
    """Tell whether an answer of the store may have changed what is known of somebody in the batch.

    A class code only says which class it is, a new family's slip which family, and a code that was made is told: a
    hundred parents who come in at once need not be loaded a hundred times.
    """
    match wish:
        case Ask() | effects.MakeCode() | effects.MakeClass():
            return False
        case effects.Redeem():
            return isinstance(answer, Taken) and answer.told.get("kind") not in {"class", "family"}
        case _:
            return True
