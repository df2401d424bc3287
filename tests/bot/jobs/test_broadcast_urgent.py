"""Urgent letters: past the budget of the day and the quiet hours, twice a month for a class teacher, in the journal."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.messages.markup import plain
from bot.queries.urgent import MOST
from bot.simulator.sample import ADMIN, PARENT, TEACHER, Actor
from bot.simulator.simulator import Simulator
from flows.values.calendar import MOSCOW
from tests.support.bot.broadcasts import WORDS, settle_in, told, written
from tests.support.bot.chats import chat_state, labels, last, press
from tests.support.world import world


@pytest.fixture
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a world with one family in it."""
    async with world(shipped, tmp_path) as on:
        await settle_in(on, PARENT)
        yield on


async def at(on: Simulator, day: int, hour: int, minute: int = 0) -> None:
    """Move the clock to a moment of November 2026, in Moscow."""
    await on.move_to(datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW))


def letters(on: Simulator) -> int:
    """Count the letters on the parent's phone."""
    return sum(WORDS in plain(bubble.text) for bubble in on.phones.bubbles(PARENT.peer))


async def urgent(on: Simulator) -> None:
    """Write an urgent letter to the class and send it."""
    await written(on)
    await press(on, TEACHER, "Срочно")
    await press(on, TEACHER, "Отправить")


async def journal(on: Simulator, who: Actor) -> list[tuple[str, str, int]]:
    """Return the journal that a person sees: in whose name, of which class, to how many persons."""
    _, known = await chat_state(on, who)
    async with on.program.store.work() as work:
        found = await work.urgent.journal(known.person, 10)
    return [(each.role, each.class_name, each.people) for each in found]


async def test_before_six_it_waits_till_six(simulator: Simulator) -> None:
    """The preview says so."""
    await at(simulator, 17, 5, 30)
    await written(simulator)
    await press(simulator, TEACHER, "Срочно")
    assert "До 6:00 не бужу и срочным, поэтому уйдёт во вторник, 17 ноября, в 6:00" in told(simulator)
    await press(simulator, TEACHER, "Отправить")
    await at(simulator, 17, 5, 59)
    assert letters(simulator) == 0
    await at(simulator, 17, 6, 0)
    assert letters(simulator) == 1


@pytest.mark.parametrize("hour", [6, 22])
async def test_in_the_rest_of_the_quiet_hours_it_goes_at_once(simulator: Simulator, hour: int) -> None:
    """An ordinary letter waits till eight."""
    await at(simulator, 17, hour)
    await written(simulator)
    assert "родителям не пишу, поэтому уйдёт" in told(simulator)
    await press(simulator, TEACHER, "Срочно")
    assert "поэтому уйдёт" not in told(simulator)
    await press(simulator, TEACHER, "Отправить")
    assert letters(simulator) == 1


async def test_it_goes_past_the_budget_and_spends_it(simulator: Simulator) -> None:
    """After an urgent letter the family gets no ordinary one that day."""
    for _ in range(MOST):
        await urgent(simulator)
    assert letters(simulator) == MOST
    await written(simulator)
    assert "Сейчас не получит никто." in told(simulator)
    await press(simulator, TEACHER, "Отправить")
    assert letters(simulator) == MOST


async def test_a_teacher_has_two_a_calendar_month_and_the_school_sees_them(simulator: Simulator) -> None:
    """On the first of the next month there are two again. Others see no journal."""
    for _ in range(MOST):
        await urgent(simulator)
    await written(simulator)
    await press(simulator, TEACHER, "Срочно")
    assert "Срочные письма на этот месяц кончились." in told(simulator)
    assert "Срочно. Классный руководитель" not in told(simulator)
    assert await journal(simulator, ADMIN) == [("teacher", "3Б", 1)] * MOST
    assert await journal(simulator, TEACHER) == []
    await simulator.move_to(datetime(2026, 12, 1, 10, tzinfo=MOSCOW))
    await urgent(simulator)
    assert letters(simulator) == MOST + 1


async def test_a_letter_marked_before_the_last_was_used_is_not_sent_as_urgent(simulator: Simulator) -> None:
    """The limit is asked again when it is sent: the same person may write from two phones."""
    await urgent(simulator)
    await written(simulator)
    await press(simulator, TEACHER, "Срочно")
    _, admin = await chat_state(simulator, ADMIN)
    async with simulator.program.store.work() as work:
        (used,) = await work.urgent.journal(admin.person, 10)
        await work.urgent.record(used._replace(broadcast="another"))
    await press(simulator, TEACHER, "Отправить")
    assert "Срочные письма на этот месяц кончились." in told(simulator)
    assert letters(simulator) == 1


async def test_a_reminder_is_never_urgent(simulator: Simulator) -> None:
    """A ready text about a step clears the mark and has no button for it."""
    await written(simulator)
    await press(simulator, TEACHER, "Срочно")
    await press(simulator, TEACHER, "Другой текст")
    await press(simulator, TEACHER, "Готовый текст")
    await press(simulator, TEACHER, "Карточка")
    assert not {"Срочно", "Не срочно"} & set(labels(last(simulator, TEACHER)))
    await press(simulator, TEACHER, "Отправить")
    assert await journal(simulator, ADMIN) == []
