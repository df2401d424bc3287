"""The SQLite store implements the port, survives a killed process, and reads rows of another version."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from flows.values.session import Session
from storage.port.ids import ordered_ids
from storage.port.people.chats import ChatKey
from storage.port.store import Store, Work
from storage.sqlite.core.moments import text_of
from storage.sqlite.store import SqliteStore, opened
from tests.support.root import ROOT
from tests.support.storage.engines import Open
from tests.support.storage.files import read
from tests.support.storage.town import MUM, NOW, VK, Town


def typed(store: Store, work: Work) -> tuple[Store, Work]:
    """Let the type checker verify that a store and its work implement the port."""
    return store, work


async def test_it_has_the_shape_of_the_port(store: SqliteStore) -> None:
    async with store.work() as work:
        assert typed(store, work) == (store, work)
    assert isinstance(work, Work)


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
import pytest

from flows.values.session import Session
from storage.sqlite.store import opened
from storage.port.delivery.deliveries import DeliveryRow, Ended
from storage.port.turns import Rows
from tests.support.empty_store import blank
from storage.port.ids import ordered_ids
from storage.port.people.chats import ChatKey
from storage.port.store import Store, Work
from tests.support.storage.engines import Open, SqliteEngine
from tests.support.storage.town import MUM, NOW, VK

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


async def test_ids_go_on_from_the_greatest_in_the_file_whatever_the_clock_shows(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer whose clock stands in 2009 makes other ids after each restart."""
    ids: list[int] = []
    wrong = partial(ordered_ids, lambda: 1_230_800_000_000_000_000)
    for each in (ordered_ids, wrong, wrong, ordered_ids):
        monkeypatch.setattr("storage.sqlite.store.ordered_ids", each)
        store = await opened(f"sqlite:///{file}")
        async with store.work() as work:
            met = await work.chats.load([ChatKey("page", str(len(ids)))], NOW)
        ids += [chat.chat for chat in met.values()]
        await store.close()
    assert sorted(set(ids)) == ids


async def test_the_log_says_what_happened_and_not_in_which_words(file: Path, store: SqliteStore) -> None:
    town = Town(store)
    person = await town.person(MUM)
    await town.keep(consents=[(person, "2026-09")])
    assert read(file, "SELECT at, what, person, about FROM happenings") == [
        (text_of(NOW), "consent", person, "2026-09")
    ]


async def test_words_of_another_version_do_not_stop_anybody(file: Path, store: SqliteStore) -> None:
    town = Town(store)
    chat_state = await town.chat_state(MUM)
    await town.keep(sessions={chat_state.chat: Session("menu", "map", 4)})
    with closing(sqlite3.connect(file, isolation_level=None)) as beside:
        beside.execute("UPDATE sessions SET body = '[]'")
        beside.execute(
            "INSERT INTO timers (key, due, event, person) VALUES ('старый', ?, '{\"event\": \"owl\"}', ?)",
            (text_of(NOW), chat_state.known.person),
        )
    assert (await town.chat_state(MUM)).session == Session()
    assert await town.due() == []
    assert read(file, "SELECT count(*) FROM timers") == [(0,)]
