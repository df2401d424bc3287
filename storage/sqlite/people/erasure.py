"""Erases all data of a person on request, and any rows whose retention period is over."""

from collections.abc import Mapping
from datetime import datetime

from storage.sqlite.core.memory import Memory
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Statements, Value
from storage.sqlite.people.links import UNDONE_FOR
from storage.sqlite.people.retention import (
    ANSWERED_FOR,
    DRAFTS_FOR,
    FAULTS_FOR,
    LOG_FOR,
    SEEN_FOR,
    STRANGERS_FOR,
    TRIES_FOR,
    UNANSWERED_FOR,
    WORDS_FOR,
)
from storage.sqlite.school.submitted_examples import SUBMITTED_FOR
from storage.sqlite.school.unrecognised import UNRECOGNISED_FOR

# Run for :person in this order: references from other people's rows first, the person's own rows last. The foreign
# keys delete the rest: sessions, deliveries and timers of a chat, hats (roles), tries, guardians, tickets with lines,
# progress.
FORGET = (
    # messages about their tickets, to anybody; their own answers that are not sent yet
    "DELETE FROM deliveries WHERE ticket IN (SELECT id FROM tickets WHERE person = :person)",
    """DELETE FROM deliveries WHERE state IN ('queued', 'in_hand')
       AND ticket IN (SELECT id FROM tickets WHERE taken_by = :person)""",
    """DELETE FROM deliveries WHERE state IN ('queued', 'in_hand')
       AND broadcast IN (SELECT id FROM broadcasts WHERE author = :person)""",
    "DELETE FROM ticket_lines WHERE person = :person",
    "UPDATE tickets SET state = iif(state = 'taken', 'open', state), taken_by = NULL WHERE taken_by = :person",
    # their letters, quoted in answers: in tickets, and in sessions where an answer is being written
    """UPDATE tickets SET summary = replace(summary, quoted, '…'), quoted = '', quoted_of = ''
       WHERE quoted_of = :person AND quoted_of <> ''""",
    """UPDATE sessions SET body = json_object(
           'visit', json_extract(body, '$.visit'), 'left', json(coalesce(json_extract(body, '$.left'), '{}')))
       WHERE body LIKE '%"quoted"%' AND EXISTS (
           SELECT 1 FROM broadcasts b WHERE b.author = :person AND instr(sessions.body, b.id))""",
    "UPDATE broadcasts SET author = '', body = '', title = '', attachment = '' WHERE author = :person",
    "UPDATE urgent_letters SET author = '' WHERE author = :person",
    "UPDATE orders SET author = '' WHERE author = :person",
    "DELETE FROM acquaintance WHERE person = :person AND signed_at IS NULL",
    "UPDATE acquaintance SET person = '' WHERE person = :person",
    """UPDATE campaigns SET author = '', state = iif(hat = 'teacher' AND state = 'set', 'resting', state)
       WHERE author = :person""",
    # an order belongs to the school, and so does its file
    "UPDATE files SET person = '' WHERE person = :person AND id IN (SELECT file FROM orders)",
    "DELETE FROM files WHERE person = :person",
    "UPDATE overrides SET author = '' WHERE author = :person",
    # examples made of their own words; the foreign key deletes their submitted examples (lessons)
    "DELETE FROM examples WHERE taught_by = :person",
    "UPDATE examples SET author = '' WHERE author = :person",
    # timers about a child with another parent go to that parent
    """UPDATE OR REPLACE timers
       SET person = g.person, key = replace(key, 'later:' || :person || ':', 'later:' || g.person || ':')
       FROM guardians g
       WHERE g.child = timers.child AND g.person <> :person AND timers.person = :person AND timers.chat IS NULL""",
    """DELETE FROM children WHERE id IN (SELECT child FROM guardians WHERE person = :person)
       AND NOT EXISTS (SELECT 1 FROM guardians g WHERE g.child = children.id AND g.person <> :person)""",
    "DELETE FROM codes WHERE kind = 'child' AND (made_by = :person OR child NOT IN (SELECT id FROM children))",
    "DELETE FROM codes WHERE made_by = :person AND spent_at IS NULL AND ends_at IS NOT NULL",
    "UPDATE codes SET made_by = '' WHERE made_by = :person",
    "UPDATE codes SET spent_by = '' WHERE spent_by = :person",
    "UPDATE progress SET told_by = NULL WHERE told_by = :person",
    "UPDATE happenings SET person = '' WHERE person = :person",
    "UPDATE happenings SET about = '' WHERE about = :person",
    """DELETE FROM laid_aside
       WHERE (account, peer) IN (SELECT account, peer FROM chats WHERE person = :person)""",
    "DELETE FROM chats WHERE person = :person",
    "DELETE FROM persons WHERE id = :person",
)
PARTS = "SELECT other FROM links WHERE person = :person"
FORGOTTEN = "INSERT INTO happenings (at, what) VALUES (:now, 'forgotten')"
KEPT = """
SELECT
    (SELECT count(*) FROM chats WHERE person = :person) AS chats,
    (SELECT count(*) FROM guardians WHERE person = :person) AS children,
    (SELECT count(*) FROM progress WHERE child IN (SELECT child FROM guardians WHERE person = :person)) AS records,
    (SELECT count(*) FROM tickets WHERE person = :person) AS tickets,
    (SELECT count(*) FROM ticket_lines
        WHERE person = :person OR ticket IN (SELECT id FROM tickets WHERE person = :person)) AS lines,
    (SELECT count(*) FROM timers WHERE person = :person) AS timers,
    (SELECT count(*) FROM deliveries WHERE chat IN (SELECT id FROM chats WHERE person = :person)) AS deliveries,
    (SELECT count(*) FROM files WHERE person = :person) AS files,
    (SELECT count(*) FROM declined WHERE person = :person) AS declined,
    (SELECT count(*) FROM lessons WHERE person = :person)
        + (SELECT count(*) FROM examples WHERE taught_by = :person) AS lessons
"""
KEPT_OF = (
    "chats", "children", "records", "tickets", "lines", "timers", "deliveries", "files", "declined", "lessons",
)  # fmt: skip
# At most :most rows each, so that the store is never busy for long. Rows come before what they refer to.
OVER = (
    "DELETE FROM seen WHERE key IN (SELECT key FROM seen WHERE at <= :seen LIMIT :most)",
    """DELETE FROM ticket_lines WHERE id IN (
           SELECT l.id FROM ticket_lines l JOIN tickets t ON t.id = l.ticket WHERE t.closed_at <= :words
           LIMIT :most)""",
    """UPDATE tickets SET summary = '', quoted = '', quoted_of = '' WHERE id IN (
           SELECT id FROM tickets WHERE closed_at <= :words AND summary <> '' LIMIT :most)""",
    """UPDATE tickets SET state = 'closed', closed_at = :now WHERE id IN (
           SELECT t.id FROM tickets t WHERE t.state = 'answered' AND t.opened_at <= :answered AND NOT EXISTS (
               SELECT 1 FROM ticket_lines l WHERE l.ticket = t.id AND l.at > :answered) LIMIT :most)""",
    # `rung`: both sides were told again that nobody has answered
    """UPDATE tickets SET state = 'closed', closed_at = :now WHERE id IN (
           SELECT t.id FROM tickets t WHERE t.state IN ('open', 'taken') AND t.rung > 0 AND t.opened_at <= :unanswered
               AND NOT EXISTS (SELECT 1 FROM ticket_lines l WHERE l.ticket = t.id AND l.at > :unanswered)
           LIMIT :most)""",
    # traces of messages; a broadcast with its text, its deliveries and its confirmations
    """DELETE FROM deliveries WHERE id IN (
           SELECT id FROM deliveries WHERE ended_at <= :words AND broadcast IS NULL LIMIT :most)""",
    """DELETE FROM deliveries WHERE id IN (
           SELECT d.id FROM broadcasts b JOIN deliveries d ON d.broadcast = b.id WHERE b.ended_at <= :words
           LIMIT :most)""",
    """DELETE FROM broadcasts WHERE ended_at <= :words
       AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.broadcast = broadcasts.id)""",
    "DELETE FROM campaigns WHERE ended_at <= :words",
    """DELETE FROM reminded WHERE (person, kind, cause) IN (
           SELECT person, kind, cause FROM reminded WHERE at <= :seen LIMIT :most)""",
    # a file no delivery needs any more
    """DELETE FROM files WHERE made_at <= :words
       AND id NOT IN (SELECT file FROM deliveries WHERE state IN ('queued', 'in_hand'))
       AND id NOT IN (SELECT file FROM orders)
       AND id NOT IN (SELECT attachment FROM broadcasts WHERE due > :words)""",
    "DELETE FROM tries WHERE at <= :tries",
    "DELETE FROM laid_aside WHERE key IN (SELECT key FROM laid_aside WHERE at <= :faults LIMIT :most)",
    "DELETE FROM happenings WHERE id IN (SELECT id FROM happenings WHERE at <= :log LIMIT :most)",
    "DELETE FROM urgent_letters WHERE at <= :log",
    "DELETE FROM misses WHERE day <= substr(:unrecognised, 1, 10)",
    "DELETE FROM lessons WHERE at <= :submitted_examples",
    "DELETE FROM examples WHERE ended_at <= :submitted_examples",
    # families without a number and without children
    "DELETE FROM families WHERE number IS NULL AND id NOT IN (SELECT family FROM children WHERE family IS NOT NULL)",
    # a link that cannot be undone any more: the other person only has rows the remaining one has too
    "DELETE FROM persons WHERE id IN (SELECT other FROM links WHERE at <= :linked)",
    # drafts that were never sent: the session starts again, the visit number stays; places left in guides hold no
    # typed words
    """UPDATE sessions SET body = json_object(
           'visit', json_extract(body, '$.visit'), 'left', json(coalesce(json_extract(body, '$.left'), '{}')))
       WHERE changed_at <= :drafts AND (body LIKE '%"draft"%' OR body LIKE '%"quoted"%')""",
)
# who never agreed to anything, has no child, role, question or link, and last wrote long ago
STRANGERS = """
SELECT p.id FROM persons p
WHERE p.consent = '' AND p.met_at <= :strangers
    AND NOT EXISTS (SELECT 1 FROM guardians g WHERE g.person = p.id)
    AND NOT EXISTS (SELECT 1 FROM hats h WHERE h.person = p.id)
    AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.person = p.id)
    AND NOT EXISTS (SELECT 1 FROM links l WHERE p.id IN (l.person, l.other))
    AND NOT EXISTS (
        SELECT 1 FROM chats c JOIN sessions s ON s.chat = c.id WHERE c.person = p.id AND s.changed_at > :strangers)
LIMIT :few
"""
MOST, FEW = 500, 3  #: rows of a statement, and persons, in one transaction

