"""The author of a broadcast presses «Остановить»: nothing more is sent while the bot asks whether to stop."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.channels.pace import BULK
from bot.commands.broadcasts import PAUSE
from bot.simulator.sample import PARENT, SECOND, TEACHER, Actor
from bot.simulator.simulator import Simulator
from storage.port.delivery.deliveries import Ended
from tests.support.bot.broadcasts import settle_in, told, written
from tests.support.bot.chats import press
from tests.support.world import world

THIRD = Actor("Родитель 3", "guest-3")


@pytest.fixture
async def going(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a world in which a broadcast to three families was sent to the first of them, and «Остановить» pressed."""
    async with world(shipped, tmp_path) as on:
        await settle_in(on, PARENT, SECOND, THIRD)
        on.least_urgent = BULK - 1
        await written(on)
        await press(on, TEACHER, "Отправить")
        assert await on.trickle(1, timedelta(seconds=5)) == 1
        assert "дошло 1 из 3" in told(on)
        await press(on, TEACHER, "Остановить")
        yield on


async def test_nothing_is_sent_while_the_bot_asks(going: Simulator) -> None:
    """The queue has two more deliveries."""
    assert "Дошло 1 из 3." in told(going)
    assert "Пока Вы решаете, отправка стоит." in told(going)
    assert await going.trickle(2, timedelta(seconds=5)) == 0


async def test_no_sends_it_further_at_once(going: Simulator) -> None:
    """«Пусть идёт»."""
    await press(going, TEACHER, "Пусть идёт")
    assert "Хорошо, не останавливаю." in told(going)
    assert await going.trickle(2, timedelta(seconds=5)) == 2


async def test_yes_stops_it_and_nothing_came_meanwhile(going: Simulator) -> None:
    """The bar is what arrived of what should have."""
    await press(going, TEACHER, "Остановить")
    assert "Остановил: больше никому не уйдёт." in told(going)
    assert "▓▓▓░░░░░░░ дошло 1 из 3" in told(going)
    assert await going.trickle(2, timedelta(seconds=5)) == 0


async def test_what_was_on_its_way_when_the_author_pressed_is_told(shipped: Content, tmp_path: Path) -> None:
    """A message that was being sent arrives while the bot asks."""
    async with world(shipped, tmp_path) as on:
        await settle_in(on, PARENT, SECOND, THIRD)
        on.least_urgent = BULK - 1
        await written(on)
        await press(on, TEACHER, "Отправить")
        async with on.program.store.work() as work:
            (claimed,) = await work.delivery.claim(on.clock.now(), 1, [PARENT.chat.account])
        await press(on, TEACHER, "Остановить")
        async with on.program.store.work() as work:
            await work.delivery.settle([Ended(claimed.id, "sent", "m")], on.clock.now())
        await press(on, TEACHER, "Остановить")
        assert "Пока Вы решали, дошло ещё до 1. Больше никому не уйдёт." in told(on)


async def test_a_question_without_an_answer_stops_nothing(going: Simulator) -> None:
    """It is sent further when the pause is over."""
    await going.move_to(going.clock.now() + PAUSE - timedelta(seconds=1))
    assert await going.trickle(2, timedelta(seconds=5)) == 0
    await going.move_to(going.clock.now() + timedelta(seconds=2))
    assert "дошло 3 из 3" in told(going)
