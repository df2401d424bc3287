"""Answers the effects that stop a turn half-way, inside its transaction: runs a command, or a query for a list."""

from collections.abc import Mapping
from functools import partial

from bot import commands, queries
from bot.commands import CommandContext
from bot.turns.outbox import Outbox
from bot.turns.services import TurnServices
from bot.turns.tickets import Tickets
from bot.turns.transaction import Transaction
from flows.values.commands import changes_known
from flows.values.effects import Contested, Do
from flows.values.events import Answered, Event
from storage.port.people.chats import ChatKey, ChatState


class Answering:
    """Answers contested effects, and reloads the chat if the answer may have changed what is known of the person."""

    def __init__(self, services: TurnServices, transaction: Transaction, outbox: Outbox, tickets: Tickets) -> None:
        """Store the collaborators."""
        self._services, self._transaction = services, transaction
        self._outbox, self._tickets = outbox, tickets

    async def answer(self, key: ChatKey, effect: Contested) -> Event:
        """Return the answer as the event that continues the turn of this chat."""
        await self._transaction.flush()
        if isinstance(effect, Do):
            return await self._run(key, effect)
        context = self._outbox.query(self._transaction.chats[key], effect.slots)
        return Answered(effect.question, await queries.options(effect.question, context))

    async def _run(self, key: ChatKey, effect: Do) -> Event:
        context = self._context(self._transaction.chats[key], effect.slots)
        event = commands.outcome(effect.command, await commands.do(effect.command, context))
        if changes_known(event):
            self._transaction.mark_stale()
            await self._transaction.reload(key)
        return event

    def _context(self, chat: ChatState, slots: Mapping[str, str]) -> CommandContext:
        transaction, services = self._transaction, self._services
        return CommandContext(
            transaction.work, services.book, chat.known, slots, transaction.now,
            draw=partial(self._outbox.draw, chat), new_id=self._outbox.new_id,
            profiles=services.installation.profiles, chat=chat.key, installation=services.installation,
            send=partial(self._outbox.send, chat), notify=self._tickets.notify,
        )  # fmt: skip
