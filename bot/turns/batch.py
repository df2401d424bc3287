"""The turns of one batch of events, in one transaction. Each turn sees the effects of the earlier turns."""

from collections.abc import Mapping
from datetime import datetime

from bot.commands.installer_code import entrance
from bot.turns.answering import Answering
from bot.turns.effect_rows import write
from bot.turns.outbox import Outbox
from bot.turns.repeated import NO_PRESSES, LastPress, RecentPresses, noted, place, repeats
from bot.turns.services import TurnServices
from bot.turns.strangers import WRITTEN, leave_alone, left_alone
from bot.turns.tickets import Tickets
from bot.turns.transaction import Transaction
from flows.engine.advance import Turn, advance
from flows.values import effects
from flows.values.effects import CONTESTED, Contested, Notice, Say, Uncontested
from flows.values.events import Event, News, Refreshed
from storage.port.people.chats import ChatKey, ChatState
from storage.port.store import Work

ANSWERS = 12  #: the most answers of the store that one turn may need; more means that the flow loops


class Batch:
    """Processes events one after another and collects the rows to write."""

    def __init__(
        self, services: TurnServices, work: Work, now: datetime,
        *, recent: RecentPresses = NO_PRESSES, watched: bool = False,
    ) -> None:  # fmt: skip
        """Start with no chats loaded. `recent`: the presses of earlier batches.

        If `watched`, every turn is recorded in `self.turns`.
        """
        self._services, self._book, self._now, self._watched = services, services.book, now, watched
        self.transaction = Transaction(work, now)
        self._outbox = Outbox(services, self.transaction)
        self._tickets = Tickets(services, self.transaction, self._outbox)
        self._answering = Answering(services, self.transaction, self._outbox, self._tickets)
        self._recent = recent
        self.presses: dict[ChatKey, LastPress] = {}  #: the last press of each chat, to be kept after the commit
        self.turns: list[tuple[Event, ChatState, Turn]] = []  #: recorded only if `watched` (the stories)

    async def turn(self, key: ChatKey, event: Event) -> None:
        """Process one event of one chat. If an effect needs an answer of the store, the answer continues the turn."""
        transaction = self.transaction
        if transaction.stale and key in transaction.stale:
            await transaction.reload(key)
        if type(event) is Refreshed and not await transaction.work.dialogs.unburied(key):
            return  # there is a newer message below the screen, so the screen cannot be edited in place
        before = transaction.chats[key]
        event = entrance(event, self._services.installation)
        if repeats(self.presses.get(key) or self._recent.last(key), event, before.session, self._now):
            return
        turn = advance(self._book, before.session, event, transaction.known(before), self._now)
        if type(event) in WRITTEN and left_alone(key, before, turn):
            await leave_alone(self._services, transaction, before, event)
            return
        if self._watched:
            self.turns.append((event, before, turn))
        if say := only(turn):
            self._outbox.say(transaction.keep(key, before, turn), event, before, say)
        else:
            await self._apply_all(key, event, before, turn)
        if noted(event):
            self.presses[key] = LastPress(event, place(transaction.chats[key].session), self._now)

    async def remind(self, chat: ChatState, news: News, queried: Mapping[str, object]) -> int | None:
        """Queue the reminder that `news` causes; return the id of its delivery.

        None if the person stopped the reminders. `queried`: {name of a query: its value}, for the text to show.
        """
        notice = next(iter(self._outbox.notices(chat, news)), None)
        return await self._outbox.send_notice(chat, notice, queried, "broadcast", self._now) if notice else None

    async def _apply_all(self, key: ChatKey, event: Event, before: ChatState, turn: Turn) -> None:
        for _ in range(ANSWERS):
            pending = await self._apply(key, event, before, turn)
            if pending is None:
                return
            turn = await self._answered(key, pending)
        raise RuntimeError(
            f"{before.session.flow}/{before.session.state}: more than {ANSWERS} answers of the store in one turn"
        )

    async def _answered(self, key: ChatKey, pending: Contested) -> Turn:
        answer = await self._answering.answer(key, pending)
        chat = self.transaction.chats[key]
        turn = advance(self._book, chat.session, answer, self.transaction.known(chat), self._now)
        if self._watched:
            self.turns.append((answer, chat, turn))
        return turn

    async def _apply(self, key: ChatKey, event: Event, before: ChatState, turn: Turn) -> Contested | None:
        # applies the effects of a turn in order; returns the last one if it needs an answer of the store, else None
        self.transaction.keep(key, self.transaction.chats[key], turn)
        pending: Contested | None = None
        for effect in turn.effects:
            if type(effect) is Say and not effect.query and not effect.attach:
                self._outbox.say(self.transaction.chats[key], event, before, effect)
            elif isinstance(effect, CONTESTED):
                pending = effect
            else:
                await self._apply_one(key, event, before, effect)
        return pending

    async def _apply_one(self, key: ChatKey, event: Event, before: ChatState, effect: Uncontested) -> None:
        chat = self.transaction.chats[key]
        match effect:
            case Say():
                await self._outbox.say_with_query(chat, event, before, effect)
            case Notice():
                await self._outbox.notice(chat, effect)
            case effects.OpenTicket():
                await self._tickets.open(chat, effect)
            case effects.Forget():
                await self.transaction.forget(key, before.known.person)
            case _:
                write(self.transaction.rows, effect, chat.known.person, chat.chat)


def only(turn: Turn) -> Say | None:
    """Return the screen of a turn that has no other effect, if the screen has neither a query nor a file; else None.

    Most turns have only such a screen.
    """
    if len(turn.effects) != 1:
        return None
    effect = turn.effects[0]
    return effect if type(effect) is Say and not effect.query and not effect.attach else None