KEPT_FOR = {
    "seen": SEEN_FOR,
    "words": WORDS_FOR,
    "answered": ANSWERED_FOR,
    "unanswered": UNANSWERED_FOR,
    "drafts": DRAFTS_FOR,
    "faults": FAULTS_FOR,
    "log": LOG_FOR,
    "strangers": STRANGERS_FOR,
    "tries": TRIES_FOR,
    "unrecognised": UNRECOGNISED_FOR,
    "submitted_examples": SUBMITTED_FOR,
    "linked": UNDONE_FOR,
}


class SqlErasure:
    """Implements storage.port.people.erasure.Erasure."""

    def __init__(self, db: Statements, memory: Memory) -> None:
        """Store the connection, and the memory whose cached examples are dropped after an erasure."""
        self._db, self._memory = db, memory

    async def forget(self, person: str, now: datetime) -> None:
        """Erase a person and all they wrote. The log records that somebody was erased, but not who."""
        # for a day, some rows refer to a person who was merged into them and has no data of their own
        parts = [other for (other,) in await self._db.rows(PARTS, person=person)]
        for each in (*parts, person):
            for statement in FORGET:
                self._db.defer(statement, person=each)
        self._memory.examples = None
        self._db.defer(FORGOTTEN, now=text_of(now))

    async def kept(self, person: str) -> Mapping[str, int]:
        """Return {kind of data: number of stored rows} of a person."""
        (counts,) = await self._db.rows(KEPT, person=person)
        return dict(zip(KEPT_OF, counts, strict=True))

    async def sweep(self, now: datetime) -> bool:
        """Erase some of the rows whose retention period is over; return True if more may be left."""
        since = {name: text_of(now - kept) for name, kept in KEPT_FOR.items()}
        limits: dict[str, Value] = {**since, "now": text_of(now), "most": MOST, "few": FEW}
        found = await self._db.each(*((f"{statement} RETURNING 1", limits) for statement in OVER), (STRANGERS, limits))
        *over, strangers = found
        for (person,) in strangers:
            for statement in FORGET:
                self._db.defer(statement, person=person)
        return len(strangers) == FEW or any(len(rows) >= MOST for rows in over)
