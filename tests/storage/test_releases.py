"""This version reads what the previous version wrote: sessions, events, and a store whose people continue in it.

`releases` was written by the previous version: one session or event a line; the store as SQL text; and the screens that
each of its people gets after the next press (`next.json`).
"""

import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path

import msgspec
import pytest

from bot.app.wiring import Content
from bot.messages.markup import plain
from bot.simulator.phones import Phones
from bot.simulator.play import Play
from bot.simulator.sample import Actor
from bot.simulator.simulator import Simulator
from flows.book.model import Book
from flows.values import events, session
from flows.values.events import Pressed
from flows.values.session import Session
from storage.sqlite.core.opening import migrations
from storage.sqlite.store import opened
from tests.support.root import TESTS
from tests.support.world import ADMIN_CODE

RELEASES = TESTS / "storage" / "releases"
STORE = RELEASES / "0018.sql"


class Next(msgspec.Struct):
    """The next action of a person: the key of the pressed button, and the texts they then get."""

    presses: str
    reads: list[str]


class Then(msgspec.Struct):
    """The next actions by peer, and their moment."""

    at: datetime
    next: dict[str, Next]


NEXT = msgspec.json.decode((RELEASES / "next.json").read_bytes(), type=Then)


def lines(name: str) -> list[str]:
    return (RELEASES / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("sessions.jsonl", lambda line: session.encoded(session.decoded(line))),
        ("events.jsonl", lambda line: events.encoded(events.decoded(line))),
    ],
)
def test_what_was_kept_is_kept_again_as_it_was(name: str, again: Callable[[str], str]) -> None:
    kept = [json.loads(line) for line in lines(name)]
    assert kept
    assert [json.loads(again(line)) for line in lines(name)] == kept


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Create the store of the previous version."""
    file = tmp_path / "bot.db"
    with closing(sqlite3.connect(file)) as base:
        base.executescript(STORE.read_text(encoding="utf-8"))
    return file


@pytest.fixture
async def simulator(file: Path, shipped: Content) -> AsyncIterator[Simulator]:
    """Open it with this version, with the ids and codes of the recording."""
    ids, made = count(9_000_000), count(9000)
    store = await opened(f"sqlite:///{file}", ids=lambda: next(ids), codes=lambda: f"kvx-{next(made)}f4r7t")
    yield await Simulator.over(shipped, store, NEXT.at, phones=Phones(), admin_code=ADMIN_CODE)
    await store.close()


def chat_state(file: Path) -> dict[str, Session]:
    """Return the session of every peer that has one."""
    with closing(sqlite3.connect(file)) as base:
        rows = base.execute("SELECT peer, body FROM chats JOIN sessions ON sessions.chat = chats.id").fetchall()
    return {peer: session.decoded(body) for peer, body in rows}


def known(book: Book, at: Session) -> bool:
    """Return whether the book has the place of a session, under its current name or a former one."""
    place = (at.flow, at.state)
    flow, state = book.renamed.get(place, place)
    return flow in book.flows and state in book.flows[flow].states


@pytest.mark.usefixtures("simulator")
def test_the_store_is_upgraded(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base:
        assert base.execute("PRAGMA user_version").fetchall() == [(len(migrations()),)]


@pytest.mark.usefixtures("simulator")
async def test_everybody_stands_in_a_place_of_the_book(file: Path, shipped: Content) -> None:
    found = chat_state(file)
    assert found.keys() >= NEXT.next.keys()
    assert [peer for peer, at in found.items() if at.state and not known(shipped.book, at)] == []


async def test_everybody_goes_on_as_they_would_have(simulator: Simulator, file: Path) -> None:
    play, found = Play(simulator), chat_state(file)
    read: dict[str, Next] = {}
    for peer in sorted(NEXT.next):
        at = found[peer]
        play.shown.clear()
        await simulator.happen(Actor(peer, peer), Pressed(at.visit, at.shown[0]))
        read[peer] = Next(at.shown[0], [plain(bubble.text) for to, bubble in play.shown if to == peer])
    assert read == NEXT.next
