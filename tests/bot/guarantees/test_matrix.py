"""People without access to class 3В cannot see, count, address or infer anything about it.

The test lists nothing by hand. It tries every state for teachers and staff with every button, list line and text, and
every opening, query, command, question and code, with forged slots about 3В, in a world where 3В has people and in one
where it is empty. Both must answer alike, and 3В must not change. New entries of the book or the port are included
automatically; a slot, table or attachment without forged values fails the tests at the end.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot import commands, queries
from bot.app.wiring import Content
from bot.commands import REGISTRY, CommandContext
from bot.queries import VALUES
from bot.rendering.attachments import MAKERS
from bot.simulator.sample import ADMIN, Actor
from flows.book.flow import State
from flows.book.model import Book
from flows.checks.graph import stops
from flows.context.lists import LISTS
from flows.context.permissions import TAKEN
from flows.values import segments
from flows.values.commands import COMMANDS
from flows.values.events import Event, Opened, Option, Pressed, Said, SentFile
from flows.values.session import Session
from storage.port.answers import Granted
from storage.port.turns import Rows
from tests.support.bot.foreign_class import (
    DAYS_AGO,
    NAME,
    NOBODYS,
    OTHER_SCHOOL,
    OURS,
    SECRET,
    THEIRS,
    Town,
    nameless,
    town,
)

WORK = frozenset({"teacher", "answerer", "staff"})  #: the audiences of these flows
VISIT = 5
UNIVERSALS = ("back", "more", "less")
#: Codes and ids are sequential: how many were made before does not depend on the class
MADE = re.compile(r"kvx-\d+f4r7t|'lf[0-9a-z]{2}'")
TEXTS = ("1", "12.12", "9Ж", "Текст для всех")

Prepared = Callable[[Town], Coroutine[Any, Any, None]]


class Outsider(NamedTuple):
    """A person without access to 3В, and how they lost or never had it."""

    who: Actor
    prepared: Prepared


async def as_they_are(of: Town) -> None:
    """Change nothing: the teacher of 3Б."""


async def removed(of: Town) -> None:
    """Remove the teacher of 3В as the school."""
    await of.stage.happen(THEIRS, Opened("teacher"))
    admin = await of.person(ADMIN)
    async with of.stage.program.store.work() as work:
        assert isinstance(await work.roles.take_off(of.ids["hat"], admin), Granted)


async def from_elsewhere(of: Town) -> None:
    """Return the person the staff role of another school."""
    await of.redeem(ELSEWHERE, "staff", OTHER_SCHOOL)


async def was_let_in(of: Town) -> None:
    """Let the person substitute in 3В until the role ends."""
    person, theirs = await of.person(WAS), await of.person(THEIRS)
    now = of.stage.clock.now()
    async with of.stage.program.store.work() as work:
        made = await work.roles.let_in(of.klass, now.date(), now.replace(hour=8), theirs, now)
        assert isinstance(made, Granted)
        assert isinstance(await work.codes.redeem(made.slots["code"], person, now), Granted)
    of.stage.clock.set(now.replace(hour=8))
    await of.redeem(WAS, "teacher", klass="3Б")
    await of.stage.program.settle()  # send the notice that the role has ended before anything is compared


ELSEWHERE, WAS = Actor("Завуч", "staff-elsewhere"), Actor("Замещала", "substitute-3v")
OUTSIDERS = {
    "teacher of 3Б": Outsider(OURS, as_they_are),
    "removed teacher": Outsider(THEIRS, removed),
    "staff of another school": Outsider(ELSEWHERE, from_elsewhere),
    "substitute whose time is over": Outsider(WAS, was_let_in),
}
LONG = {"staff of another school", "substitute whose time is over"}  #: run by `make prove` only


@asynccontextmanager
async def two(shipped: Content, folder: Path) -> AsyncIterator[tuple[Town, Town]]:
    """Open the world where 3В has people and the one where it is empty."""
    (folder / "full").mkdir()
    (folder / "empty").mkdir()
    async with (
        town(shipped, folder / "full", full=True) as full,
        town(shipped, folder / "empty", full=False) as empty,
    ):
        yield full, empty


@pytest.fixture(
    params=[
        pytest.param(each, id=name, marks=[pytest.mark.prove] if name in LONG else [])
        for name, each in OUTSIDERS.items()
    ]
)
async def worlds(
    request: pytest.FixtureRequest, shipped: Content, tmp_path: Path
) -> AsyncIterator[tuple[Actor, Town, Town]]:
    """Yield an outsider, the world where 3В has people, and the one where it is empty."""
    outsider: Outsider = request.param
    async with two(shipped, tmp_path) as (full, empty):
        for of in (full, empty):
            await of.person(outsider.who)
            await outsider.prepared(of)
        yield outsider.who, full, empty


# The inputs


def places(book: Book) -> Iterator[tuple[str, str, State]]:
    """Yield every state for teachers and staff in which a chat can stop; the others pass on at once."""
    for flow in book.flows.values():
        if flow.whom in WORK:
            yield from ((flow.name, at, state) for at, state in flow.states.items() if stops(state))


def events(of: Town, state: State) -> Iterator[Event]:
    """Yield every possible input of a state: each button, a forged line of its list, texts, a file."""
    yield from (Pressed(VISIT, key) for key in (*state.buttons, *UNIVERSALS))
    if state.choices:
        yield Pressed(VISIT, f"={of.ids[LISTS[state.choices].word]}")
    yield from map(Said, TEXTS if state.read else TEXTS[:1])
    if state.receives:
        yield SentFile("document", of.ids["file"], of.ids["file_name"], "Слова")


def session(of: Town, flow: str, at: str, state: State) -> Session:
    """Return a session in the state with every slot forged and every possible button on the screen."""
    word = LISTS[state.choices].word if state.choices else ""
    options = (Option(of.ids[word], NAME),) if word else ()
    shown = (*state.buttons, *UNIVERSALS)
    return Session(flow, at, VISIT, slots=dict(of.ids), shown=shown, options=options)


async def said_to(of: Town, who: Actor, event: Event, at: Session | None = None) -> list[str]:
    """Process an event of a chat in this session; return what the person sees, with pictures as bytes."""
    store, phones = of.stage.program.store, of.stage.phones
    async with store.work() as work:
        chat = (await work.chats.load([who.chat], of.stage.clock.now()))[who.chat].chat
        if at:
            await work.turns.keep(Rows(sessions={chat: at}), of.stage.clock.now())
    before = {bubble.id: bubble.edits for bubble in phones.bubbles(who.peer)}
    await of.stage.happen(who, event)
    fresh = [bubble for bubble in phones.bubbles(who.peer) if before.get(bubble.id) != bubble.edits]
    files = []
    async with store.work() as work:
        for bubble in fresh:
            kept = await work.files.load(bubble.attached.file) if bubble.attached else None
            files.append(hashlib.sha256(kept.content).hexdigest() if kept else "")
    shown = [(bubble.text, [[label for label, _ in row] for row in bubble.rows]) for bubble in fresh]
    return [MADE.sub("…", repr(each)) for each in zip(shown, files, strict=True)]


def tells(of: Town, said: Sequence[str]) -> list[str]:
    """Return the traces of 3В in the shown texts; its name does not count, because it was typed."""
    return [canary for canary in (*of.canaries - {of.klass}, str(DAYS_AGO)) if any(canary in each for each in said)]


# The matrix


async def test_nothing_done_in_any_state_tells_of_the_class_or_touches_it(
    worlds: tuple[Actor, Town, Town], shipped: Content
) -> None:
    """Try every state for teachers and staff and every way out of it, with every slot forged."""
    who, full, empty = worlds
    before, tried = full.rows(), 0
    for flow, at, state in places(shipped.book):
        for n, event in enumerate(events(full, state)):
            event_there = list(events(empty, state))[n]
            here = await said_to(full, who, event, session(full, flow, at, state))
            there = await said_to(empty, who, event_there, session(empty, flow, at, state))
            assert here == there, (flow, at, event)
            assert not tells(full, here), (flow, at, event)
            tried += 1
    untouched(full, who, before, await full.person(who))
    assert tried > 100


async def test_no_opening_tells_of_the_class(worlds: tuple[Actor, Town, Town], shipped: Content) -> None:
    """Try everything a notice can open, and the start of every flow for work, with its slots forged."""
    who, full, empty = worlds
    before = full.rows()
    starts = {(name, flow.start) for name, flow in shipped.book.flows.items() if flow.whom in WORK}
    for flow, at in sorted({*shipped.book.openable, *starts}):
        takes = shipped.book.flows[flow].takes
        here, there = [
            await said_to(of, who, Opened(flow, at, {word: of.ids[word] for word in takes})) for of in (full, empty)
        ]
        assert here == there, (flow, at)
        assert not tells(full, here), (flow, at)
    untouched(full, who, before, await full.person(who))


async def test_no_query_or_command_reveals_the_class(worlds: tuple[Actor, Town, Town]) -> None:
    """Call every query, command and list directly, without a screen, for every segment."""
    who, full, empty = worlds
    before = full.rows()
    for told_more in words_of_segments():
        for name in VALUES:
            assert await looked(full, who, name, told_more) == await looked(empty, who, name, told_more), name
        for name in REGISTRY:
            assert await did(full, who, name, told_more) == await did(empty, who, name, told_more), name
        for name, listing in LISTS.items():
            if listing.lines is None:
                here, there = await asked(full, who, name, told_more), await asked(empty, who, name, told_more)
                assert here == there, name
                assert not tells(full, here), name
    untouched(full, who, before, await full.person(who))


async def test_no_code_of_the_class_is_made_for_an_outsider(worlds: tuple[Actor, Town, Town]) -> None:
    who, full, _ = worlds
    person, child = await full.person(who), full.ids["child"]
    async with full.stage.program.store.work() as work:
        for kind in ("class", "teacher", "child"):
            made = await work.codes.make(kind, person, full.stage.clock.now(), klass=full.klass, child=child)
            assert not isinstance(made, Granted), kind


def untouched(of: Town, who: Actor, before: dict[str, list[str]], person: str) -> None:
    """Compare the stored rows of 3В; the outsider's own chat may contain the forged slots."""
    mine = {*_own(before, who, person)} | {*_own(of.rows(), who, person)}
    for table, rows in of.rows().items():
        then, now = ({row for row in each if row not in mine} for each in (before[table], rows))
        assert now == then, table
    assert not of.laid_aside()


