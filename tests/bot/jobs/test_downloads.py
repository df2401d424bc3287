"""A download holds up its own chat alone: the later events of the chat wait in the store, in their order."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.channels.incoming import Fetch, Incoming
from bot.jobs.downloads import Downloads
from bot.messages.markup import plain
from bot.simulator.sample import ACCOUNT, ADMIN, PARENT, SECOND, Actor
from bot.simulator.sample_files import PDF
from bot.simulator.simulator import Simulator
from bot.turns import postponing
from flows.book.model import Book
from flows.context.known import Known
from flows.engine.advance import Turn, advance
from flows.values.events import Event, Said, SentFile
from flows.values.session import Session
from storage.port.delivery.postponed import PostponedEvent
from tests.support.bot.chats import chat_state, last, stand
from tests.support.world import MONDAY, world

FILE = Fetch("document", "приказ.pdf", "О каникулах", len(PDF), "slow")


class Platform:
    """A platform whose downloads wait until the test lets them end."""

    def __init__(self) -> None:
        """Start with a download that waits."""
        self.asked, self.begun, self.ends = 0, asyncio.Event(), asyncio.Event()

    async def download(self, source: str) -> bytes:
        """Return a PDF when the test lets it."""
        assert source == "slow"
        self.asked += 1
        self.begun.set()
        await self.ends.wait()
        return PDF


@pytest.fixture
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a world where the administrator is asked for an order."""
    async with world(shipped, tmp_path) as on:
        await stand(on, ADMIN, "orders", "compose")
        yield on


def came(n: int, who: Actor, event: Event, fetch: Fetch | None = None) -> Incoming:
    """Return an update with the number `n`."""
    return Incoming(f"u{n}", who.chat, event, fetch=fetch)


def downloads(on: Simulator, platform: Platform) -> Downloads:
    """Return the job over a platform of its own."""
    program = on.program
    job = Downloads(program.store, program.clock, program.runner, {ACCOUNT: platform.download})
    program.runner.on_postponed = job.wake
    return job


async def stored(on: Simulator) -> list[PostponedEvent]:
    """Return the oldest postponed event of each chat."""
    async with on.program.store.work() as work:
        return list(await work.postponed.first())


async def counted(on: Simulator, who: Actor) -> int:
    """Return how many events of a chat are postponed."""
    async with on.program.store.work() as work:
        return (await work.chats.load([who.chat], MONDAY))[who.chat].postponed


async def test_everybody_else_is_answered_while_a_file_is_downloaded(simulator: Simulator) -> None:
    """Also those whose updates came in the same batch, before and after the file."""
    platform = Platform()
    job = downloads(simulator, platform)
    file = came(2, ADMIN, SentFile("document"), FILE)
    await simulator.program.runner.take([came(1, PARENT, Said("здравствуйте")), file, came(3, SECOND, Said("привет"))])
    running = asyncio.create_task(job.run_dry())
    await platform.begun.wait()
    await simulator.program.runner.take([came(4, PARENT, Said("меню"))])
    await simulator.program.send_due()
    assert [bool(simulator.phones.bubbles(who.peer)) for who in (PARENT, SECOND, ADMIN)] == [True, True, False]
    platform.ends.set()
    assert await running == 1
    await simulator.program.send_due()
    assert plain(last(simulator, ADMIN).text).count("О каникулах") == 1


async def test_the_later_events_of_its_chat_come_after_the_file_in_their_order(simulator: Simulator) -> None:
    """An update that the platform repeats meanwhile is not stored twice."""
    platform = Platform()
    batch = [came(1, ADMIN, SentFile("document"), FILE), came(2, ADMIN, Said("Каникулы с 28 декабря"))]
    for _ in range(2):
        await simulator.program.runner.take([*batch, came(3, ADMIN, Said("И до 11 января"))])
    assert await counted(simulator, ADMIN) == 3
    platform.ends.set()
    assert await downloads(simulator, platform).run_dry() == 3
    session, _ = await chat_state(simulator, ADMIN)
    assert (session.slots["draft"], session.slots["file_name"]) == (
        "О каникулах\nКаникулы с 28 декабря\nИ до 11 января",
        "приказ.pdf",
    )
    assert (await stored(simulator), platform.asked) == ([], 1)


