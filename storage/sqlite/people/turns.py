"""Writes the rows of turns: one statement for each kind of row, all run inline (in the thread of the event loop)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from flows.context.known import LastNotice
from flows.values import events, session
from storage.port.delivery.deliveries import DeliveryRow
from storage.port.delivery.timers import TimerRow
from storage.port.turns import LogRow, Rows
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Execute, Makers, Statement, Statements, Value
from storage.sqlite.delivery.superseding import superseding
from storage.sqlite.people.current_steps import CurrentSteps
from storage.sqlite.school.unrecognised import MISSED, missed

# a child created without a code gets a class later, and a child who moved gets a new class; the family is in that class
CHILD = """
INSERT INTO children (id, class, family, made_at)
VALUES (?1, nullif(?2, ''), (SELECT id FROM families WHERE id = ?3 AND class = ?2), ?4)
ON CONFLICT (id) DO UPDATE SET
    class = coalesce(excluded.class, class),
    family = iif(coalesce(excluded.class, class) IS class, coalesce(excluded.family, family), excluded.family)
"""
# the teacher of a class that a child left loses the child's tickets: they wait for a person who may answer them now
RELEASE = """
UPDATE tickets SET state = iif(state = 'taken', 'open', state), taken_by = NULL
WHERE child = ?1 AND person IN (SELECT person FROM guardians WHERE child = ?1) AND state IN ('taken', 'answered')
    AND NOT EXISTS (
        SELECT 1 FROM hats h WHERE h.person = taken_by AND h.school = tickets.school
            AND (h.kind = 'staff' OR h.class = (SELECT class FROM children WHERE id = ?1))
    )
"""
GUARDIAN = "INSERT INTO guardians (person, child, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
RECORD = """
INSERT INTO progress (child, track, about, stage, on_day, told_by, told_at) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
SESSION = """
INSERT INTO sessions (chat, body, changed_at) VALUES (?, ?, ?)
ON CONFLICT (chat) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at
"""
CONSENT = "UPDATE persons SET consent = ?, consented_at = ? WHERE id = ?"
MUTE = "UPDATE persons SET muted_at = ? WHERE id = ?"
TIMER_DONE = "DELETE FROM timers WHERE id = ?"
CANCEL = "DELETE FROM timers WHERE child = ?1 AND flow = ?2 AND ?3 IN ('', about) AND ?4 IN ('', person)"
# a timer that replaces another gets a new id, so that a turn that processes the old one does not delete the new one
TIMER = """
INSERT INTO timers (id, key, due, event, person, chat, child, flow, about, since)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET id = excluded.id, due = excluded.due, event = excluded.event,
    person = excluded.person, chat = excluded.chat, child = excluded.child, flow = excluded.flow,
    about = excluded.about, since = excluded.since
"""
# a reply to an update: the account is known, so the chat is not looked up
REPLY = """
INSERT INTO deliveries (id, chat, account, urgency, body, edit, living, due, ticket, file, replaceable)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# a delivery for a chat that cannot be reached ends at once
DELIVERY = """
INSERT INTO deliveries
    (id, chat, account, urgency, body, edit, living, due, ticket, file, replaceable, state, ended_at)
SELECT d.id, d.chat, coalesce(c.account, ''), d.urgency, iif(c.reachable = 0, '', d.body), d.edit, d.living, d.due,
       d.ticket, d.file, d.replaceable, iif(c.reachable = 0, 'unreachable', 'queued'), iif(c.reachable = 0, d.now, NULL)
FROM (SELECT ? AS id, ? AS chat, ? AS urgency, ? AS body, ? AS edit, ? AS living, ? AS due, ? AS ticket, ? AS file,
             ? AS replaceable, ? AS now) d
