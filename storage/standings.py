"""Where chats and persons stand: some ten statements, for one chat or for a hundred."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from flows import session as sessions
from flows.known import Spoken
from flows.session import Session
from storage import knowing
from storage.ids import short
from storage.knowing import Chat, Gathered
from storage.moments import text_of
from storage.statements import Row, Statements, listed
from storage.values import ChatKey, Standing

# CROSS JOIN keeps the order: the few keys first, each found by the index
MET = """
SELECT c.id, c.account, c.peer, c.person, s.body, p.consent, p.muted_at, c.notice
FROM json_each(:keys) k
CROSS JOIN chats c ON c.account = json_extract(k.value, '$[0]') AND c.peer = json_extract(k.value, '$[1]')
JOIN persons p ON p.id = c.person
LEFT JOIN sessions s ON s.chat = c.id
"""
STOOD = """
SELECT c.id, c.account, c.peer, c.person, s.body, p.consent, p.muted_at, c.notice
FROM json_each(:persons) k
CROSS JOIN chats c ON c.id = (
    SELECT id FROM chats WHERE person = k.value AND reachable = 1 ORDER BY used_at DESC, id DESC LIMIT 1
)
JOIN persons p ON p.id = c.person
LEFT JOIN sessions s ON s.chat = c.id
"""
PERSON = "SELECT person FROM chats WHERE account = :account AND peer = :peer"
NEW_ACCOUNT = "INSERT INTO accounts (name, channel) VALUES (?, ?) ON CONFLICT DO NOTHING"
NEW_PERSON = "INSERT INTO persons (id, met_at) VALUES (?, ?)"
NEW_CHAT = "INSERT INTO chats (id, account, peer, person, used_at) VALUES (?, ?, ?, ?, ?)"
USED = "UPDATE chats SET used_at = :now, reachable = 1 WHERE id IN (SELECT value FROM json_each(:chats))"
HATS = """
SELECT h.person, h.kind, h.school, h.class, coalesce(c.name, ''), h.role
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


class Standings(Statements):
    """Where chats and persons stand."""

    async def load(
        self,
        keys: Sequence[ChatKey],
        now: datetime,
        tickets: Collection[str] = (),
        *,
        used: Collection[ChatKey] | None = None,
    ) -> Mapping[ChatKey, Standing]:
        """Give where chats stand, beginning those never met."""
        if not keys:
            return {}
        met = [_chat(row) for row in await self._rows(MET, keys=listed(set(keys)))]
        begun = await self._begin(set(keys) - {chat.key for chat in met}, now)
        written = [chat.id for chat in met if used is None or chat.key in used]
        found = await self._standings([*met, *begun], now, tickets, written)
        return {standing.key: standing for standing in found}

    async def person(self, key: ChatKey) -> str:
        """Give the person of a chat, empty when it was never met."""
        found = await self._row(PERSON, account=key.account, peer=key.peer)
        return str(found[0]) if found else ""

    async def stand(
        self, persons: Sequence[str], now: datetime, tickets: Collection[str] = ()
    ) -> Mapping[str, Standing]:
        """Give where persons stand in the reachable chat they used last."""
        chats = [_chat(row) for row in await self._rows(STOOD, persons=listed(persons))]
        found = {standing.known.person: standing for standing in await self._standings(chats, now, tickets)}
        return {person: found[person] for person in persons if person in found}

    async def _begin(self, keys: Iterable[ChatKey], now: datetime) -> list[Chat]:
        ids, at = self._makers.ids, text_of(now)
        chats = [Chat(ids(), key, short(ids()), Session()) for key in sorted(keys)]
        accounts = sorted({chat.key.account for chat in chats})
        if chats:
            await self._each(
                (NEW_ACCOUNT, [(account, account.partition(":")[0]) for account in accounts]),
                (NEW_PERSON, [(chat.person, at) for chat in chats]),
                (NEW_CHAT, [(chat.id, *chat.key, chat.person, at) for chat in chats]),
            )
        return chats

    async def _standings(
        self, chats: Sequence[Chat], now: datetime, tickets: Collection[str], used: Sequence[int] = ()
    ) -> list[Standing]:
        if not chats:
            return []
        told = {ticket for chat in chats for ticket in knowing.tickets_told(chat.session)}
        gathered = await self._gathered({chat.person for chat in chats}, now, {*tickets, *told}, used)
        return [Standing(chat.id, chat.key, chat.session, gathered.of(chat, tickets)) for chat in chats]

    async def _gathered(
        self, persons: Collection[str], now: datetime, tickets: Collection[str], used: Sequence[int]
    ) -> Gathered:
        whom, at = {"persons": listed(persons)}, {"now": text_of(now)}
        _, children, asked, hats, duty = await self._each(
            (USED, {**at, "chats": listed(used)}),
            (CHILDREN, whom),
            (TICKETS, {**whom, "tickets": listed(tickets)}),
            (HATS, whom),
            (DUTY, at),
        )
        stages, lines, teachers = await self._further(children, asked) if children or asked else ([], [], [])
        said = knowing.lines_by_ticket(lines)
        return Gathered(
            hats=knowing.hats_by_person(hats),
            children=knowing.children_by_person(children, knowing.stages_by_child(stages)),
            tickets=[knowing.ticket_of(row, said.get(row[1], ())) for row in asked],
            duty=knowing.duty_by_place(duty),
            teachers=knowing.duty_by_place(teachers),
        )

    async def _further(self, children: Sequence[Row], asked: Sequence[Row]) -> list[list[Row]]:
        return await self._each(
            (STAGES, {"children": listed({row[1] for row in children})}),
            (LINES, {"tickets": listed(row[1] for row in asked)}),
            (TEACHERS, {"classes": listed({row[2] for row in children} - {""})}),
        )


def _chat(row: Row) -> Chat:
    id_, account, peer, person, body, consent, muted_at, notice = row
    return Chat(id_, ChatKey(account, peer), person, _session(body), consent, muted_at is not None, _spoken(notice))


def _spoken(notice: str) -> Spoken | None:
    try:
        return msgspec.json.decode(notice, type=Spoken) if notice else None
    except msgspec.DecodeError:
        return None


def _session(body: str | None) -> Session:
    if body is None:
        return Session()
    try:
        return sessions.decoded(body)
    except msgspec.DecodeError:  # written by a version whose sessions are no more: the person begins at the map
        return Session()
