"""Reminders of a deadline between being planned and being sent: only what is so is said, and nobody hears it twice."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest

from bot.app.wiring import Words
from bot.commands import CommandContext
from bot.commands.deadlines import cancel, look_at, set_one
from bot.messages.markup import plain
from bot.queries import deadlines
from bot.queries.context import QueryContext
from bot.simulator.sample import ADMIN, PARENT, SECOND, TEACHER, Actor
from bot.simulator.simulator import Stage
from flows.values.calendar import MOSCOW
from storage.port.answers import Granted, Lost, Refused
from storage.port.delivery.deliveries import Claimed
from storage.port.school.campaigns import Campaign
from storage.port.store import Work
from storage.port.turns import RecordRow, Rows
from tests.support.bot.chats import join
from tests.support.world import world

Answered = TypeVar("Answered")
ROUND = datetime(2026, 11, 20, 18, tzinfo=MOSCOW)  #: 14 days before 4 December, a Friday
ASKS = "просит успеть к сроку"


@pytest.fixture
async def stage(shipped: Words, tmp_path: Path) -> AsyncIterator[Stage]:
    """Open a world with two families in 3Б."""
    async with world(shipped, tmp_path) as on:
        for who in (PARENT, SECOND):
            await join(on, who)
        yield on


async def act(on: Stage, command: Callable[[CommandContext], Awaitable[Answered]], who: Actor, **told: str) -> Answered:
    """Let somebody run a command."""
    async with on.house.store.work() as work:
        known = (await work.chats.load([who.chat], on.clock.now()))[who.chat].known
        return await command(CommandContext(work, on.house.words.book, who.chat, known, told, on.clock.now()))


async def see(on: Stage, query: Callable[[QueryContext], Awaitable[Answered]], who: Actor, **told: str) -> Answered:
    """Let somebody look at a view."""
    return await act(on, lambda context: query(context.query), who, **told)


async def klass(on: Stage) -> str:
    async with on.house.store.work() as work:
        return await klass_of(work)


async def ask(on: Stage, who: Actor = TEACHER, goal: str = "account", day: str = "2026-12-04", of: str = "3Б") -> str:
    """Set a deadline."""
    slots = {"goal": goal, "last_day": day, "klass": await klass(on) if of else ""}
    answer = await act(on, set_one, who, **slots)
    assert isinstance(answer, Granted)
    return answer.slots["campaign"]


async def record(on: Stage, who: Actor, track: str, stage: str, about: str = "") -> None:
    """Let a family reach something elsewhere, with nothing said here."""
    async with on.house.store.work() as work:
        known = (await work.chats.load([who.chat], on.clock.now()))[who.chat].known
        today = on.clock.now().date()
        row = RecordRow(known.children[0].id, track, about, stage, today, known.person)
        await work.turns.keep(Rows(records=[row]), on.clock.now())


async def fill(on: Stage, moment: datetime = ROUND) -> None:
    """Let a round come due and be put into words; nothing is sent yet."""
    on.clock.set(moment)
    await on.house.campaigns.run_dry()


async def claimed(on: Stage) -> list[Claimed]:
    async with on.house.store.work() as work:
        return [each for each in await work.delivery.claim(on.clock.now(), 100, ["page"]) if each.prompt]


def said(on: Stage, who: Actor) -> list[str]:
    return [text for text in (plain(each.text) for each in on.phones.bubbles(who.peer)) if ASKS in text]


async def came(on: Stage, ident: str, who: Actor = TEACHER) -> dict[str, int]:
    """Give what the report of the first round says."""
    found = await see(on, deadlines.one, who, klass=await klass(on), campaign=ident)
    assert found is not None
    return dict(found.campaign.rounds[0].came)


async def test_who_reaches_the_goal_in_between_hears_nothing(stage: Stage) -> None:
    ident = await ask(stage)
    await fill(stage)
    assert await came(stage, ident) == {"queued": 2}
    await record(stage, PARENT, "account", "finished")
    await stage.house.settle()
    assert said(stage, PARENT) == []
    assert len(said(stage, SECOND)) == 1
    assert await came(stage, ident) == {"needless": 1, "sent": 1}


async def test_who_came_on_in_between_hears_of_the_new_step(stage: Stage) -> None:
    ident = await ask(stage)
    await fill(stage)
    for about in ("birth", "snils"):
        await record(stage, PARENT, "documents", "checking", about)
    await stage.house.settle()
    (text,) = said(stage, PARENT)
    assert "идёт проверка документов" in text
    assert await came(stage, ident) == {"sent": 2}


async def test_a_reminder_not_sent_by_the_evening_waits_for_the_next_morning_of_school(stage: Stage) -> None:
    """The messenger was away on Friday evening: nothing comes at night or on Saturday, all on Monday at eight."""
    ident = await ask(stage)
    await fill(stage)
    for moment in (datetime(2026, 11, 20, 21, tzinfo=MOSCOW), datetime(2026, 11, 21, 12, tzinfo=MOSCOW)):
        await stage.move_to(moment)
        assert said(stage, PARENT) == []
    assert await came(stage, ident) == {"again": 2}
    await stage.move_to(datetime(2026, 11, 23, 8, tzinfo=MOSCOW))
    assert len(said(stage, PARENT)) == len(said(stage, SECOND)) == 1


async def test_a_cancelled_deadline_is_silent_at_once(stage: Stage) -> None:
    ident = await ask(stage)
    await fill(stage)
    assert await act(stage, cancel, TEACHER, klass=await klass(stage), campaign=ident) == Granted({})
    await stage.house.settle()
    assert said(stage, PARENT) == said(stage, SECOND) == []


async def test_who_stopped_the_reminders_or_this_one_hears_nothing(stage: Stage) -> None:
    ident = await ask(stage)
    await fill(stage)
    async with stage.house.store.work() as work:
        await work.reminders.decline(await work.chats.person(PARENT.chat), "account", stage.clock.now())
        await work.turns.keep(Rows(mutes=[(await work.chats.person(SECOND.chat), True)]), stage.clock.now())
    await stage.house.settle()
    assert said(stage, PARENT) == said(stage, SECOND) == []
    assert await came(stage, ident) == {"declined": 1, "muted": 1}


async def test_what_a_dead_process_had_in_hand_is_not_decided_anew(stage: Stage) -> None:
    """It may have arrived: nobody is written to twice, and the budget stays spent."""
    ident = await ask(stage)
    await fill(stage)
    assert len(await claimed(stage)) == 2
    await record(stage, PARENT, "account", "finished")
    stage.house.store._memory.claims = False  # type: ignore[attr-defined]  # a new process opens the file
    assert len(await claimed(stage)) == 2
    assert await came(stage, ident) == {"in_hand": 2}
    await fill(stage, ROUND.replace(minute=5))
    assert await came(stage, ident) == {"in_hand": 2}


async def test_filling_again_adds_nobody(stage: Stage) -> None:
    ident = await ask(stage)
    await fill(stage)
    async with stage.house.store.work() as work:
        for each in await work.rounds.due(stage.clock.now()):
            await work.rounds.turn(each, "filling")
    await fill(stage)
    assert await came(stage, ident) == {"queued": 2}
    assert len(await claimed(stage)) == 2


async def test_a_class_has_its_own_deadline_instead_of_the_schools(stage: Stage) -> None:
    whole = await ask(stage, ADMIN, of="")
    own = await ask(stage, TEACHER, day="2026-12-11")
    await fill(stage)
    await stage.house.settle()
    assert said(stage, PARENT) == []
    await fill(stage, datetime(2026, 11, 27, 18, tzinfo=MOSCOW))
    await stage.house.settle()
    assert len(said(stage, PARENT)) == 1
    assert await came(stage, own) == {"sent": 2}
    assert await came(stage, whole) == {}


async def test_a_deadline_of_the_school_is_not_a_teachers_to_change(stage: Stage) -> None:
    whole = await ask(stage, ADMIN, of="")
    slots = {"klass": await klass(stage), "campaign": whole}
    assert await act(stage, look_at, TEACHER, **slots) == Lost()
    assert await act(stage, cancel, TEACHER, **slots) == Refused("unknown")
    of_class = await ask(stage, ADMIN)
    assert of_class
    again = {"klass": await klass(stage), "goal": "account", "last_day": "2026-12-11"}
    assert await act(stage, set_one, TEACHER, **again) == Lost()


@pytest.mark.parametrize("who", [PARENT, Actor("Чужой", "stranger")])
async def test_nobody_else_sets_sees_or_cancels(stage: Stage, who: Actor) -> None:
    """A told class or campaign can be forged: the store asks who asks."""
    ident, told = await ask(stage), {"klass": await klass(stage)}
    assert await act(stage, set_one, who, **told, goal="diary", last_day="2026-12-04") == Refused("unknown")
    assert await act(stage, set_one, TEACHER, klass="", goal="diary", last_day="2026-12-04") == Refused("unknown")
    assert await act(stage, cancel, who, **told, campaign=ident) == Refused("unknown")
    assert await see(stage, deadlines.every, who, **told) == []
    assert await see(stage, deadlines.one, who, **told, campaign=ident) is None
    assert await see(stage, deadlines.preview, who, **told, goal="diary", last_day="2026-12-04") is None


async def test_a_family_held_back_is_told_by_its_class(stage: Stage) -> None:
    async with stage.house.store.work() as work:
        person = await work.chats.person(PARENT.chat)
        for cause in ("a", "b"):
            await work.budget.spend([person], "reminder", cause, ROUND.replace(hour=9))
    ident = await ask(stage)
    await fill(stage)
    await stage.house.settle()
    found: Campaign | None
    async with stage.house.store.work() as work:
        found = await work.campaigns.one(await work.chats.person(TEACHER.chat), await klass_of(work), ident)
    assert found is not None
    assert dict(found.rounds[0].came) == {"budget": 1, "sent": 1}
    assert [each.class_name for each in found.rounds[0].held] == ["3Б"]


async def klass_of(work: Work) -> str:
    person = await work.chats.person(ADMIN.chat)
    return (await work.schools.classes(person))[0].id
