"""What stops a turn half-way is answered inside the transaction: a command is run, a question asked."""

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
    """Answers contested effects, and loads the chat again where an answer changed what is known."""

    def __init__(self, services: TurnServices, within: Transaction, outbox: Outbox, tickets: Tickets) -> None:
        """Keep the parts."""
        self._of, self._in, self._outbox, self._tickets = services, within, outbox, tickets

    async def answer(self, key: ChatKey, effect: Contested) -> Event:
        """Give the answer as the event that continues the turn of this chat."""
        await self._in.flush()
        if isinstance(effect, Do):
            return await self._run(key, effect)
        context = self._outbox.query(self._in.chats[key], effect.slots)
        return Answered(effect.question, await queries.options(effect.question, context))

    async def _run(self, key: ChatKey, effect: Do) -> Event:
        context = self._context(self._in.chats[key], effect.slots)
        event = commands.outcome(effect.command, await commands.do(effect.command, context))
        if changes_known(event):
            self._in.mark_stale()
            await self._in.reload(key)
        return event

    def _context(self, chat: ChatState, slots: Mapping[str, str]) -> CommandContext:
        return CommandContext(
            self._in.work, self._of.book, chat.key, chat.known, slots, self._in.now, self._of.installation,
            draw=partial(self._outbox.draw, chat), send=partial(self._outbox.send, chat),
            notify=self._tickets.notify, new_id=self._outbox.new_id,
        )  # fmt: skip
