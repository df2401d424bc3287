"""Measure a class among many others: its board, its picture and a count, in a school of 10,000 parents.

CPU time of the whole process, SQLite's thread included; nothing is cached between two measurements.
"""

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.app.wiring import content
from bot.queries import QueryContext, value
from bot.rendering.attachments import MAKERS
from bot.simulator import sample
from bot.simulator.sample import TEACHER
from flows.book.model import CONSENT_VERSION
from flows.values import segments
from flows.values.segments import Segment
from storage.sqlite.people.current_steps import CurrentSteps
from storage.sqlite.store import opened
from tests.support.world import MONDAY

PARENTS, CLASSES, ROUNDS = 10_000, 400, 15
AT = "2026-11-09T16:00:00.000000+00:00"
FILL = (
    "CREATE TEMP TABLE town AS WITH RECURSIVE t(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM t "
    "WHERE n + 1 < :parents) "
    "SELECT n, 'class-' || (n % :classes) AS class, "
    "printf('%x', (n * 7919 + 13) % 99999989) || '-' || n AS person FROM t",
    "INSERT INTO accounts (name, channel) VALUES ('telegram:school', 'telegram') ON CONFLICT DO NOTHING",
    "INSERT INTO classes (id, school, name, made_at) SELECT DISTINCT class, :school, class, :at FROM town",
    "INSERT INTO persons (id, met_at, consent) SELECT person, :at, :consent FROM town",
    "INSERT INTO chats (id, account, peer, person, used_at) "
    "SELECT n + 1000, 'telegram:school', n, person, :at FROM town",
    "INSERT INTO children (id, class, made_at) SELECT person || '-1', class, :at FROM town",
    "INSERT INTO guardians (person, child, since) SELECT person, person || '-1', :at FROM town",
    """INSERT INTO progress (child, track, about, stage, on_day, told_at)
       SELECT person || '-1', track, about, stage, date('2026-11-09', '-' || (n % 40) || ' days'), :at
       FROM town CROSS JOIN (
           SELECT 1 AS least, 'documents' AS track, 'birth' AS about, 'sent' AS stage
           UNION SELECT 1, 'documents', 'snils', 'verified' UNION SELECT 3, 'account', '', 'finished'
           UNION SELECT 4, 'diary', '', 'entered' UNION SELECT 5, 'myschool', '', 'requested'
           UNION SELECT 6, 'sferum', '', 'joined'
       ) WHERE n % 7 >= least""",
    "DROP TABLE town",
)
ROLE = """
INSERT INTO hats (person, kind, school, class, since)
SELECT person, 'teacher', :school, 'class-7', :at FROM chats WHERE peer = :peer AND account = :account
"""


async def build(path: Path) -> None:
    """Build the database of the school. The sample teacher gets one more class in it."""
    store = await opened(f"sqlite:///{path}")
    await sample.seed(store, MONDAY)
    await store.close()
    slots = {"parents": PARENTS, "classes": CLASSES, "at": AT, "consent": CONSENT_VERSION, "school": sample.SCHOOL}
    with sqlite3.connect(path, isolation_level=None) as file:
        file.execute("BEGIN")
        for statement in FILL:
            file.execute(statement, slots)
        file.execute(ROLE, {**slots, "peer": TEACHER.peer, "account": TEACHER.chat.account})
        file.execute("COMMIT")
    file.close()
    store = await opened(f"sqlite:///{path}")
    async with store.work():
        await CurrentSteps(store._connection).work_out()
    await store.close()


async def _median(what: Callable[[], Awaitable[object]]) -> float:
    await what()
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        await what()
        spent.append(time.process_time() - before)
    return statistics.median(spent) * 1e3


async def measured() -> dict[str, float]:
    """Return milliseconds of CPU by the name of the query."""
    book = content().book
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "school.db"
        await build(path)
        store = await opened(f"sqlite:///{path}")
        async with store.work() as work:
            known = (await work.chats.load([TEACHER.chat], MONDAY))[TEACHER.chat].known
            asked = QueryContext(work, book, known, {"klass": "class-7", "segment": "at:account"}, MONDAY)
            seen = await value("board", asked)
            context = {"board": seen, "now": MONDAY, "told": asked.slots}
            whole = [f"class-{n}" for n in range(CLASSES)]
            late = segments.before(Segment("waiting", days=5), asked.calendar, asked.today)
            found = {"the board of a class": await _median(lambda: value("board", asked))}
            found["its picture"] = await _median(lambda: asyncio.to_thread(MAKERS["board"], context))
            for of in (Segment(), Segment("waiting", days=5), Segment("at", step="account"), Segment("not_started")):
                for where, classes in (("a class", ["class-7"]), ("the school", whole)):
                    name = f"the count of «{of.kind}» in {where}"
                    found[name] = await _median(lambda of=of, c=classes: work.segments.count(c, of, late))  # type: ignore[misc]
        await store.close()
    return found


def report(found: dict[str, float]) -> list[str]:
    """Return the figures as lines: medians in milliseconds of CPU."""
    return [f"{name}: {spent:.1f} ms of CPU" for name, spent in found.items()]


if __name__ == "__main__":
    print("\n".join(report(asyncio.run(measured()))))
