"""Tickets. A parent opens one, one person takes it, both sides add lines, and one of the two closes it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flows.context.known import TEACHERS
from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.school.tickets import TicketRow, WaitingTicket
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Statements, listed
from storage.sqlite.people.retention import REPEATED_AFTER

MOST = 500  #: tickets in a list

OPEN = """
INSERT INTO tickets (id, number, school, person, child, topic, summary, quoted, quoted_of, state, opened_at)
SELECT :id, coalesce(max(number), 0) + 1, :school, :person, :child, :topic, :summary, :quoted,
       coalesce((SELECT author FROM broadcasts WHERE id = :letter), ''), 'open', :now
FROM tickets WHERE school = :school
RETURNING number
"""
TICKET = "SELECT person, school, state, coalesce(taken_by, '') FROM tickets WHERE id = :ticket"
# staff answer all tickets of their school, a teacher those of their own class on topics for teachers (D7)
ANSWERER = """
EXISTS (
    SELECT 1 FROM hats h WHERE h.person = :person AND h.school = t.school AND (
        h.kind = 'staff'
        OR (h.kind = 'teacher' AND h.class = k.class AND t.topic IN (SELECT value FROM json_each(:topics)))
    )
)
"""
MAY_ANSWER = f"""
SELECT 1 FROM tickets t LEFT JOIN children k ON k.id = t.child WHERE t.id = :ticket AND {ANSWERER}
"""  # noqa: S608 our own words
TAKE = "UPDATE tickets SET state = 'taken', taken_by = :person WHERE id = :ticket"
LINE = "INSERT INTO ticket_lines (ticket, side, person, text, at) VALUES (:ticket, :side, :person, :words, :now)"
TURN = "UPDATE tickets SET state = :state WHERE id = :ticket"
CLOSE = "UPDATE tickets SET state = 'closed', closed_at = :now WHERE id = :ticket AND state <> 'closed'"
STAFF = """
SELECT person FROM hats WHERE kind = 'staff' AND school = :school AND person <> :asker
    AND EXISTS (SELECT 1 FROM chats c WHERE c.person = hats.person AND c.reachable = 1)
ORDER BY turn, id
"""
TAUGHT = """
SELECT h.person FROM tickets t JOIN children k ON k.id = t.child JOIN hats h ON h.class = k.class AND h.kind = 'teacher'
WHERE t.id = :ticket AND h.school = t.school AND h.person <> :asker
    AND t.topic IN (SELECT value FROM json_each(:topics))
    AND EXISTS (SELECT 1 FROM chats c WHERE c.person = h.person AND c.reachable = 1)
ORDER BY h.since, h.id
"""
WAITING = f"""
SELECT t.id, t.number, coalesce(c.name, ''), t.state
FROM tickets t LEFT JOIN children k ON k.id = t.child LEFT JOIN classes c ON c.id = k.class
WHERE {ANSWERER}
  AND t.person <> :person
  AND (t.state = 'open' OR (t.state IN ('taken', 'answered') AND t.taken_by = :person))
ORDER BY t.opened_at, t.number LIMIT :most
"""  # noqa: S608 our own words
# `rung`: how often both sides were told again
ABANDONED = """
UPDATE tickets SET rung = 1 WHERE id IN (
    SELECT id FROM tickets WHERE state IN ('open', 'taken') AND rung = 0 AND opened_at <= :since LIMIT :most
) RETURNING id
"""
_TOPICS = listed(sorted(TEACHERS))
_ANSWERED = ("staff", "answered")


class AskedTicket(NamedTuple):
    """The asker, school and state of a ticket, and the person who took it (empty if nobody did)."""

    asker: str
    school: str
    state: str
    taken_by: str


class SqlTickets:
    """Implements storage.port.school.tickets.Tickets."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def open(self, row: TicketRow, now: datetime) -> int:
        """Open a ticket and return its number in the school."""
        ((number,),) = await self._db.rows(OPEN, **row._asdict(), now=text_of(now))
        return int(number)

    async def take(self, ticket: str, person: str, now: datetime) -> Answer:  # noqa: ARG002 the port's moment
        """Assign a ticket to a person, if nobody has taken it and this person may answer it and did not ask it."""
        held = await self._held(ticket)
        if held is None or held.state == "closed" or not await self._may_take(ticket, held, person):
            return Refused("closed")
        if held.taken_by not in {"", person}:
            return Lost()
        if not held.taken_by:
            self._db.defer(TAKE, ticket=ticket, person=person)
        return Granted({})

    async def answer(self, ticket: str, words: str, person: str, now: datetime) -> Answer:
        """Add the line `words` to a ticket. `person` is its asker or the person who took it."""
        held = await self._held(ticket)
        if held is None or held.state == "closed":
            return Refused("closed")
        if person not in {held.asker, held.taken_by}:
            # Lost would reveal to other people that the ticket exists
            return Lost() if await self._may_take(ticket, held, person) else Refused("closed")
        side, state = ("parent", "taken" if held.taken_by else "open") if person == held.asker else _ANSWERED
        self._db.defer(LINE, ticket=ticket, side=side, person=person, words=words, now=text_of(now))
        self._db.defer(TURN, ticket=ticket, state=state)
        return Granted({})

    async def close(self, ticket: str, person: str, now: datetime) -> Answer:
        """Close a ticket on behalf of its asker or of the person who took it."""
        held = await self._held(ticket)
        if held is None or person not in {held.asker, held.taken_by}:
            return Lost()
        self._db.defer(CLOSE, ticket=ticket, now=text_of(now))
        return Granted({})

    async def audience(self, ticket: str, side: str) -> Sequence[str]:
        """Return the persons to notify of a line in a ticket. See `storage.port.school.tickets` for each `side`."""
        held = await self._held(ticket)
        if held is None:
            return []
        if side == "parent":
            return [held.asker]
        staff = [person for (person,) in await self._db.rows(STAFF, school=held.school, asker=held.asker)]
        rows = await self._db.rows(TAUGHT, ticket=ticket, asker=held.asker, topics=_TOPICS)
        teachers = [person for (person,) in rows]
        # if the person who took it has lost the role or cannot be reached, the others are notified
        return [held.taken_by] if held.taken_by in {*staff, *teachers} else teachers or staff

    async def abandoned(self, now: datetime) -> Sequence[str]:
        """Return tickets that nobody has answered for 150 days, each once."""
        found = await self._db.rows(ABANDONED, since=text_of(now - REPEATED_AFTER), most=MOST)
        return [str(ticket) for (ticket,) in found]

    async def _held(self, ticket: str) -> AskedTicket | None:
        found = await self._db.row(TICKET, ticket=ticket)
        return AskedTicket(*found) if found else None

    async def _may_take(self, ticket: str, held: AskedTicket, person: str) -> bool:
        answers = await self._db.row(MAY_ANSWER, ticket=ticket, person=person, topics=_TOPICS)
        return held.asker != person and answers is not None

    async def waiting(self, person: str) -> Sequence[WaitingTicket]:
        """Return the open tickets that this person may take, and those that they took, the oldest first."""
        rows = await self._db.rows(WAITING, person=person, most=MOST, topics=_TOPICS)
        return [WaitingTicket(*row) for row in rows]