async def test_a_stop_in_the_middle_of_a_download_loses_nothing(simulator: Simulator) -> None:
    """The next start downloads the file again, and its turn happens once."""
    platform = Platform()
    await simulator.program.runner.take([came(1, ADMIN, SentFile("document"), FILE)])
    running = asyncio.create_task(downloads(simulator, platform).run(lambda: None))
    await platform.begun.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len(await stored(simulator)) == 1
    platform.ends.set()
    assert [await downloads(simulator, platform).run_dry() for _ in range(2)] == [1, 0]
    await simulator.program.send_due()
    assert (platform.asked, len(simulator.phones.bubbles(ADMIN.peer))) == (2, 1)


async def test_no_typed_word_is_stored_before_it_is_redacted(simulator: Simulator) -> None:
    """Neither of a message that waits, nor of a caption or a name of a file; the person is told of it at once."""
    secret = "СНИЛС ребёнка 112-233-445 95"
    file = FILE._replace(text=f"Приказ, {secret}", name="Иванов_Иван_Петрович 4512 123456.pdf")
    await simulator.program.runner.take([
        came(1, ADMIN, SentFile("document"), file), came(2, ADMIN, Said(secret)),
    ])  # fmt: skip
    async with simulator.program.store.work():
        rows = await simulator.program.store._connection.rows("SELECT event, fetch FROM postponed")  # type: ignore[attr-defined]
    kept = repr(rows)
    assert ("112" in kept, "4512" in kept, "Иван" in kept, "Приказ" in kept) == (False, False, False, True)
    await simulator.program.send_due()
    assert "вычеркнул" in last(simulator, ADMIN).text


async def test_who_is_erased_meanwhile_leaves_nothing(simulator: Simulator) -> None:
    platform = Platform()
    await simulator.program.runner.take([came(1, ADMIN, SentFile("document"), FILE)])
    running = asyncio.create_task(downloads(simulator, platform).run_dry())
    await platform.begun.wait()
    async with simulator.program.store.work() as work:
        await work.erasure.forget(await work.chats.person(ADMIN.chat), MONDAY)
    platform.ends.set()
    await running
    async with simulator.program.store.work() as work:
        assert (await work.chats.person(ADMIN.chat), await stored_files(simulator)) == ("", 0)


async def stored_files(on: Simulator) -> int:
    """Return how many files the store has."""
    ((count,),) = await on.program.store._connection.rows("SELECT count(*) FROM files")  # type: ignore[attr-defined]
    return int(count)


async def test_who_writes_too_much_meanwhile_is_told_once(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postponing, "MOST", 5)
    await simulator.program.runner.take([came(0, ADMIN, SentFile("document"), FILE)])
    for n in range(1, 20):
        await simulator.program.runner.take([came(n, ADMIN, Said(f"слово {n}"))])
    await simulator.program.send_due()
    assert await counted(simulator, ADMIN) == 6
    assert ["часть я пропустил" in each.text for each in simulator.phones.bubbles(ADMIN.peer)] == [True]


async def test_an_event_that_fails_is_laid_aside_and_the_next_ones_go_on(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = Platform()
    platform.ends.set()

    def failing(book: Book, session: Session, event: Event, known: Known, now: datetime) -> Turn:
        if isinstance(event, SentFile):
            raise ZeroDivisionError
        return advance(book, session, event, known, now)

    monkeypatch.setattr("bot.turns.batch.advance", failing)
    await simulator.program.runner.take([
        came(1, ADMIN, SentFile("document"), FILE), came(2, ADMIN, Said("Каникулы")),
    ])  # fmt: skip
    assert await downloads(simulator, platform).run_dry() == 2
    await simulator.program.send_due()
    assert len(simulator.phones.bubbles(ADMIN.peer)) == 2
    assert (await chat_state(simulator, ADMIN))[0].slots["draft"] == "Каникулы"


async def test_an_event_of_another_version_holds_up_nobody(simulator: Simulator) -> None:
    """An event that this version cannot read is deleted, and the next event of the chat goes on."""
    await simulator.program.runner.take([
        came(1, ADMIN, SentFile("document"), FILE), came(2, ADMIN, Said("Каникулы")),
    ])  # fmt: skip
    async with simulator.program.store.work():
        await simulator.program.store._connection.rows(  # type: ignore[attr-defined]
            'UPDATE postponed SET event = \'{"event":"sung"}\' WHERE id = (SELECT min(id) FROM postponed)'
        )
    assert await downloads(simulator, Platform()).run_dry() == 1
    assert (await chat_state(simulator, ADMIN))[0].slots["draft"] == "Каникулы"
