"""Build a store with many chats fast: six of ten are parents in progress, four only opened the chat.

A parent has a consent, a child with records, and a promise; everybody has a session and the rows of two messages.
"""

import asyncio
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.simulator import sample
from flows.book.model import CONSENT_VERSION
from storage.sqlite.store import opened
from tests.support.world import MONDAY

ACCOUNT = "telegram:school"
FIRST = 7_000_000_000  #: peer of the first chat; the others follow
VISIT = 20  #: the visit of everybody whose session is on the map
STANDS = f'{{"flow":"menu","state":"home","visit":{VISIT},"shown":["where","topics","code","rest","human"]}}'
AT = "2026-11-09T16:00:00.000000+00:00"
STRANGE = "n % 5 < 2"

FILL = (
    "CREATE TEMP TABLE town AS WITH RECURSIVE t(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM t WHERE n + 1 < :chats) "
    # spread like ids made over months, as is their short text
    "SELECT n, n * 1000003 + 1 AS id, printf('%x', (n * 7919 + 13) % 99999989) || '-' || n AS person FROM t",
    "INSERT INTO accounts (name, channel) VALUES (:account, 'telegram') ON CONFLICT DO NOTHING",
    f"INSERT INTO persons (id, met_at, consent) SELECT person, :at, iif({STRANGE}, '', :consent) FROM town",
    "INSERT INTO chats (id, account, peer, person, used_at) SELECT id, :account, :first + n, person, :at FROM town",
    "INSERT INTO sessions (chat, body, changed_at) SELECT id, :stands, :at FROM town",
    f"INSERT INTO children (id, class, made_at) SELECT person || '-1', :klass, :at FROM town WHERE NOT {STRANGE}",
    f"INSERT INTO guardians (person, child, since) SELECT person, person || '-1', :at FROM town WHERE NOT {STRANGE}",
    f"""INSERT INTO progress (child, track, about, stage, on_day, told_at)
        SELECT person || '-1', 'documents', about, 'sent', '2026-11-09', :at
        FROM town CROSS JOIN (SELECT 'birth' AS about UNION SELECT 'snils') WHERE NOT {STRANGE}""",
    f"""INSERT INTO timers (id, key, due, event, person, child, flow)
        SELECT id, 'later:' || person, '2027-01-11T08:00:00.000000+00:00',
            '{{"event":"news","flow":"follow_up","state":"due","child":"' || person || '-1"}}', person,
            person || '-1', 'follow_up'
        FROM town WHERE NOT {STRANGE}""",
    """INSERT INTO deliveries (id, chat, account, urgency, body, state, attempts, due, message, ended_at)
       SELECT id + k, id, :account, 0, '', 'sent', 1, :at, n, :at
       FROM town CROSS JOIN (SELECT 1 AS k UNION SELECT 2)""",
    """INSERT INTO seen (key, at) SELECT :account || ':' || (900000000 + n * 2 + k), :at
       FROM town CROSS JOIN (SELECT 0 AS k UNION SELECT 1)""",
    "DROP TABLE town",
)


async def build(path: Path, chats: int) -> None:
    """Build the database of a store with that many chats."""
    store = await opened(f"sqlite:///{path}")
    await sample.seed(store, MONDAY)
    await store.close()
    with sqlite3.connect(path, isolation_level=None) as file:
        ((klass,),) = file.execute("SELECT id FROM classes")
        slots = {
            "chats": chats, "account": ACCOUNT, "at": AT, "consent": CONSENT_VERSION, "first": FIRST,
            "stands": STANDS, "klass": klass,
        }  # fmt: skip
        file.execute("BEGIN")
        for statement in FILL:
            file.execute(statement, slots)
        file.execute("COMMIT")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()


def strangers(chats: int) -> list[int]:
    """Return the people who only opened the chat: for them the whole conversation is new."""
    return [FIRST + n for n in range(chats) if n % 5 < 2]


def stand_again(file: sqlite3.Connection, persons: Sequence[int]) -> None:
    """Put people back on the first screen, as before the conversation.

    This uses the bot's own connection, because a write by another one would make SQLite drop its cached pages.
    """
    file.execute("BEGIN")
    file.executemany(
        "UPDATE sessions SET body = ? WHERE chat = (SELECT id FROM chats WHERE account = ? AND peer = ?)",
        [(STANDS, ACCOUNT, str(person)) for person in persons],
    )
    file.execute("COMMIT")


if __name__ == "__main__":
    asyncio.run(build(Path(sys.argv[1]), int(sys.argv[2])))
