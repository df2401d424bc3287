"""Loads the states of chats with about ten statements, whether for one chat or for a hundred."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from flows.context.known import LastNotice
from flows.values import session as sessions
from flows.values.examples import Examples
from flows.values.session import Session
from storage.port.ids import short
from storage.port.people.chats import ChatKey, ChatState
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Execute, Makers, Row, Statements, listed
from storage.sqlite.people import known_rows
from storage.sqlite.people.known_rows import Chat, Gathered
from storage.sqlite.school.examples import SqlExamples

# CROSS JOIN fixes the order: the few keys first, each chat found by the index
MET = """
SELECT c.id, c.peer, c.person, s.body, p.consent, p.muted_at, c.notice,
    (SELECT count(*) FROM postponed w WHERE w.chat = c.id),
    c.reachable = 0 OR EXISTS (SELECT 1 FROM several v WHERE v.person = c.person)
FROM json_each(:peers) k
CROSS JOIN chats c ON c.account = :account AND c.peer = k.value
JOIN persons p ON p.id = c.person
LEFT JOIN sessions s ON s.chat = c.id
"""
STOOD = """
SELECT c.id, c.peer, c.person, s.body, p.consent, p.muted_at, c.notice, 0, c.account
FROM json_each(:persons) k
CROSS JOIN chats c ON c.id = (
    SELECT id FROM chats WHERE person = k.value AND reachable = 1 ORDER BY used_at DESC, id DESC LIMIT 1
)
JOIN persons p ON p.id = c.person
LEFT JOIN sessions s ON s.chat = c.id
"""
OTHERS = "SELECT id FROM chats WHERE person = :person AND (account, peer) <> (:account, :peer) ORDER BY id"
PERSON = "SELECT person FROM chats WHERE account = :account AND peer = :peer"
NEW_ACCOUNT = "INSERT INTO accounts (name, channel) VALUES (?, ?) ON CONFLICT DO NOTHING"
NEW_PERSON = "INSERT INTO persons (id, met_at) VALUES (?, ?)"
NEW_CHAT = "INSERT INTO chats (id, account, peer, person, used_at) VALUES (?, ?, ?, ?, ?)"
# needed only for a person with several chats or an unreachable one (the last column of MET): few rows are written
USED = "UPDATE chats SET used_at = :now, reachable = 1 WHERE id IN (SELECT value FROM json_each(:chats))"
OVER = "DELETE FROM hats WHERE ends_at <= :now"  #: the roles of substitutes end by themselves
ROLES = """
SELECT h.person, h.kind, h.school, h.class, coalesce(c.name, ''), h.role, h.last_day
FROM hats h LEFT JOIN classes c ON c.id = h.class
WHERE h.person IN (SELECT value FROM json_each(:persons))
ORDER BY h.since, h.id
"""
CHILDREN = """
SELECT g.person, g.child, coalesce(c.id, ''), coalesce(c.name, ''), coalesce(c.school, ''),
       m.number, m.mark
FROM guardians g JOIN children k ON k.id = g.child LEFT JOIN classes c ON c.id = k.class
LEFT JOIN families m ON m.id = k.family
WHERE g.person IN (SELECT value FROM json_each(:persons))
ORDER BY g.since, g.child
"""
STAGES = """
SELECT child, track, stage, on_day, about FROM stages
WHERE child IN (SELECT value FROM json_each(:children)) ORDER BY record
"""
TICKETS = """
SELECT t.person, t.id, t.number, t.school, t.state, t.topic, coalesce(t.taken_by, ''), coalesce(c.name, ''),
       t.summary, t.opened_at
FROM tickets t LEFT JOIN children k ON k.id = t.child LEFT JOIN classes c ON c.id = k.class
WHERE (t.person IN (SELECT value FROM json_each(:persons)) AND t.state IN ('open', 'taken', 'answered'))
   OR t.id IN (SELECT value FROM json_each(:tickets))
ORDER BY t.opened_at, t.number
"""
LINES = """
SELECT ticket, side, text, at FROM ticket_lines WHERE ticket IN (SELECT value FROM json_each(:tickets)) ORDER BY id
"""
DUTY = """
SELECT s.id, h.person
FROM schools s LEFT JOIN hats h ON h.school = s.id AND h.kind = 'staff'
    AND coalesce(h.absent_until, '') <= :now
    AND EXISTS (SELECT 1 FROM chats c WHERE c.person = h.person AND c.reachable = 1)
"""
TEACHERS = """
SELECT h.class, h.person FROM hats h
WHERE h.kind = 'teacher' AND h.class IN (SELECT value FROM json_each(:classes))
    AND EXISTS (SELECT 1 FROM chats c WHERE c.person = h.person AND c.reachable = 1)
