"""A broadcast in the demo: its bar is seen to move, it can be stopped, and who gets there meanwhile is spared."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages.markup import plain
from bot.simulator import families
from bot.simulator.demo.editing import Editing, Home
from bot.simulator.demo.show import A_FEW, Show
from bot.simulator.sample import TEACHER, Actor
from tests.support.bot.broadcasts import finish
from tests.support.world import MONDAY

WORDS = "Завтра приносим сменную обувь"


@pytest.fixture
async def show(tmp_path: Path) -> AsyncIterator[Show]:
    """Give the demo's stage, its class on it, the teacher at a new broadcast."""
    found = Show(Editing(Home()), tmp_path, lambda: MONDAY)
    await found.begin()
    await found.say(TEACHER, "/menu")
    for label in ("К карте", "Мой класс", "Написать родителям"):
        await press(found, label)
    yield found
    await found.close()


async def press(show: Show, label: str) -> None:
    """Let the teacher press a button by its words."""
    carried = show.stage.button(TEACHER, label)
    assert carried is not None, label
    await show.press(TEACHER, carried)


async def sent(show: Show, *whom: str) -> None:
    """Let the teacher write and send."""
    for label in whom:
        await press(show, label)
    await show.say(TEACHER, WORDS)
    await press(show, "Отправить")


def told(show: Show) -> str:
    """Give the newest message of the teacher's phone."""
    return plain(show.stage.phones.bubbles(TEACHER.peer)[-1].text).replace("\N{NO-BREAK SPACE}", " ")


def reached(show: Show) -> list[Actor]:
    """Give the parents whose phones show the broadcast."""
    phones = show.stage.phones
    return [who for who in families.actors() if any(WORDS in bubble.text for bubble in phones.bubbles(who.peer))]


async def test_the_bar_moves_and_the_clock_with_it(show: Show) -> None:
    """A few at a time, in one message; then the report, and all have it once."""
    everybody, began = list(families.actors()), show.stage.clock.now()
    await sent(show, "Всем")
    bubbles, seen = len(show.stage.phones.bubbles(TEACHER.peer)), [told(show)]
    while await show.trickled():
        seen.append(told(show))
    *bars, report = seen
    assert [f"{n} из {len(everybody)}" in bar for n, bar in zip(range(0, 99, A_FEW), bars, strict=False)] == [True] * 7
    assert f"Доставлено: {len(everybody)}" in report
    assert reached(show) == everybody
    assert len(show.stage.phones.bubbles(TEACHER.peer)) == bubbles + 1  # the bar was edited in place
    assert began < show.stage.clock.now() < began + timedelta(minutes=1)


async def test_it_is_stopped_on_its_way(show: Show) -> None:
    """Who was written to has it, the others get nothing."""
    await sent(show, "Всем")
    await show.trickled()
    for _ in range(2):
        await press(show, "Остановить")
    assert not await show.trickled()
    assert len(reached(show)) == A_FEW
    assert "Не отправлено, Вы остановили: 12" in told(show)


async def test_a_family_that_finishes_meanwhile_is_not_reminded(show: Show) -> None:
    """The list was made with its two parents, no letter goes to them."""
    await sent(show, "Без учётной записи")
    await show.trickled()
    both = families.FAMILIES[2].actors
    assert not {*both} & {*reached(show)}
    await finish(show.stage, both[0])
    while await show.trickled():
        pass
    assert not {*both} & {*reached(show)}
    assert "Доставлено: 9" in told(show)
    assert "Уже не нужно: 2" in told(show)
