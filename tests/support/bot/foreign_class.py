"""Two worlds that differ only in the contents of class 3В, which the people under test must not see.

Nobody without access to 3В may see a difference between the worlds. In the full one, every table has a row about 3В,
except the tables in `NOBODYS`, which lists why each has nothing about a class.
"""

import sqlite3
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot import commands
from bot.app.wiring import Content
from bot.simulator import sample, story
from bot.simulator.sample import ADMIN, SCHOOL, Actor
from bot.simulator.simulator import Simulator
from flows.book.model import CONSENT_VERSION
from flows.values.events import Opened
from flows.values.segments import Segment
from flows.values.session import Session
from storage.port.answers import Granted
from storage.port.delivery.broadcasts import BroadcastRow
from storage.port.delivery.deliveries import DeliveryRow
from storage.port.delivery.files import FileRow
from storage.port.delivery.timers import TimerRow
from storage.port.delivery.urgent import UrgentLetter
from storage.port.school.tickets import TicketRow
from storage.port.store import Work
from storage.port.turns import ChildRow, RecordRow, Rows
from tests.support.empty_store import blank
from tests.support.world import MONDAY

NAME = "3В"
SECRET = "Щука-3В"  #: part of everything that people of 3В wrote
OURS = Actor("Наша", "teacher-3b")  #: teaches 3Б and nothing else
THEIRS = Actor("Чужая", "teacher-3v")  #: teaches 3В
FAMILIES = tuple(Actor(f"Чужая семья {n}", f"family-3v-{n}") for n in range(1, 5))
OTHER_SCHOOL = "sample_dnevnik"
DAYS_AGO = 137  #: the age in days of a record that only children of 3В have

#: Tables without a row about any class
NOBODYS: Mapping[str, str] = {
    "accounts": "каналы установки",
    "schools": "школы установки",
    "tries": "счётчик попыток по хешу чата",
    "orders": "приказы школы учителям, без семей",
    "misses": "чего бот не понял, без людей",
    "lessons": "чему научила школа",
    "examples": "что прислали научить бота: школе, не классу",
    "acquaintance": "то же: кто из учителей ознакомлен",
    "seen": "номера обновлений",
    "laid_aside": "номера сбойных событий",
    "overrides": "слова школы",
    "happenings": "журнал без людей",
    "links": "связанные чаты одного человека",
    "several": "у кого чатов бывает несколько, без слов и классов",
    "linked": "то же, построчно",
    "fronts_due": "очередь внутри одной записи",
    "uploads": "имена файлов у каналов",
    "postponed": "события, пока скачивается файл чата: к концу хода пусто",
    "confirmed": "см. broadcasts",
    "spared": "см. broadcasts",
    "reminded": "см. broadcasts",
    "substitutions": "строка живёт до следующего круга, пока учителю не сказано",
    "rests_told": "см. campaigns",
}


