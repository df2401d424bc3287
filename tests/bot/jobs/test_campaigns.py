"""Reminders of a deadline between planning and sending: they state current facts, and each person gets one once."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest

from bot.app.wiring import Content
from bot.commands import CommandContext
from bot.commands.deadlines import cancel, look_at, set_one
from bot.messages.markup import plain
from bot.queries import deadlines
from bot.queries.context import QueryContext
from bot.simulator.sample import ADMIN, PARENT, SECOND, TEACHER, Actor
from bot.simulator.simulator import Simulator
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
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a world with two families in 3Б."""
    async with world(shipped, tmp_path) as on:
        for who in (PARENT, SECOND):
            await join(on, who)
        yield on


async def act(
    on: Simulator, command: Callable[[CommandContext], Awaitable[Answered]], who: Actor, **told: str
) -> Answered:
    """Run a command as a person."""
    async with on.program.store.work() as work:
        known = (await work.chats.load([who.chat], on.clock.now()))[who.chat].known
        return await command(CommandContext(work, on.program.content.book, known, told, on.clock.now(), chat=who.chat))


async def see(on: Simulator, query: Callable[[QueryContext], Awaitable[Answered]], who: Actor, **told: str) -> Answered:
    """Run a query as a person."""
    return await act(on, query, who, **told)


async def klass(on: Simulator) -> str:
    async with on.program.store.work() as work:
        return await klass_of(work)


async def ask(
    on: Simulator, who: Actor = TEACHER, goal: str = "account", day: str = "2026-12-04", of: str = "3Б"
) -> str:
    """Set a deadline."""
    slots = {"goal": goal, "last_day": day, "klass": await klass(on) if of else ""}
    answer = await act(on, set_one, who, **slots)
    assert isinstance(answer, Granted)
    return answer.slots["campaign"]


async def record(on: Simulator, who: Actor, track: str, simulator: str, about: str = "") -> None:
    """Record progress of a family directly in the store, without a conversation."""
    async with on.program.store.work() as work:
        known = (await work.chats.load([who.chat], on.clock.now()))[who.chat].known
        today = on.clock.now().date()
        row = RecordRow(known.children[0].id, track, about, simulator, today, known.person)
        await work.turns.keep(Rows(records=[row]), on.clock.now())


async def fill(on: Simulator, moment: datetime = ROUND) -> None:
    """Let a round come due and be rendered; nothing is sent yet."""
    on.clock.set(moment)
    await on.program.campaigns.run_dry()


async def claimed(on: Simulator) -> list[Claimed]:
    async with on.program.store.work() as work:
        return [each for each in await work.delivery.claim(on.clock.now(), 100, ["page"]) if each.reminder]


def said(on: Simulator, who: Actor) -> list[str]:
    return [text for text in (plain(each.text) for each in on.phones.bubbles(who.peer)) if ASKS in text]


async def came(on: Simulator, ident: str, who: Actor = TEACHER) -> dict[str, int]:
    """Return the numbers of the first round from the report."""
    found = await see(on, deadlines.one, who, klass=await klass(on), campaign=ident)
    assert found is not None
    return dict(found.campaign.rounds[0].came)


async def test_who_reaches_the_goal_in_between_hears_nothing(simulator: Simulator) -> None:
    ident = await ask(simulator)
    await fill(simulator)
    assert await came(simulator, ident) == {"queued": 2}
    await record(simulator, PARENT, "account", "finished")
    await simulator.program.settle()
    assert said(simulator, PARENT) == []
    assert len(said(simulator, SECOND)) == 1
    assert await came(simulator, ident) == {"needless": 1, "sent": 1}


async def test_who_came_on_in_between_hears_of_the_new_step(simulator: Simulator) -> None:
    ident = await ask(simulator)
    await fill(simulator)
    for about in ("birth", "snils"):
        await record(simulator, PARENT, "documents", "checking", about)
    await simulator.program.settle()
    (text,) = said(simulator, PARENT)
    assert "идёт проверка документов" in text
    assert await came(simulator, ident) == {"sent": 2}


async def test_a_reminder_not_sent_by_the_evening_waits_for_the_next_morning_of_school(simulator: Simulator) -> None:
    """The messenger was down on Friday evening: nothing comes at night or on Saturday, all on Monday at eight."""
    ident = await ask(simulator)
    await fill(simulator)
    for moment in (datetime(2026, 11, 20, 21, tzinfo=MOSCOW), datetime(2026, 11, 21, 12, tzinfo=MOSCOW)):
        await simulator.move_to(moment)
        assert said(simulator, PARENT) == []
    assert await came(simulator, ident) == {"again": 2}
    await simulator.move_to(datetime(2026, 11, 23, 8, tzinfo=MOSCOW))
    assert len(said(simulator, PARENT)) == len(said(simulator, SECOND)) == 1


async def test_a_cancelled_deadline_is_silent_at_once(simulator: Simulator) -> None:
    ident = await ask(simulator)
    await fill(simulator)
    assert await act(simulator, cancel, TEACHER, klass=await klass(simulator), campaign=ident) == Granted({})
    await simulator.program.settle()
    assert said(simulator, PARENT) == said(simulator, SECOND) == []


