"""Runs the command, or the query for a list, for which a turn has stopped half-way.

It runs inside the transaction of the turn.
"""

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
    """Runs the commands and queries of a turn, and reloads the chat if a command may have changed what is known."""

    def __init__(self, services: TurnServices, transaction: Transaction, outbox: Outbox, tickets: Tickets) -> None:
        """Store the collaborators."""
        self._services, self._transaction = services, transaction
        self._outbox, self._tickets = outbox, tickets

    async def answer(self, key: ChatKey, effect: Contested) -> Event:
        """Run the command or the query of an effect. Return its answer as the event that continues the turn."""
        await self._transaction.flush()
        if isinstance(effect, Do):
            return await self._run(key, effect)
        context = self._outbox.query_context(self._transaction.chats[key], effect.slots)
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
