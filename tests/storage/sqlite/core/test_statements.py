"""Statements run inline, or in the thread if the disk is slow; a cancelled transaction is rolled back."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import aiosqlite
import pytest

from flows.values.session import Session
from storage.port.delivery.deliveries import DeliveryRow
from storage.port.people.chats import ChatKey
from storage.port.turns import Rows
from storage.sqlite.core.connection import QUICK, Connection
from storage.sqlite.store import SqliteStore
from tests.support.storage.files import read
from tests.support.storage.town import MUM, MUM_TOO, NOW, VK


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
        return await execute(self, *args, **named)  # type: ignore[no-untyped-call]  # no types

    patch.setattr(aiosqlite.Connection, "_execute", told)


async def _batch(store: SqliteStore, keys: Sequence[ChatKey]) -> None:
    async with store.work() as work:
        await work.updates.fresh([f"{key.peer}:1" for key in keys], NOW)
        chat_states = (await work.chats.load(keys, NOW)).values()
        said = [DeliveryRow(each.chat, each.chat, 0, "Здравствуйте", NOW) for each in chat_states]
        sessions = {each.chat: Session("menu", "map", 1) for each in chat_states}
        await work.turns.keep(Rows(sessions=sessions, deliveries=said), NOW)


async def test_a_file_that_somebody_writes_is_waited_for_in_the_thread(
    file: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as beside:
        beside.execute("BEGIN IMMEDIATE")

        def ended() -> None:
            if beside.in_transaction:  # the hop to the thread comes first: only then does the other process commit
                beside.execute("COMMIT")

        with monkeypatch.context() as patch:
            _on_every_statement(patch, ended)
            await _batch(store, [MUM])
        assert not beside.in_transaction
    assert read(file, "SELECT peer FROM chats") == [(MUM.peer,)]


async def test_a_work_begins_only_after_a_cancelled_one_is_rolled_back(
    file: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work is cancelled in COMMIT and again in the clean-up: its ROLLBACK must not overlap the next work."""
    committed, go_on, end = threading.Event(), threading.Event(), Connection._timed_commit

    def long(self: Connection) -> None:
        end(self)
        committed.set()
        go_on.wait(10)

    store._connection.commit_seconds = 100 * QUICK  # so that COMMIT runs in the thread
    with monkeypatch.context() as patch:
        patch.setattr(Connection, "_timed_commit", long)
        task = asyncio.create_task(_batch(store, [MUM_TOO]))
        await asyncio.to_thread(committed.wait)
    for _ in range(3):  # a stopping service repeatedly cancels tasks that have not ended
        task.cancel()
        await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(go_on.set)
    await _batch(store, [MUM])
    with pytest.raises(asyncio.CancelledError):
        await task
    assert sorted(read(file, "SELECT peer FROM chats")) == sorted([(MUM.peer,), (MUM_TOO.peer,)])


async def test_a_cancel_while_a_failed_work_is_undone_ends_its_task(store: SqliteStore) -> None:
    """A loop logs the failure of one turn and continues: if the cancellation were lost, the loop would never end."""
    begun, go_on = threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        go_on.wait(10)

    async def fails() -> None:
        async with store.work() as work:
            await work.chats.load([MUM], NOW)
            raise ValueError

    busy = asyncio.ensure_future(store._connection._execute(long))  # type: ignore[no-untyped-call]  # no types
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
    # run in the thread, as when another process writes and the disk is slow
    monkeypatch.setattr(Connection, "run_inline", Connection.run_in_thread)
    statements = count(1)

    def cancelled() -> None:
        if next(statements) == at and (task := asyncio.current_task()):
            task.cancel()

    with monkeypatch.context() as patch:
        _on_every_statement(patch, cancelled)
        outcome = await asyncio.gather(asyncio.create_task(_batch(store, [MUM])), return_exceptions=True)
    assert isinstance(outcome[0], asyncio.CancelledError)
    async with store.work():  # this waits for statements still running
        pass
    kept = read(file, "SELECT key FROM seen UNION ALL SELECT peer FROM chats UNION ALL SELECT body FROM deliveries")
    assert len(kept) == (3 if at == 4 else 0)  # 4: during COMMIT, which cannot be undone
