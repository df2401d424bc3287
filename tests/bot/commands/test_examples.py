"""Examples of one school are not used for another, and a forged press or slot adds no example."""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from bot.app.wiring import Content
from bot.commands import CommandContext, do
from bot.messages.markup import plain
from bot.queries import value
from bot.simulator.sample import ADMIN, PARENT, SCHOOL, SECOND, Actor
from bot.simulator.simulator import Simulator
from flows.values.commands import COMMANDS
from storage.port.answers import Granted, Refused
from storage.port.school.submitted_examples import SubmittedExampleRow
from storage.port.school.unrecognised import UnrecognisedRow
from storage.port.store import Work
from storage.port.turns import Rows
from tests.support.bot.chats import join, press
from tests.support.world import world

TEXT, MEANING = "часики вместо галочки", "status_checking"
ELSEWHERE = Actor("Родитель из Заречья", "guest-elsewhere")


async def context(on: Simulator, work: Work, who: Actor, **told: str) -> CommandContext:
    """Return the context of a command with the given slots, forged or not."""
    known = (await work.chats.load([who.chat], on.clock.now()))[who.chat].known
    return CommandContext(work, on.program.content.book, who.chat, known, told, on.clock.now())


async def test_another_school_is_unaffected(shipped: Content, tmp_path: Path) -> None:
    async with world(shipped, tmp_path) as on:
        async with on.program.store.work() as work:
            await work.setup.establish("sample_dnevnik", "1А", on.clock.now(), "zarechye-1a")
            taught = await do("attach", await context(on, work, ADMIN, phrase=TEXT, meaning=MEANING))
        assert taught == Granted({})
        await join(on, PARENT)
        await on.say(ELSEWHERE, "/start zarechye-1a")
        for label in ("Начать", "Даю согласие"):
            await press(on, ELSEWHERE, label)
        heard = {}
        for who in (PARENT, ELSEWHERE):
            await on.say(who, TEXT)
            heard[who] = plain(on.phones.bubbles(who.peer)[-1].text)
        assert "«Проверка данных» — документ на проверке" in heard[PARENT]
        assert "«Проверка данных» — документ на проверке" not in heard[ELSEWHERE]


async def test_who_is_no_staff_sees_and_teaches_nothing(shipped: Content, tmp_path: Path) -> None:
    async with world(shipped, tmp_path) as on, on.program.store.work() as work:
        admin, parent = await context(on, work, ADMIN), await context(on, work, PARENT)
        await work.turns.keep(Rows(unrecognised=[UnrecognisedRow(SCHOOL, "галочки, нет")]), on.clock.now())
        await work.submitted_examples.keep(SubmittedExampleRow(SCHOOL, parent.person, TEXT), on.clock.now())
        (unrecognised,) = await work.unrecognised.top(admin.person, on.clock.now())
        (submitted,) = await work.submitted_examples.of_school(admin.person)
        await work.examples.attach("где галочка", MEANING, admin.person, on.clock.now())
        (example,) = await work.examples.attached(admin.person)
        slots = {"miss": unrecognised.key, "lesson": submitted.id, "example": example.id, "meaning": MEANING}
        forged = parent._replace(slots=slots)
        for name in ("look_miss", "look_lesson", "try_phrase", "attach", "detach"):
            assert await do(name, forged) == Refused("unknown"), name
        assert await do("attach", forged._replace(slots={"phrase": TEXT, "meaning": MEANING})) == Refused("unknown")
        for name in ("drop_miss", "drop_lesson"):
            await do(name, forged)
        for name in ("miss", "lesson", "attaching", "example"):
            assert not any(cast("Iterable[object]", await value(name, forged.query))), name
        staff = admin._replace(slots=slots)
        for name in ("miss", "lesson", "attaching", "example"):
            assert any(cast("Iterable[object]", await value(name, staff.query))), name


async def test_what_is_personal_is_attached_by_nobody(shipped: Content, tmp_path: Path) -> None:
    async with world(shipped, tmp_path) as on, on.program.store.work() as work:
        for text in ("мой снилс [вычеркнуто] где", "Ваня не видит дневник"):
            slots = {"phrase": text, "meaning": MEANING}
            assert await do("attach", (await context(on, work, ADMIN))._replace(slots=slots)) == Refused("personal")
        assert await do("attach", await context(on, work, ADMIN, phrase=TEXT, meaning="nowhere")) == Refused("unknown")
        heard = await context(on, work, ADMIN, phrase="нет кнопки создать", meaning=MEANING)
        assert await do("attach", heard) == Refused("falls")


async def test_what_nobody_reads_is_not_kept(shipped: Content, tmp_path: Path) -> None:
    async with world(shipped, tmp_path) as on, on.program.store.work() as work:
        alone = await context(on, work, SECOND, draft=TEXT)
        assert await do("teach", alone._replace(known=alone.known.__class__(person=alone.person))) == Refused("unknown")
        assert {"teach", "attach", "detach"} <= COMMANDS.keys()
