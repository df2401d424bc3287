"""SQLite: the contract of every store, and what only a file can do wrong."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import aiosqlite
import pytest
import pytest_asyncio

from flows.values.session import Session
from storage.port.chats import ChatKey
from storage.port.delivery import DeliveryRow, Ended
from storage.port.errors import BadAddress, NewerFile, NotOurFile
from storage.port.ids import ordered_ids, short
from storage.port.store import Work
from storage.port.turns import RecordRow, Rows
from storage.sqlite.core.connection import QUICK, Connection
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.opening import Migration, connected, migrations, path_of, upgrade
from storage.sqlite.delivery.deliveries import CLAIMABLE
from storage.sqlite.people.new_codes import DIGITS, LETTERS, new_code
from storage.sqlite.store import SqliteStore, opened
from tests.blank import blank
from tests.storage.classes import ClassesContract
from tests.storage.contract import Contract, Open, typed
from tests.storage.families import FamiliesContract
from tests.storage.of_broadcasts import BroadcastsContract
from tests.storage.of_handovers import HandoversContract
from tests.storage.town import ADMIN, DEPUTY, MUM, MUM_TOO, NOW, VK, Town

ROOT = Path(__file__).parents[2]
CANARY = "канарейка-ё-🐤-Преображенская"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Name a file that is not there yet, in a folder that is not there yet."""
    return tmp_path / "данные" / "бот.db"


@pytest_asyncio.fixture
async def open_again(file: Path) -> AsyncIterator[Callable[[], Awaitable[SqliteStore]]]:
    """Open that file, and close it whatever the test does; ids go on from where they were, as they do with time."""
    ids, stores = count(1000), list[SqliteStore]()

    async def again() -> SqliteStore:
        stores.append(await opened(f"sqlite:///{file}", ids=lambda: next(ids)))
        return stores[-1]

    yield again
    for store in stores:
        await store.close()


@pytest_asyncio.fixture
async def store(open_again: Callable[[], Awaitable[SqliteStore]], file: Path) -> SqliteStore:
    """Give an open store."""
    await blank(file)
    return await open_again()


@pytest_asyncio.fixture
async def linked(store: SqliteStore, file: Path) -> str:
    """Make MUM_TOO a second chat of mum, as linking will, and give her person."""
    async with store.work() as work:
        person = (await work.chats.load([MUM, MUM_TOO], NOW))[MUM].known.person
    with closing(sqlite3.connect(file, isolation_level=None)) as beside:
        beside.execute("UPDATE chats SET person = ? WHERE peer = ?", (person, MUM_TOO.peer))
    return person


@asynccontextmanager
async def closed(connection: aiosqlite.Connection) -> AsyncIterator[aiosqlite.Connection]:
    """Close a connection at the end: its thread would keep a failed run from ending."""
    try:
        yield connection
    finally:
        await connection.close()


def read(file: Path, sql: str) -> list[tuple[object, ...]]:
    """Read the file from outside."""
    with closing(sqlite3.connect(file)) as beside:
        return beside.execute(sql).fetchall()


class TestSqlite(Contract, ClassesContract, FamiliesContract, HandoversContract, BroadcastsContract):
    """A SQLite file keeps the contract of every store."""

    async def test_it_has_the_shape_of_the_port(self, town: Town, store: SqliteStore) -> None:
        async with store.work() as work:
            assert typed(store, work) == (town.store, work)
        assert isinstance(work, Work)


# The file


async def test_every_promise_about_the_disk_is_a_pragma(file: Path, store: SqliteStore) -> None:
    told = {}
    for pragma in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout", "temp_store"):
        ((told[pragma],),) = await store._connection.execute_fetchall(f"PRAGMA {pragma}")
    await store.close()
    assert told == {
        "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "busy_timeout": 5000,
        "temp_store": 2,
    }  # fmt: skip
    assert [each.name for each in _files(file)] == ["бот.db"]


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:///бот.db", Path("бот.db")), ("sqlite:////srv/bot.db", Path("/srv/bot.db"))],
)
def test_an_address_names_a_file(url: str, path: Path) -> None:
    assert path_of(url) == path