async def test_who_stopped_the_reminders_or_this_one_hears_nothing(simulator: Simulator) -> None:
    ident = await ask(simulator)
    await fill(simulator)
    async with simulator.program.store.work() as work:
        await work.reminders.decline(await work.chats.person(PARENT.chat), "account", simulator.clock.now())
        await work.turns.keep(Rows(mutes=[(await work.chats.person(SECOND.chat), True)]), simulator.clock.now())
    await simulator.program.settle()
    assert said(simulator, PARENT) == said(simulator, SECOND) == []
    assert await came(simulator, ident) == {"declined": 1, "muted": 1}


async def test_what_a_dead_process_had_in_hand_is_not_decided_anew(simulator: Simulator) -> None:
    """It may have arrived: it is not sent again, and the budget stays used."""
    ident = await ask(simulator)
    await fill(simulator)
    assert len(await claimed(simulator)) == 2
    await record(simulator, PARENT, "account", "finished")
    simulator.program.store._memory.claims = False  # type: ignore[attr-defined]  # as if a new process opened the file
    assert len(await claimed(simulator)) == 2
    assert await came(simulator, ident) == {"in_hand": 2}
    await fill(simulator, ROUND.replace(minute=5))
    assert await came(simulator, ident) == {"in_hand": 2}


async def test_filling_again_adds_nobody(simulator: Simulator) -> None:
    ident = await ask(simulator)
    await fill(simulator)
    async with simulator.program.store.work() as work:
        for each in await work.rounds.due(simulator.clock.now()):
            await work.rounds.set_state(each, "filling")
    await fill(simulator)
    assert await came(simulator, ident) == {"queued": 2}
    assert len(await claimed(simulator)) == 2


async def test_a_class_has_its_own_deadline_instead_of_the_schools(simulator: Simulator) -> None:
    whole = await ask(simulator, ADMIN, of="")
    own = await ask(simulator, TEACHER, day="2026-12-11")
    await fill(simulator)
    await simulator.program.settle()
    assert said(simulator, PARENT) == []
    await fill(simulator, datetime(2026, 11, 27, 18, tzinfo=MOSCOW))
    await simulator.program.settle()
    assert len(said(simulator, PARENT)) == 1
    assert await came(simulator, own) == {"sent": 2}
    assert await came(simulator, whole) == {}


async def test_a_deadline_of_the_school_is_not_a_teachers_to_change(simulator: Simulator) -> None:
    whole = await ask(simulator, ADMIN, of="")
    slots = {"klass": await klass(simulator), "campaign": whole}
    assert await act(simulator, look_at, TEACHER, **slots) == Lost()
    assert await act(simulator, cancel, TEACHER, **slots) == Refused("unknown")
    of_class = await ask(simulator, ADMIN)
    assert of_class
    again = {"klass": await klass(simulator), "goal": "account", "last_day": "2026-12-11"}
    assert await act(simulator, set_one, TEACHER, **again) == Lost()


@pytest.mark.parametrize("who", [PARENT, Actor("Чужой", "stranger")])
async def test_nobody_else_sets_sees_or_cancels(simulator: Simulator, who: Actor) -> None:
    """The slots of a class or campaign can be forged: the store checks the person who asks."""
    ident, told = await ask(simulator), {"klass": await klass(simulator)}
    assert await act(simulator, set_one, who, **told, goal="diary", last_day="2026-12-04") == Refused("unknown")
    assert await act(simulator, set_one, TEACHER, klass="", goal="diary", last_day="2026-12-04") == Refused("unknown")
    assert await act(simulator, cancel, who, **told, campaign=ident) == Refused("unknown")
    assert await see(simulator, deadlines.every, who, **told) == []
    assert await see(simulator, deadlines.one, who, **told, campaign=ident) is None
    assert await see(simulator, deadlines.preview, who, **told, goal="diary", last_day="2026-12-04") is None


async def test_a_family_held_back_is_told_by_its_class(simulator: Simulator) -> None:
    async with simulator.program.store.work() as work:
        person = await work.chats.person(PARENT.chat)
        for cause in ("a", "b"):
            await work.budget.spend([person], "reminder", cause, ROUND.replace(hour=9))
    ident = await ask(simulator)
    await fill(simulator)
    await simulator.program.settle()
    found: Campaign | None
    async with simulator.program.store.work() as work:
        found = await work.campaigns.one(await work.chats.person(TEACHER.chat), await klass_of(work), ident)
    assert found is not None
    assert dict(found.rounds[0].came) == {"budget": 1, "sent": 1}
    assert [each.class_name for each in found.rounds[0].held] == ["3Б"]


async def klass_of(work: Work) -> str:
    person = await work.chats.person(ADMIN.chat)
    return (await work.schools.classes(person))[0].id


async def test_the_preview_counts_those_who_can_be_reached(simulator: Simulator) -> None:
    """One of two blocked the bot: reminders are promised to the other alone."""
    slots = {"goal": "account", "last_day": "2026-12-04", "klass": await klass(simulator)}
    before = await see(simulator, deadlines.preview, TEACHER, **slots)
    async with simulator.program.store.work() as work:
        await work.dialogs.reach(SECOND.chat, reachable=False)
    after = await see(simulator, deadlines.preview, TEACHER, **slots)
    assert before
    assert after
    assert [(each.left, each.persons) for each in (before, after)] == [(2, 2), (2, 1)]