class Town:
    """A world in which class 3В exists."""

    def __init__(self, simulator: Simulator, file: Path, klass: str) -> None:
        """Take the simulator, its database file, and the id of 3В."""
        self.stage, self.file, self.klass = simulator, file, klass
        self.ids: dict[str, str] = {"klass": klass}  #: values for forged events, by the name of the slot
        self.canaries: set[str] = {klass, SECRET}

    async def person(self, who: Actor) -> str:
        """Return the person of a chat, created at the first call."""
        async with self.stage.program.store.work() as work:
            return (await work.chats.load([who.chat], self.stage.clock.now()))[who.chat].known.person

    async def redeem(self, who: Actor, kind: str, school: str = SCHOOL, klass: str = "") -> None:
        """Give a role to somebody, by redeeming a code of this kind."""
        person = await self.person(who)
        async with self.stage.program.store.work() as work:
            code = await work.setup.staff_code(kind, school, MONDAY, klass)
            assert isinstance(await work.codes.redeem(code, person, MONDAY), Granted)
            await work.turns.keep(Rows(consents=[(person, CONSENT_VERSION)]), MONDAY)

    def rows(self) -> dict[str, list[str]]:
        """Return {table: rows about anything in 3В}, except the rows that the test's own actions write."""
        with sqlite3.connect(self.file) as base:
            tables = [name for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            return {table: sorted(self._of(base, table)) for table in tables if table != "seen"}

    def laid_aside(self) -> list[tuple[object, ...]]:
        """Return the updates that failed and were stored as failed. No action may produce one."""
        with sqlite3.connect(self.file) as base:
            return list(base.execute("SELECT key, error FROM laid_aside"))

    def _of(self, base: sqlite3.Connection, table: str) -> list[str]:
        named = [tuple(map(str, row)) for row in base.execute(f"SELECT * FROM {table}")]  # noqa: S608 our own tables
        return [repr(row) for row in named if any(c in cell for c in self.canaries for cell in row)]


@asynccontextmanager
async def town(words: Content, folder: Path, *, full: bool) -> AsyncIterator[Town]:
    """Open a world; if `full`, people have joined 3В, else nobody has."""
    await blank(folder / "world.db")
    async with story.scene(words, folder) as simulator:
        async with simulator.program.store.work() as work:
            await work.setup.establish(SCHOOL, NAME, MONDAY, "secret-3v")
            await work.setup.establish(OTHER_SCHOOL, "3Г", MONDAY, "other-3g")
            ((klass, _),) = [o for o in await _classes(work, simulator) if o[1] == NAME]
        of = Town(simulator, folder / "world.db", klass)
        await of.redeem(OURS, "teacher", klass=sample.CLASS)
        await of.redeem(THEIRS, "teacher", klass=NAME)
        for who in (*FAMILIES, OURS, THEIRS):
            await of.person(who)
        await _forged(of)
        if full:
            await _filled(of)
        await simulator.program.settle()  # finish all background work before anything is compared
        yield of


async def _classes(work: Work, simulator: Simulator) -> list[tuple[str, str]]:
    person = (await work.chats.load([ADMIN.chat], simulator.clock.now()))[ADMIN.chat].known.person
    return [(each.id, each.name) for each in await work.schools.classes(person)]


async def _forged(of: Town) -> None:
    # The forged values are the same in both worlds, as if guessed or seen once. Files are left out: only the bot names
    # a file, to its sender (`SentFile`, flows.engine.receiving), so nobody can forge one.
    with sqlite3.connect(of.file) as base:
        ((role,),) = base.execute("SELECT id FROM hats WHERE class = ?", (of.klass,))
    of.ids |= {
        "class_name": NAME, "child": "child-3v-1", "ticket": "ticket-3v", "hat": str(role), "broadcast": "broadcast-3v",
        "file": "no-such-file", "file_kind": "document", "file_name": "Приказ.pdf", "request": f"{of.klass}:sferum",
        "request_label": NAME, "family": "n1", "family_label": "1", "segment": "at:check", "number": "1",
        "count": "4", "last_day": "2026-12-31", "draft": "Текст", "document": "birth", "code": "no-such-c0de",
        "guide": "card", "step": "1", "of": "4", "sent_on": "2026-11-12", "profile": "vylgort", "hat_label": NAME,
        "meaning": "status_manual", "slips": "4",
        "at": "2026-11-25T10:00", "campaign": "campaign-3v", "extract": "ticket-3v", "goal": "account",
        "order": "no-such-order", "kind": "class",
        "deadline": "2026-12-31", "lesson": "1", "by": "1", "example": "1", "miss": "1", "given_on": "2026-11-12",
    }  # fmt: skip
    texts = of.stage.program.content.texts
    for flow in of.stage.program.content.book.flows.values():
        paths = [path for at in flow.states if texts.has(path := f"{flow.name}/{at}")]
        for word in sorted({word for path in paths for word in texts.words(path)} - of.ids.keys()):
            of.ids[word] = "1"  # written in a text and about no person


async def _filled(of: Town) -> None:
    store, now = of.stage.program.store, of.stage.clock.now()
    persons = [await of.person(who) for who in FAMILIES]
    theirs, day = await of.person(THEIRS), now.date() - timedelta(days=DAYS_AGO)
    children = [f"child-3v-{n}" for n in range(1, len(persons) + 1)]
    async with store.work() as work:
        cards = [ChildRow(child, person, of.klass) for child, person in zip(children, persons, strict=True)]
        await work.turns.keep(Rows(consents=[(person, CONSENT_VERSION) for person in persons], children=cards), now)
        stages = (("documents", "birth", "sent"), ("documents", "snils", "manual"), ("sferum", "", "requested"))
        records = [
            RecordRow(child, track, about, stage, day, person)
            for child, person in zip(children, persons, strict=True)
            for track, about, stage in stages
        ]
        timer = TimerRow("later-3v", now + timedelta(days=30), Opened("menu"), persons[0], None, children[0], "menu")
        await work.turns.keep(Rows(records=records, timers=[timer]), now)
        await work.families.set_count(of.klass, 28, theirs, now)
        await work.slips.make(of.klass, theirs, now)
        await work.tickets.open(TicketRow("ticket-3v", SCHOOL, persons[0], children[0], "extract", SECRET), now)
        await work.tickets.answer("ticket-3v", SECRET, persons[0], now)
        chat = (await work.chats.load([FAMILIES[0].chat], now))[FAMILIES[0].chat].chat
        said = DeliveryRow(1, chat, 3, SECRET, now + timedelta(hours=11))
        await work.turns.keep(
            Rows(sessions={chat: Session("menu", "home", 1, child=children[0])}, deliveries=[said]), now
        )
        file = FileRow("file-3v", "document", f"{SECRET}.pdf", b"%PDF-", persons[1])
        await work.turns.keep(Rows(files=[file]), now)
        letter = BroadcastRow(
            "broadcast-3v", theirs, SCHOOL, (of.klass,), Segment(), SECRET, now + timedelta(days=9), now
        )
        assert isinstance(await work.broadcasts.submit(letter, now), Granted)
        await work.urgent.record(UrgentLetter(letter.id, SCHOOL, theirs, "teacher", NAME, len(persons), now))
        known = (await work.chats.load([THEIRS.chat], now))[THEIRS.chat].known
        slots = {"klass": of.klass, "class_name": NAME, "goal": "account", "last_day": "2026-12-31"}
        context = commands.CommandContext(work, of.stage.program.content.book, known, slots, now, chat=THEIRS.chat)
        assert isinstance(await commands.do("set_deadline", context), Granted)
    _campaign(of, persons[0], children[0])
    of.canaries |= {*children, *persons, "ticket-3v", "broadcast-3v", "file-3v", "campaign-3v"}


def _campaign(of: Town, person: str, child: str) -> None:
    # set the id that the forged events use, and add the rows that a reminder of the campaign leaves about a parent
    with sqlite3.connect(of.file) as base:
        base.execute("UPDATE campaigns SET id = 'campaign-3v'")
        base.execute("UPDATE rounds SET campaign = 'campaign-3v'")
        base.execute(
            "INSERT INTO prompts (campaign, days, person, child, step, until, outcome) "
            "SELECT campaign, days, ?, ?, 'account:next', due, 'sent' FROM rounds LIMIT 1",
            (person, child),
        )
        base.execute("INSERT INTO declined (person, goal, at) VALUES (?, 'account', '2026-11-16')", (person,))


def nameless(rows: Mapping[str, Collection[str]]) -> set[str]:
    """Return the tables in which no row is about 3В although one should be."""
    return {table for table, found in rows.items() if not found and not table.startswith("sqlite_")} - NOBODYS.keys()