LEFT JOIN chats c ON c.id = d.chat
"""
FILE = """
INSERT INTO files (id, kind, name, content, person, made_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET made_at = excluded.made_at
"""
RESUMED = "DELETE FROM postponed WHERE id = ?"
POSTPONED = "INSERT INTO postponed (id, chat, key, event, fetch) VALUES (?, ?, ?, ?, ?)"
NOTICE = "UPDATE chats SET notice = ? WHERE id = ?"
LOG = "INSERT INTO happenings (at, what, person, about) VALUES (?, ?, ?, ?)"


class SqlTurns:
    """Implements storage.port.turns.Turns."""

    def __init__(self, db: Statements, makers: Makers, current_steps: CurrentSteps) -> None:
        """Store the connection, the functions that make ids, and the object that computes current steps."""
        self._db, self._makers, self._current_steps = db, makers, current_steps

    async def keep(self, rows: Rows, now: datetime) -> None:
        """Write all rows of a batch of turns.

        Timers are deleted before new ones are added, and rows that others refer to are written first (foreign keys).
        """
        at = text_of(now)
        written = (*_of_children(rows, at), *_of_persons(rows, at), *self._promises(rows, at), *_said(rows, at))

        def write(execute: Execute) -> None:
            for statement in (*written, *_queued(superseding(execute, rows.deliveries), now, at)):
                execute(*statement)

        await self._db.run_inline(write)
        if rows.records:
            await self._current_steps.work_out()

    def _promises(self, rows: Rows, at: str) -> Iterator[Statement]:
        yield TIMER_DONE, [(timer,) for timer in rows.timers_done]
        yield CANCEL, rows.cancels
        yield TIMER, [self._timer(row, at) for row in rows.timers]

    def _timer(self, row: TimerRow, at: str) -> tuple[Value, ...]:
        event = events.encoded(row.event)
        return (
            self._makers.ids(), row.key, text_of(row.due), event, row.person, row.chat, row.child, row.flow, row.about,
            text_of(row.since) if row.since else at,
        )  # fmt: skip


def _of_children(rows: Rows, at: str) -> Iterator[Statement]:
    yield CHILD, [(row.child, row.klass, row.family, at) for row in rows.children]
    yield GUARDIAN, [(row.person, row.child, at) for row in rows.children]
    yield RELEASE, [(row.child,) for row in rows.children if row.klass]
    yield RECORD, [(r.child, r.track, r.about, r.stage, r.on.isoformat(), r.person, at) for r in rows.records]


def _of_persons(rows: Rows, at: str) -> Iterator[Statement]:
    yield SESSION, [(chat, session.encoded(current), at) for chat, current in rows.sessions.items()]
    yield CONSENT, [(version, at, person) for person, version in rows.consents]
    yield MUTE, [(at if on else None, person) for person, on in rows.mutes]


def _said(rows: Rows, at: str) -> Iterator[Statement]:
    yield NOTICE, [(_notice(said), chat) for chat, said in rows.notices.items()]
    yield FILE, [(*row, at) for row in rows.files]
    yield RESUMED, [(id_,) for id_ in rows.resumed]
    yield POSTPONED, [(id_, chat, key, events.encoded(event), fetch) for id_, chat, key, event, fetch in rows.postponed]
    yield MISSED, [missed(row, at) for row in rows.unrecognised]
    consents = [LogRow("consent", person, version) for person, version in rows.consents]
    yield LOG, [(at, *line) for line in (*rows.log, *consents)]


def _queued(rows: Sequence[DeliveryRow], now: datetime, at: str) -> Iterator[Statement]:
    yield REPLY, [_reply(row, now, at) for row in rows if row.account]
    yield DELIVERY, [_delivery(row, now, at) for row in rows if not row.account]


def _reply(row: DeliveryRow, now: datetime, at: str) -> tuple[Value, ...]:
    due = at if row.due is now else text_of(row.due)  # nearly all are due now
    # int(): sqlite3 searches its adapters for a bool, which costs as much as the rest of the row
    return (
        row.id, row.chat, row.account, row.urgency, row.body, int(row.edit), int(row.living), due, row.ticket, row.file,
        int(row.replaceable),
    )  # fmt: skip


def _delivery(row: DeliveryRow, now: datetime, at: str) -> tuple[Value, ...]:
    id_, chat, _, *rest = _reply(row, now, at)
    return (id_, chat, *rest, at)


def _notice(said: LastNotice | None) -> str:
    return msgspec.json.encode(said).decode() if said else ""
