"""Opens tickets, notifies the staff and the parent, and schedules notices to be sent if nobody answers in time.

The commands that take, answer and close tickets are in `bot/commands/tickets.py`.
"""

from datetime import datetime

from bot.turns.outbox import Outbox
from bot.turns.services import TurnServices
from bot.turns.transaction import Transaction
from flows.values.calendar import Span, Unit
from flows.values.effects import OpenTicket
from flows.values.events import News
from storage.port.delivery.timers import TimerRow
from storage.port.people.chats import ChatState
from storage.port.school.tickets import TicketRow

UNANSWERED = Span(2, Unit.working_days)  #: the usual time to answer if the school's profile has no hours
NOTICES = {"staff": ("desk", "new"), "parent": ("human", "answered")}  #: the notice each side gets, as (flow, state)


class Tickets:
    """Opens tickets and notifies people of them, for the turns of one transaction."""

    def __init__(self, services: TurnServices, transaction: Transaction, outbox: Outbox) -> None:
        """Store the collaborators."""
        self._services, self._transaction, self._outbox = services, transaction, outbox

    async def open(self, chat: ChatState, effect: OpenTicket) -> None:
        """Open a ticket, render its summary for the staff, and notify them."""
        context = self._services.contexts.context(
            chat.known, self._transaction.now, slots=effect.slots, results=effect.results, child=effect.child
        )
        row = self._row(chat, effect, self._services.screens.summary(effect.topic, context))
        await self._transaction.flush()
        await self._transaction.work.tickets.open(row, self._transaction.now)
        if row.letter:  # an answer to a broadcast counts as its reading
            await self._transaction.work.broadcasts.confirm(row.letter, row.person, self._transaction.now)
        await self.notify(row.id, "staff")
        await self._schedule_late_notices(row, context["answer_by"])
        self._transaction.mark_stale()

    def _row(self, chat: ChatState, effect: OpenTicket, summary: str) -> TicketRow:
        child = chat.known.child(effect.child)
        school = (child.school if child else "") or chat.known.school
        letter, quoted = [effect.slots.get(name, "") for name in ("broadcast", "quoted")]
        ident, replying = self._outbox.new_id(), "replying" in effect.slots
        row = TicketRow(ident, school, chat.known.person, effect.child, effect.topic, summary)
        return row._replace(letter=letter, quoted=quoted) if replying else row

    async def notify(self, ticket: str, side: str) -> None:
        """Notify the persons on one side of a ticket. `side` is "staff" or "parent". Sessions do not change."""
        await self._transaction.flush()
        persons = await self._transaction.work.tickets.audience(ticket, side)
        for chat in (await self._transaction.work.chats.of_persons(persons, self._transaction.now, [ticket])).values():
            for notice in self._outbox.notices(chat, _news(chat, ticket, side)):
                await self._outbox.notice(chat, notice)

    async def _schedule_late_notices(self, row: TicketRow, answer_by: object) -> None:
        # if nobody answers in the usual time, both sides are notified, so that no question is forgotten
        due = self._late(row.school, answer_by)
        staff = await self._transaction.work.tickets.audience(row.id, "staff")
        for person, flow in (*((person, "desk") for person in staff), (row.person, "human")):
            news = News(flow, "late", {"ticket": row.id})
            self._transaction.rows.timers.append(TimerRow(f"late:{row.id}:{person}", due, news, person))

    def _late(self, school: str, answer_by: object) -> datetime:
        calendar, now = self._services.book.calendar_of(school), self._transaction.now
        usual = answer_by if isinstance(answer_by, datetime) else calendar.due(now, UNANSWERED)
        return calendar.polite(max(usual, now))


def _news(chat: ChatState, ticket: str, side: str) -> News:
    # if staff took the ticket before, the notice says that its asker added to it
    flow, state = NOTICES[side]
    asked = chat.known.ticket(ticket)
    return News(flow, "more" if asked and asked.taken_by and side == "staff" else state, {"ticket": ticket})
