"""Taps on one button in quick succession have one effect and one answer."""

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.channels.incoming import Incoming
from bot.messages import payload
from bot.messages.markup import plain
from bot.simulator.sample import ADMIN, PARENT, Actor
from bot.simulator.simulator import Simulator
from bot.turns.repeated import CHATS, SOON, LastPress, RecentPresses, repeats
from flows.values.events import Event, Opened, Pressed
from flows.values.session import Session
from storage.port.people.chats import ChatKey
from tests.support.bot.chats import ask_the_school, chat_state, join, last
from tests.support.world import MONDAY, world

LATER = SOON + timedelta(seconds=1)
NUMBERS = count()


@pytest.fixture
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    async with world(shipped, tmp_path) as on:
        await join(on, PARENT)
        yield on


async def taps(on: Simulator, who: Actor, event: Event, *, times: int, together: bool) -> int:
    """Press a button several times, in one batch or in one batch each; return how many messages that brought."""
    shown = len(on.phones.bubbles(who.peer))
    edited = [bubble.text for bubble in on.phones.bubbles(who.peer)]
    batch = [Incoming(f"tap:{next(NUMBERS)}", who.chat, event) for _ in range(times)]
    for part in [batch] if together else [[each] for each in batch]:
        await on.program.runner.take(part)
        await on.program.settle()
    after = [bubble.text for bubble in on.phones.bubbles(who.peer)]
    return len(after) - shown + sum(old != new for old, new in zip(edited, after, strict=False))


def first_button(on: Simulator, who: Actor) -> Event:
    """Return the press of the first button of the newest message."""
    return payload.event_of(last(on, who).rows[0][0][1])


@pytest.mark.parametrize("together", [True, False])
async def test_five_taps_on_one_button_bring_one_screen(simulator: Simulator, together: bool) -> None:
    assert await taps(simulator, PARENT, first_button(simulator, PARENT), times=5, together=together) == 1
    assert "Та кнопка" not in plain(last(simulator, PARENT).text)


@pytest.mark.parametrize("together", [True, False])
async def test_five_taps_under_a_notice_bring_one_screen(simulator: Simulator, together: bool) -> None:
    await ask_the_school(simulator, PARENT, "Когда откроют столовую? 😢")
    opens = next(event for bubble in simulator.phones.bubbles(ADMIN.peer) if (event := _opens(bubble.rows)))
    before = (await chat_state(simulator, ADMIN))[0].visit
    assert await taps(simulator, ADMIN, opens, times=5, together=together) == 1
    assert (await chat_state(simulator, ADMIN))[0].visit == before + 1


def _opens(rows: tuple[tuple[tuple[str, str], ...], ...]) -> Event | None:
    found = [payload.event_of(carried) for row in rows for _, carried in row]
    return next((event for event in found if isinstance(event, Opened)), None)


async def test_an_old_button_pressed_later_shows_the_screen(simulator: Simulator) -> None:
    """The person may have lost it."""
    pressed = first_button(simulator, PARENT)
    await taps(simulator, PARENT, pressed, times=1, together=True)
    simulator.clock.set(simulator.clock.now() + LATER)
    assert await taps(simulator, PARENT, pressed, times=1, together=True) == 1
    assert "Та кнопка" in plain(last(simulator, PARENT).text)


async def test_a_tap_after_another_step_shows_the_screen(simulator: Simulator) -> None:
    pressed = first_button(simulator, PARENT)
    await taps(simulator, PARENT, pressed, times=1, together=True)
    await simulator.say(PARENT, "/menu")
    assert await taps(simulator, PARENT, pressed, times=1, together=True) == 1


async def test_a_batch_that_failed_is_no_press(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its events are tried again one by one, and the first of them is the press."""
    together, failed = simulator.program.runner._together, 0

    async def once_broken(batch: list[Incoming]) -> None:
        nonlocal failed
        failed += len(batch) > 1
        if len(batch) > 1:
            await together([*batch, Incoming("bad", PARENT.chat, None)])  # type: ignore[arg-type]
        await together(batch)

    monkeypatch.setattr(simulator.program.runner, "_together", once_broken)
    assert await taps(simulator, PARENT, first_button(simulator, PARENT), times=5, together=True) == 1
    assert failed == 1


def test_a_button_that_turns_pages_works_each_time() -> None:
    at = Session(flow="f", state="s", visit=3)
    last_press = LastPress(Pressed(3, "more"), ("f", "s", 3), MONDAY)
    assert not repeats(last_press, Pressed(3, "more"), at, MONDAY)


def test_a_clock_that_steps_back_repeats_nothing() -> None:
    at = Session(flow="f", state="s", visit=4)
    last_press = LastPress(Pressed(3, "on"), ("f", "s", 4), MONDAY)
    assert repeats(last_press, Pressed(3, "on"), at, MONDAY)
    assert not repeats(last_press, Pressed(3, "on"), at, MONDAY - LATER)


def test_presses_are_forgotten() -> None:
    recent, press = RecentPresses(), LastPress(Pressed(3, "on"), ("f", "s", 4), MONDAY)
    recent.keep({ChatKey("a", str(n)): press for n in range(CHATS + 9)}, MONDAY)
    assert len(recent._last) == CHATS
    recent.keep({}, MONDAY + LATER)
    assert not recent._last
