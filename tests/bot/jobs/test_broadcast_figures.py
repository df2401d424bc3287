"""What the author of a broadcast is told: who will get it, and who got it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.queries.broadcasts import BAR, bar
from bot.simulator.sample import PARENT, SECOND, TEACHER, Actor
from bot.simulator.simulator import Simulator
from tests.support.bot.broadcasts import settle_in, told, written
from tests.support.bot.chats import chat_state, press
from tests.support.world import world

THIRD = Actor("Родитель 3", "guest-3")
FAMILIES = (PARENT, SECOND, THIRD)


@pytest.fixture
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a world with three families in it."""
    async with world(shipped, tmp_path) as on:
        await settle_in(on, *FAMILIES)
        yield on


async def blocked(on: Simulator, *who: Actor) -> None:
    """Make chats unreachable, as after a person blocked the bot."""
    async with on.program.store.work() as work:
        for each in who:
            await work.dialogs.reach(each.chat, reachable=False)


async def test_the_headline_counts_those_who_can_be_reached(simulator: Simulator) -> None:
    """One of three blocked the bot."""
    await blocked(simulator, THIRD)
    await written(simulator)
    assert "Получат 2 из 3, детей: 3." in told(simulator)
    assert "Не дойдёт до 1: бот у них заблокирован" in told(simulator)
    await press(simulator, TEACHER, "Отправить")
    assert "▓▓▓▓▓▓▓▓▓▓ дошло 2 из 2" in told(simulator)
    assert "Заблокировали бота: 1" in told(simulator)


async def test_a_reminder_is_not_promised_to_those_who_muted_reminders(simulator: Simulator) -> None:
    """The teacher's own words still are."""
    await blocked(simulator, THIRD)
    await simulator.say(SECOND, "стоп")
    await press(simulator, SECOND, "Не напоминать")
    _, known = await chat_state(simulator, SECOND)
    assert known.muted
    await written(simulator)
    assert "Получат 2 из 3" in told(simulator)
    await press(simulator, TEACHER, "Другой текст")
    await press(simulator, TEACHER, "Готовый текст")
    await press(simulator, TEACHER, "Карточка")
    assert "Получат 1 из 3" in told(simulator)
    assert "Просили не напоминать: 1" in told(simulator)


async def test_a_bar_of_a_broadcast_that_reached_nobody_is_empty(simulator: Simulator) -> None:
    """Nobody can be reached: there is no bar, and the words say so."""
    await blocked(simulator, *FAMILIES)
    await written(simulator)
    assert "Сейчас не получит никто." in told(simulator)
    await press(simulator, TEACHER, "Отправить")
    assert "Никому не ушло." in told(simulator)
    assert "▓" not in told(simulator)


@pytest.mark.parametrize(("sent", "expected", "full"), [(0, 14, 0), (0, 0, 0), (13, 14, 9), (14, 14, BAR)])
def test_a_bar_is_full_only_if_everybody_got_it(sent: int, expected: int, full: int) -> None:
    """It is drawn of what arrived."""
    assert bar(sent, expected).count("▓") == full
    assert len(bar(sent, expected)) == BAR
