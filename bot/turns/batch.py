"""The turns of one batch, inside its transaction: they see each other's effects, and leave rows."""

from collections.abc import Mapping
from datetime import datetime

from bot.turns.answering import Answering
from bot.turns.effect_rows import write
from bot.turns.outbox import Outbox
from bot.turns.services import TurnServices
from bot.turns.strangers import WRITTEN, left_alone
from bot.turns.tickets import Tickets
from bot.turns.transaction import Transaction
from flows.engine.advance import Turn, advance
from flows.values import effects
from flows.values.effects import CONTESTED, Contested, Notice, Say, Uncontested
from flows.values.events import Event, News, Refreshed
from storage.port.people.chats import ChatKey, ChatState
from storage.port.store import Work

ANSWERS = 12  #: answers of the store a turn may need; more is a loop of the book's author


class Batch:
    """Folds events, one after another."""

    def __init__(self, services: TurnServices, work: Work, now: datetime, *, watched: bool = False) -> None:
        """Begin with nothing loaded; `watched`: keep every turn in `walked`."""
        self._book, self._now, self._watched = services.book, now, watched
        self.transaction = Transaction(work, now)
        self._outbox = Outbox(services, self.transaction)
        self._tickets = Tickets(services, self.transaction, self._outbox)
        self._answering = Answering(services, self.transaction, self._outbox, self._tickets)
        self.turns: list[tuple[Event, ChatState, Turn]] = []  #: kept only where somebody looks (the stories)

    async def turn(self, key: ChatKey, event: Event) -> None:
        """Fold one event of one chat, with all the answers it needs."""
        within = self.transaction
        if within.stale and key in within.stale:
            await within.reload(key)
        if type(event) is Refreshed and not await within.work.dialogs.unburied(key):
            return
        before = within.chats[key]
        turn = advance(self._book, before.session, event, within.known(before), self._now)
        if type(event) in WRITTEN and left_alone(key, before, turn):
            return
        if self._watched:
            self.turns.append((event, before, turn))
        if say := only(turn):
            self._outbox.say(within.keep(key, before, turn), event, before, say)
        else:
            await self._all(key, event, before, turn)

    async def remind(self, chat: ChatState, news: News, seen: Mapping[str, object]) -> int | None:
        """Remind somebody of what the school asks, with what was seen for it; give the id of the delivery, None when
        they stopped the reminders."""
        for notice in self._outbox.notices(chat, news):
            return await self._outbox.send_notice(chat, notice, seen, "broadcast", self._now)
        return None

    async def _all(self, key: ChatKey, event: Event, before: ChatState, turn: Turn) -> None:
        for _ in range(ANSWERS):
            pending = await self._effects(key, event, before, turn)
            if pending is None:
                return
            turn = await self._answered(key, pending)
        raise RuntimeError(f"{before.session.flow}/{before.session.state}: the store is asked for ever")

    async def _answered(self, key: ChatKey, pending: Contested) -> Turn:
        answer = await self._answering.answer(key, pending)
        chat = self.transaction.chats[key]
        turn = advance(self._book, chat.session, answer, self.transaction.known(chat), self._now)
        if self._watched:
            self.turns.append((answer, chat, turn))
        return turn

    async def _effects(self, key: ChatKey, event: Event, before: ChatState, turn: Turn) -> Contested | None:
        # keeps what a turn wants, in order; gives the contested effect it stopped at
        self.transaction.keep(key, self.transaction.chats[key], turn)
        pending: Contested | None = None
        for effect in turn.effects:
            if type(effect) is Say and not effect.query and not effect.attach:
                self._outbox.say(self.transaction.chats[key], event, before, effect)
            elif isinstance(effect, CONTESTED):
                pending = effect
            else:
                await self._effect(key, event, before, effect)
        return pending

    async def _effect(self, key: ChatKey, event: Event, before: ChatState, effect: Uncontested) -> None:
        chat = self.transaction.chats[key]
        match effect:
            case Say():
                await self._outbox.say_seen(chat, event, before, effect)
            case Notice():
                await self._outbox.notice(chat, effect)
            case effects.OpenTicket():
                await self._tickets.open(chat, effect)
            case effects.Forget():
                await self.transaction.forget(key, before.known.person)
            case effects.Consent() | effects.AddChild() | effects.Record() | effects.Mute() | effects.Unrecognised():
                write(self.transaction.rows, effect, chat.known.person, chat.chat)
            case effects.Wait() | effects.OpenLater() | effects.NeverMind():
                write(self.transaction.rows, effect, chat.known.person, chat.chat)


def only(turn: Turn) -> Say | None:
    """Give the one screen of words that a turn shows when it wants nothing else of the world, as most do."""
    if len(turn.effects) != 1:
        return None
    effect = turn.effects[0]
    return effect if type(effect) is Say and not effect.query and not effect.attach else None