@pytest.mark.parametrize("url", ["", "bot.db", "sqlite:///", "sqlite://bot.db", "postgresql://bot:секрет@db/bot"])
def test_another_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadAddress) as refused:
        path_of(url)
    assert "секрет" not in str(refused.value)


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "список.db").write_text("Ёлкина 3Б\n" * 100, "utf-8")
    with pytest.raises(NotOurFile):
        await opened(f"sqlite:///{tmp_path}/список.db")


# Migrations


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = [step.number for step in migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


async def test_migrations_are_applied_once(file: Path, open_again: Open) -> None:
    for _ in range(2):
        await (await open_again()).close()
    assert read(file, "PRAGMA user_version") == [(len(migrations()),)]


async def test_an_older_file_is_upgraded_and_keeps_what_is_in_it(file: Path) -> None:
    (first, *_), ran = migrations(), "ALTER TABLE persons ADD COLUMN mood TEXT NOT NULL DEFAULT 'ещё не спрошено';"
    async with closed(await connected(file)) as connection:
        await upgrade(connection, [first])
        await connection.execute_fetchall("INSERT INTO persons (id, met_at) VALUES ('мама', '2026')")
        await upgrade(connection, [first, Migration(2, ran)])
        await upgrade(connection, [first, Migration(2, ran)])
    assert read(file, "SELECT id, mood FROM persons") == [("мама", "ещё не спрошено")]


async def test_a_migration_that_fails_leaves_the_file_as_it_was(file: Path) -> None:
    broken = Migration(1, "CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT);")
    async with closed(await connected(file)) as connection:
        with pytest.raises(sqlite3.OperationalError) as failed:
            await upgrade(connection, [broken])
    assert failed.value.__notes__ == ["migration 1"]
    assert read(file, "SELECT name FROM sqlite_schema") == []
    assert read(file, "PRAGMA user_version") == [(0,)]


async def test_a_newer_file_is_left_alone(file: Path, open_again: Open) -> None:
    await (await open_again()).close()
    with closing(sqlite3.connect(file)) as beside:
        beside.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerFile, match="99"):
        await open_again()


# Statements


@pytest.mark.parametrize(("disk", "most"), [(0.0, 0), (100 * QUICK, 1)], ids=["quick", "slow"])
async def test_a_batch_of_any_size_hops_to_the_thread_only_to_wait_for_a_slow_disk(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, disk: float, most: int
) -> None:
    store._connection.commit_seconds = disk
    hops = await _hops_of_a_batch(store, monkeypatch, [ChatKey(VK, str(peer)) for peer in range(1000)])
    store._connection.commit_seconds = disk
    alone = await _hops_of_a_batch(store, monkeypatch, [ChatKey(VK, "100500")])
    await store.close()
    assert hops == alone == most


async def _hops_of_a_batch(store: SqliteStore, monkeypatch: pytest.MonkeyPatch, keys: Sequence[ChatKey]) -> int:
    hops = 0

    def counted() -> None:
        nonlocal hops
        hops += 1

    with monkeypatch.context() as patch:
        _on_every_statement(patch, counted)
        await _batch(store, keys)
    return hops


def _on_every_statement(patch: pytest.MonkeyPatch, do: Callable[[], None]) -> None:
    execute = aiosqlite.Connection._execute

    async def told(self: aiosqlite.Connection, *args: object, **named: object) -> object:
        do()
        return await execute(self, *args, **named)  # type: ignore[no-untyped-call]  # aiosqlite's own

    patch.setattr(aiosqlite.Connection, "_execute", told)


