"""Tickets in a turn: opened, both sides notified, and promised to climb when nobody answers in the usual time.

Who takes, answers or closes one runs a command (`bot/commands/tickets.py`), which notifies the other side through here.
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

UNANSWERED = Span(2, Unit.working_days)  #: how long a question may stay silent where the profile tells no hours
NOTICES = {"staff": ("desk", "new"), "parent": ("human", "answered")}  #: what each side is shown first


class Tickets:
    """What the turns of one transaction do with tickets."""

    def __init__(self, services: TurnServices, within: Transaction, outbox: Outbox) -> None:
        """Keep the parts."""
        self._of, self._in, self._outbox = services, within, outbox

    async def open(self, chat: ChatState, wish: OpenTicket) -> None:
        """Open a ticket with a summary for the staff, and notify them."""
        context = self._of.contexts.context(
            chat.known, self._in.now, slots=wish.slots, results=wish.results, child=wish.child
        )
        row = self._row(chat, wish, self._of.screens.summary(wish.topic, context))
        await self._in.flush()
        await self._in.work.tickets.open(row, self._in.now)
        await self.notify(row.id, "staff")
        await self._promise_to_climb(row, context["answer_by"])
        self._in.mark_stale()

    def _row(self, chat: ChatState, wish: OpenTicket, summary: str) -> TicketRow:
        child = chat.known.child(wish.child)
        school = (child.school if child else "") or chat.known.school
        return TicketRow(self._outbox.new_id(), school, chat.known.person, wish.child, wish.topic, summary)

    async def notify(self, ticket: str, side: str) -> None:
        """Notify those on one side of a ticket, "staff" or "parent". Where they stand does not change."""
        await self._in.flush()
        persons = await self._in.work.tickets.audience(ticket, side)
        for chat in (await self._in.work.chats.of_persons(persons, self._in.now, [ticket])).values():
            for notice in self._outbox.notices(chat, _news(chat, ticket, side)):
                await self._outbox.notice(chat, notice)

    async def _promise_to_climb(self, row: TicketRow, answer_by: object) -> None:
        # when the usual time is over and nobody has answered, both sides are told: silence is never the answer
        due = self._late(row.school, answer_by)
        staff = await self._in.work.tickets.audience(row.id, "staff")
        for person, flow in (*((person, "desk") for person in staff), (row.person, "human")):
            news = News(flow, "late", {"ticket": row.id})
            self._in.rows.timers.append(TimerRow(f"late:{row.id}:{person}", due, news, person))

    def _late(self, school: str, answer_by: object) -> datetime:
        calendar, now = self._of.book.calendar_of(school), self._in.now
        usual = answer_by if isinstance(answer_by, datetime) else calendar.due(now, UNANSWERED)
        return calendar.polite(max(usual, now))


def _news(chat: ChatState, ticket: str, side: str) -> News:
    # whoever answers a ticket already is told that there is more
    flow, state = NOTICES[side]
    asked = chat.known.ticket(ticket)
    return News(flow, "more" if asked and asked.taken_by and side == "staff" else state, {"ticket": ticket})