def _own(rows: dict[str, list[str]], who: Actor, person: str) -> Iterator[str]:
    # Rows of the outsider: their session and queued screens contain the forged slots, and so does their role.
    for table in ("sessions", "deliveries", "timers", "chats", "hats"):
        yield from (row for row in rows[table] if table in {"sessions", "deliveries"} or person in row)
    yield from (row for row in rows["chats"] if who.peer in row)


def words_of_segments() -> Iterator[dict[str, str]]:
    """Yield the slot of every kind of segment."""
    for kind, what in segments.KINDS.items():
        value = {"days": "5", "step": "check", "numbers": "1,2,3", "broadcast": "broadcast-3v", "": ""}[what]
        yield {"segment": f"{kind}:{value}" if what else kind}


async def _context(of: Town, who: Actor, work: Any, more: dict[str, str]) -> CommandContext:
    now, services = of.stage.clock.now(), of.stage.program.runner.services
    known = (await work.chats.load([who.chat], now))[who.chat].known
    return CommandContext(
        work,
        services.book,
        known,
        {**of.ids, **more},
        now,
        chat=who.chat,
        installation=services.installation,
        profiles=services.installation.profiles,
    )


async def looked(of: Town, who: Actor, name: str, more: dict[str, str]) -> str:
    """Return the answer of a query to a person."""
    async with of.stage.program.store.work() as work:
        return repr(await queries.value(name, await _context(of, who, work, more)))