async def _batch(store: SqliteStore, keys: Sequence[ChatKey]) -> None:
    async with store.work() as work:
        await work.updates.fresh([f"{key.peer}:1" for key in keys], NOW)
        standings = (await work.chats.load(keys, NOW)).values()
        said = [DeliveryRow(each.chat, each.chat, 0, "Здравствуйте", NOW) for each in standings]
        sessions = {each.chat: Session("menu", "map", 1) for each in standings}
        await work.turns.keep(Rows(sessions=sessions, deliveries=said), NOW)


async def test_a_file_that_somebody_writes_is_waited_for_in_the_thread(
    file: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as beside:
        beside.execute("BEGIN IMMEDIATE")

        def ended() -> None:
            if beside.in_transaction:  # the hop is the first: now they are done
                beside.execute("COMMIT")

        with monkeypatch.context() as patch:
            _on_every_statement(patch, ended)
            await _batch(store, [MUM])
        assert not beside.in_transaction
    assert read(file, "SELECT peer FROM chats") == [(MUM.peer,)]


async def test_nobody_begins_before_what_was_cancelled_is_undone(
    file: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancelled during COMMIT, and again while that is looked after: the ROLLBACK must not meet the next work."""
    committed, go_on, end = threading.Event(), threading.Event(), Connection._timed_commit

    def long(self: Connection) -> None:
        end(self)
        committed.set()
        go_on.wait(10)

    store._connection.commit_seconds = 100 * QUICK  # so that COMMIT is said in the thread
    with monkeypatch.context() as patch:
        patch.setattr(Connection, "_timed_commit", long)
        task = asyncio.create_task(_batch(store, [MUM_TOO]))
        await asyncio.to_thread(committed.wait)
    for _ in range(3):  # a service that is stopped cancels once more whoever has not ended
        task.cancel()
        await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(go_on.set)
    await _batch(store, [MUM])
    with pytest.raises(asyncio.CancelledError):
        await task
    assert sorted(read(file, "SELECT peer FROM chats")) == sorted([(MUM.peer,), (MUM_TOO.peer,)])


async def test_a_cancel_while_a_failed_work_is_undone_ends_its_task(store: SqliteStore) -> None:
    """A loop logs what fails in one turn and goes on: were a cancel lost there, nothing would end it."""
    begun, go_on = threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        go_on.wait(10)

    async def fails() -> None:
        async with store.work() as work:
            await work.chats.load([MUM], NOW)
            raise ValueError

    busy = asyncio.ensure_future(store._connection._execute(long))  # type: ignore[no-untyped-call]  # its own
    task = asyncio.create_task(fails())
    await asyncio.to_thread(begun.wait)
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    await busy
    async with store.work() as work:
        assert await work.chats.person(MUM) == ""


@pytest.mark.parametrize("at", range(1, 5))
async def test_a_cancel_during_any_hop_leaves_all_of_a_work_or_nothing(
    file: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    # in the thread, as where another process writes and the disk is slow
    monkeypatch.setattr(Connection, "run_inline", Connection.run_in_thread)
    statements = count(1)

    def cancelled() -> None:
        if next(statements) == at and (task := asyncio.current_task()):
            task.cancel()

    with monkeypatch.context() as patch:
        _on_every_statement(patch, cancelled)
        outcome = await asyncio.gather(asyncio.create_task(_batch(store, [MUM])), return_exceptions=True)
    assert isinstance(outcome[0], asyncio.CancelledError)
    async with store.work():  # waits for whatever is under way
        pass
    kept = read(file, "SELECT key FROM seen UNION ALL SELECT peer FROM chats UNION ALL SELECT body FROM deliveries")
    assert len(kept) == (3 if at == 4 else 0)  # 4: during COMMIT, which cannot be called back


async def test_the_queue_is_read_in_order_without_sorting(store: SqliteStore) -> None:
    values = {"now": text_of(NOW), "most": 1, "account": VK, "resting": "[]", "least_urgent": 3}
    plan = str(await store._connection.execute_fetchall(f"EXPLAIN QUERY PLAN {CLAIMABLE}", values))
    assert "deliveries_waiting" in plan
    assert "TEMP B-TREE" not in plan


# Death


async def test_a_process_killed_in_the_middle_leaves_nothing_of_its_work(file: Path, open_again: Open) -> None:
    assert _killed(file) == -signal.SIGKILL
    store = await open_again()
    async with store.work() as work:
        assert await work.updates.fresh(["до", "во время"], NOW) == {"во время"}
        (claimed,) = await work.delivery.claim(NOW, 10, [VK])
        assert (claimed.id, claimed.interrupted) == (1, True)
        assert (await work.chats.load([MUM], NOW))[MUM].session == Session("menu", "map", 1)


def _killed(file: Path) -> int:
    return subprocess.run([sys.executable, "-c", _KILLED, str(file)], cwd=ROOT, check=False).returncode


_KILLED = """
import asyncio, os, signal, sys
from flows.values.session import Session
from storage.sqlite.store import opened
from storage.port.delivery import DeliveryRow, Ended
from storage.port.turns import Rows
from tests.blank import blank
from tests.storage.town import MUM, NOW, VK

async def main():
    store = await opened("sqlite:///" + sys.argv[1])
    async with store.work() as work:
        await work.updates.fresh(["до"], NOW)
        chat = (await work.chats.load([MUM], NOW))[MUM].chat
        said = DeliveryRow(1, chat, 0, "Здравствуйте", NOW)
        await work.turns.keep(Rows(sessions={chat: Session("menu", "map", 1)}, deliveries=[said]), NOW)
    async with store.work() as work:
        await work.delivery.claim(NOW, 10, [VK])
    async with store.work() as work:
        await work.updates.fresh(["во время"], NOW)
        await work.turns.keep(Rows(sessions={chat: Session("menu", "map", 2)}), NOW)
        await work.delivery.settle([Ended(1, "sent", "m1")], NOW)
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


# Erasing


async def test_no_byte_of_a_forgotten_person_is_left(file: Path, store: SqliteStore) -> None:
    town = Town(store)
    await town.founded()
    for peer in range(60):  # neighbours, so that pages split and merge around what is erased
        await town.said(ChatKey(VK, str(peer)), body="Здравствуйте! " * 60)
    await _talks(town)
    assert CANARY.encode() in _bytes(file)
    for key in (MUM, DEPUTY):
        person = await town.person(key)
        await town.forget(key)
        assert await store.tidy()
        assert person.encode() not in _without_codes(file)
    assert CANARY.encode() not in _bytes(file)
    assert read(file, "SELECT peer FROM laid_aside") == []
    assert (
        read(file, "SELECT what, person, about FROM happenings WHERE what = 'forgotten'") == [("forgotten", "", "")] * 2
    )


async def _talks(town: Town) -> None:
    # mum writes a draft, a ticket and a line; the deputy answers; all of it is queued for somebody
    await town.hired(DEPUTY)
    mum = await town.standing(MUM)
    long = f"{CANARY} " * 300  # longer than a page
    for visit in range(20):
        draft = Session("human", "write", visit, {"draft": long[: visit * 300]})
        await town.keep(sessions={mum.chat: draft}, consents=[(mum.known.person, "1")])
    await town.code("staff", DEPUTY)
    async with town.store.work() as work:
        await work.updates.lay_aside("vk:1", MUM, "KeyError", NOW)
    # the card is shared, so it stays, and does not say who told its records
    child = await town.child_of(MUM, child="карточка-1")
    await town.redeem(await town.code("child", MUM, child=child), ADMIN)
    await town.keep(records=[RecordRow(child, "documents", "birth", "sent", NOW.date(), mum.known.person)])
    await town.asked(MUM, summary=long)
    await town.answer("t1", MUM, CANARY)
    await town.take("t1", DEPUTY)
    await town.answer("t1", DEPUTY, long)
    await town.said(MUM, body=CANARY, ticket="t1")
    await town.said(MUM, body=long)
    await town.said(DEPUTY, body=CANARY, ticket="t1")
    await town.said(ADMIN, body=long, ticket="t1")


def _files(file: Path) -> list[Path]:
    return sorted(file.parent.iterdir())


def _bytes(file: Path) -> bytes:
    return b"".join(each.read_bytes() for each in _files(file))


def _without_codes(file: Path) -> bytes:
    # a code is chance, and chance may spell an id as short as a test's
    found = _bytes(file)
    for (code,) in read(file, "SELECT code FROM codes"):
        found = found.replace(str(code).encode(), b"")
    return found


async def test_a_delivery_that_ended_leaves_no_words(file: Path, store: SqliteStore) -> None:
    town = Town(store)
    for end in ("sent", "refused", "unknown", "unreachable"):
        ident = await town.said(MUM, body=CANARY)
        await town.claims()
        await town.ended(Ended(ident, end))
    await town.said(MUM, body=CANARY)
    async with store.work() as work:
        await work.dialogs.reach(MUM, reachable=False)
    await store.tidy()
    assert CANARY.encode() not in _bytes(file)
    assert {body for (body,) in read(file, "SELECT body FROM deliveries")} == {""}


async def test_the_log_says_what_happened_and_not_in_which_words(file: Path, store: SqliteStore) -> None:
    town = Town(store)
    person = await town.person(MUM)
    await town.keep(consents=[(person, "2026-09")])
    assert read(file, "SELECT at, what, person, about FROM happenings") == [
        (text_of(NOW), "consent", person, "2026-09")
    ]


async def test_words_of_another_version_do_not_stop_anybody(file: Path, store: SqliteStore) -> None:
    town = Town(store)
    standing = await town.standing(MUM)
    await town.keep(sessions={standing.chat: Session("menu", "map", 4)})
    with closing(sqlite3.connect(file, isolation_level=None)) as beside:
        beside.execute("UPDATE sessions SET body = '[]'")
        beside.execute(
            "INSERT INTO timers (key, due, event, person) VALUES ('старый', ?, '{\"event\": \"owl\"}', ?)",
            (text_of(NOW), standing.known.person),
        )
    assert (await town.standing(MUM)).session == Session()
    assert await town.due() == []
    assert read(file, "SELECT count(*) FROM timers") == [(0,)]


# Ids, codes, moments


def test_ids_grow_also_when_the_clock_steps_back() -> None:
    clock = iter([1_800_000_000_000_000_000, 1_800_000_000_000_000_000, 1_700_000_000_000_000_000])
    new = ordered_ids(lambda: next(clock))
    first, second, third = new(), new(), new()
    assert 0 < first < second < third < 2**63


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (35, "z"), (36, "10"), (2**63 - 1, "1y2p0ij32e8e7")])
def test_an_id_is_short(number: int, text: str) -> None:
    assert short(number) == text


def test_a_code_can_be_typed_and_not_be_guessed() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    for code in codes:
        first, dash, second = code.partition("-")
        assert (len(first), dash, len(second)) == (3, "-", 6)
        assert set(first + second) <= set(LETTERS + DIGITS)
        assert set(code) & set(LETTERS)
        assert set(code) & set(DIGITS)
    assert len(LETTERS + DIGITS) ** 9 > 2**43
    assert not set("il1o0") & set(LETTERS + DIGITS)


async def test_a_code_is_made_by_whoever_is_asked_to(file: Path) -> None:
    store = await opened(f"sqlite:///{file}", codes=lambda: "k7x-49fq2m")
    async with store.work() as work:
        code = await work.founding.establish("vylgort", "3Б", NOW)
    await store.close()
    assert code == "k7x-49fq2m"


def test_moments_are_text_of_one_width_that_compares() -> None:
    later = NOW + timedelta(microseconds=1)
    assert text_of(NOW) == "2026-11-21T16:00:00.000000+00:00"
    assert text_of(NOW) < text_of(later)
    assert moment_of(text_of(later)) == later
    with pytest.raises(ValueError, match="time zone"):
        text_of(NOW.replace(tzinfo=None))