"""


class SqlChats:
    """Implements storage.port.people.chats.Chats."""

    def __init__(self, db: Statements, makers: Makers, examples: SqlExamples) -> None:
        """Store the connection, the functions that make ids, and the object that reads the examples of the schools."""
        self._db, self._makers, self._examples = db, makers, examples

    async def load(
        self,
        keys: Sequence[ChatKey],
        now: datetime,
        tickets: Collection[str] = (),
        *,
        used: Collection[ChatKey] | None = None,
    ) -> Mapping[ChatKey, ChatState]:
        """Return the states of chats. A chat that does not exist is created.

        `tickets`: ids of more tickets to load. `used`: the chats that have just sent an update (default: all).
        """
        if not keys:
            return {}
        return await self._db.run_inline(lambda execute: self._loaded(execute, keys, now, tickets, used))

    def _loaded(
        self,
        execute: Execute,
        keys: Sequence[ChatKey],
        now: datetime,
        tickets: Collection[str],
        used: Collection[ChatKey] | None,
    ) -> dict[ChatKey, ChatState]:
        chats: list[Chat] = []
        marked: list[int] = []
        wanted = _by_account(keys)
        for account, peers in wanted.items():
            for row in execute(MET, {"account": account, "peers": listed(peers)}):
                chats.append(chat := _chat(row, peers[row[1]]))
                if row[-1] and (used is None or chat.key in used):
                    marked.append(chat.id)
        if marked:
            execute(USED, {"now": text_of(now), "chats": listed(marked)})
        new = sum(map(len, wanted.values())) > len(chats)
        begun = self._begin(execute, set(keys) - {chat.key for chat in chats}, now) if new else []
        return {chat_state.key: chat_state for chat_state in self._chat_states(execute, [*chats, *begun], now, tickets)}

    async def person(self, key: ChatKey) -> str:
        """Return the id of a chat's person; empty if the chat does not exist."""
        found = await self._db.row(PERSON, account=key.account, peer=key.peer)
        return str(found[0]) if found else ""

    async def others(self, person: str, but: ChatKey) -> Sequence[int]:
        """Return the ids of all chats of a person, except the chat `but`."""
        rows = await self._db.rows(OTHERS, person=person, account=but.account, peer=but.peer)
        return [int(chat) for (chat,) in rows]

    async def of_persons(
        self, persons: Sequence[str], now: datetime, tickets: Collection[str] = ()
    ) -> Mapping[str, ChatState]:
        """Return {person: state of the reachable chat that the person used last}.

        Persons without a reachable chat are left out. `tickets`: as in `load`.
        """
        found = await self._db.run_in_thread(lambda execute: self._stood(execute, persons, now, tickets))
        return {person: found[person] for person in persons if person in found}

    def _stood(
        self, execute: Execute, persons: Sequence[str], now: datetime, tickets: Collection[str]
    ) -> dict[str, ChatState]:
        chats = [_chat(row, ChatKey(row[-1], row[1])) for row in execute(STOOD, {"persons": listed(persons)})]
        return {chat_state.known.person: chat_state for chat_state in self._chat_states(execute, chats, now, tickets)}

    def _begin(self, execute: Execute, keys: Iterable[ChatKey], now: datetime) -> list[Chat]:
        ids, at = self._makers.ids, text_of(now)
        chats = [Chat(ids(), key, short(ids()), Session()) for key in sorted(keys)]
        accounts = sorted({chat.key.account for chat in chats})
        execute(NEW_ACCOUNT, [(account, account.partition(":")[0]) for account in accounts])
        execute(NEW_PERSON, [(chat.person, at) for chat in chats])
        execute(NEW_CHAT, [(chat.id, *chat.key, chat.person, at) for chat in chats])
        return chats

    def _chat_states(
        self, execute: Execute, chats: Sequence[Chat], now: datetime, tickets: Collection[str]
    ) -> list[ChatState]:
        if not chats:
            return []
        named = [known_rows.tickets_in_slots(chat.session).union(tickets) for chat in chats]
        execute(OVER, {"now": text_of(now)})
        persons = {chat.person for chat in chats}
        gathered = _gathered(execute, persons, now, set().union(*named), self._examples.by_school(execute))
        return [
            ChatState(chat.id, chat.key, chat.session, gathered.of(chat, of_chat), chat.postponed)
            for chat, of_chat in zip(chats, named, strict=True)
        ]


def _gathered(
    execute: Execute,
    persons: Collection[str],
    now: datetime,
    tickets: Collection[str],
    examples: Mapping[str, Examples],
) -> Gathered:
    whom = {"persons": listed(persons)}
    children, asked = execute(CHILDREN, whom), execute(TICKETS, {**whom, "tickets": listed(tickets)})
    cards = {"children": listed({row[1] for row in children})}
    stages = execute(STAGES, cards) if children else []
    lines = execute(LINES, {"tickets": listed(row[1] for row in asked)}) if asked else []
    teachers = execute(TEACHERS, {"classes": listed({row[2] for row in children} - {""})}) if children else []
    said, duty = known_rows.lines_by_ticket(lines), known_rows.duty_by_place(execute(DUTY, {"now": text_of(now)}))
    return Gathered(
        roles=known_rows.roles_by_person(execute(ROLES, whom)),
        children=known_rows.children_by_person(children, known_rows.stages_by_child(stages)),
        tickets=[known_rows.ticket_of(row, said.get(row[1], ())) for row in asked],
        duty=duty,
        teachers=known_rows.duty_by_place(teachers),
        examples=examples,
        only=next(iter(duty)) if len(duty) == 1 else "",
    )


def _by_account(keys: Iterable[ChatKey]) -> dict[str, dict[str, ChatKey]]:
    peers: dict[str, dict[str, ChatKey]] = {}
    for key in keys:
        peers.setdefault(key.account, {})[key.peer] = key
    return peers


def _chat(row: Row, key: ChatKey) -> Chat:
    id_, _, person, body, consent, muted_at, notice, postponed, _ = row
    last_notice = _last_notice(notice) if notice else None
    return Chat(id_, key, person, _session(body), consent, muted_at is not None, last_notice, postponed)


def _last_notice(notice: str) -> LastNotice | None:
    try:
        return msgspec.json.decode(notice, type=LastNotice)
    except msgspec.DecodeError:
        return None


def _session(body: str | None) -> Session:
    if body is None:
        return Session()
    try:
        return sessions.decoded(body)
    except msgspec.DecodeError:
        # written by an old version whose sessions cannot be read any more: the person starts from the menu
        return Session()
