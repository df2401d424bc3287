"""A broadcast in the demo: its bar moves, it can be stopped, and people who reach the goal meanwhile are skipped."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages.markup import plain
from bot.simulator import families
from bot.simulator.demo.editing import Editing, Home
from bot.simulator.demo.session import A_FEW, DemoSession
from bot.simulator.sample import TEACHER, Actor
from tests.support.bot.broadcasts import finish
from tests.support.world import MONDAY

WORDS = "Завтра приносим сменную обувь"


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[DemoSession]:
    """Yield the demo's session with its class, and the teacher at a new broadcast."""
    found = DemoSession(Editing(Home()), tmp_path, lambda: MONDAY)
    await found.begin()
    await found.say(TEACHER, "/menu")
    for label in ("К карте", "Мой класс", "Написать родителям"):
        await press(found, label)
    yield found
    await found.close()


async def press(demo: DemoSession, label: str) -> None:
    """Press a button by its label as the teacher."""
    carried = demo.simulator.button(TEACHER, label)
    assert carried is not None, label
    await demo.press(TEACHER, carried)


async def sent(demo: DemoSession, *whom: str) -> None:
    """Write and send a broadcast as the teacher."""
    for label in whom:
        await press(demo, label)
    await demo.say(TEACHER, WORDS)
    await press(demo, "Отправить")


def told(demo: DemoSession) -> str:
    """Return the newest message of the teacher's phone."""
    return plain(demo.simulator.phones.bubbles(TEACHER.peer)[-1].text).replace("\N{NO-BREAK SPACE}", " ")


def reached(demo: DemoSession) -> list[Actor]:
    """Return the parents whose phones show the broadcast."""
    phones = demo.simulator.phones
    return [who for who in families.actors() if any(WORDS in bubble.text for bubble in phones.bubbles(who.peer))]


async def test_the_bar_moves_and_the_clock_with_it(demo: DemoSession) -> None:
    """A few people at a time, in one message; then the report; everybody has the broadcast once."""
    everybody, began = list(families.actors()), demo.simulator.clock.now()
    await sent(demo, "Всем")
    bubbles, seen = len(demo.simulator.phones.bubbles(TEACHER.peer)), [told(demo)]
    while await demo.trickled():
        seen.append(told(demo))
    *bars, report = seen
    assert [f"{n} из {len(everybody)}" in bar for n, bar in zip(range(0, 99, A_FEW), bars, strict=False)] == [True] * 7
    assert f"Доставлено: {len(everybody)}" in report
    assert reached(demo) == everybody
    assert len(demo.simulator.phones.bubbles(TEACHER.peer)) == bubbles + 1  # the bar was edited in place
    assert began < demo.simulator.clock.now() < began + timedelta(minutes=1)


async def test_it_is_stopped_on_its_way(demo: DemoSession) -> None:
    """Those reached before the stop have it, the others get nothing."""
    await sent(demo, "Всем")
    await demo.trickled()
    for _ in range(2):
        await press(demo, "Остановить")
    assert not await demo.trickled()
    assert len(reached(demo)) == A_FEW
    assert "Не отправлено, Вы остановили: 12" in told(demo)


async def test_a_family_that_finishes_meanwhile_is_not_reminded(demo: DemoSession) -> None:
    """Its two parents are on the list, but get no message."""
    await sent(demo, "Без учётной записи")
    await demo.trickled()
    both = families.FAMILIES[2].actors
    assert not {*both} & {*reached(demo)}
    await finish(demo.simulator, both[0])
    while await demo.trickled():
        pass
    assert not {*both} & {*reached(demo)}
    assert "Доставлено: 9" in told(demo)
    assert "Уже не нужно: 2" in told(demo)