async def did(of: Town, who: Actor, name: str, more: dict[str, str]) -> str:
    """Return the result of a command for a person."""
    async with of.stage.program.store.work() as work:
        return MADE.sub("…", repr(await commands.do(name, await _context(of, who, work, more))))


async def asked(of: Town, who: Actor, name: str, more: dict[str, str]) -> list[str]:
    """Return the lines of a list."""
    async with of.stage.program.store.work() as work:
        context = await _context(of, who, work, more)
        return [option.label for option in await queries.options(name, context)]


# The matrix is complete


async def test_every_word_can_be_forged(shipped: Content, tmp_path: Path) -> None:
    """A new slot of a command, a list or an opening must get a forged value in tests/support/bot/foreign_class.py."""
    async with town(shipped, tmp_path, full=False) as of:
        wanted = {word for spec in COMMANDS.values() for word in spec.needs} | {each.word for each in LISTS.values()}
        assert {*wanted, *TAKEN} <= of.ids.keys()


async def test_a_row_of_the_class_stands_in_every_table(shipped: Content, tmp_path: Path) -> None:
    """A new table must be filled for 3В in tests/support/bot/foreign_class.py, or be excepted there by name."""
    async with town(shipped, tmp_path, full=True) as of:
        rows = of.rows()
        assert nameless(rows) == set()
        assert rows.keys() | {"seen"} >= NOBODYS.keys()


async def test_the_worlds_can_be_told_apart_by_whoever_may(shipped: Content, tmp_path: Path) -> None:
    """A control for the matrix: the teacher of 3В does see a difference between the two worlds."""
    async with two(shipped, tmp_path) as (full, empty):
        for name in ("board", "stuck", "paper_list"):
            more = {"segment": "at:check"}
            assert await looked(full, THEIRS, name, more) != await looked(empty, THEIRS, name, more), name
        assert await asked(full, THEIRS, "stuck", {}) != await asked(empty, THEIRS, "stuck", {})
        at = Session("teacher", "more", VISIT, slots={"klass": full.klass, "class_name": NAME}, shown=("klass",))
        shown = [await said_to(of, THEIRS, Pressed(VISIT, "klass"), at) for of in (full, empty)]
        assert shown[0] != shown[1]


async def test_a_secret_that_is_shown_is_seen(shipped: Content, tmp_path: Path) -> None:
    async with town(shipped, tmp_path, full=True) as of:
        assert tells(of, [f"… {SECRET} …"]) == [SECRET]
        assert not tells(of, ["Класс 3Б"])


def test_every_attachment_is_drawn_of_what_a_screen_was_told() -> None:
    """A maker has no store: it uses only the query's answer and the slots of its screen, which the matrix forges."""
    assert MAKERS
    for maker in MAKERS.values():
        assert maker.__code__.co_argcount == 1
