"""Timers that come late, because the program did not run: they wait for the morning and tell the true time."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.clock import ClockWatch
from bot.jobs.timers import Timers
from bot.messages.markup import plain
from bot.messages.screen import Screen, encoded
from bot.simulator.sample import ADMIN, PARENT, Actor
from bot.simulator.simulator import Simulator
from bot.simulator.story import MONDAY
from flows.values.calendar import MOSCOW
from storage.port.delivery.deliveries import DeliveryRow
from storage.port.turns import Rows
from storage.sqlite.people.retention import ANSWERED_FOR, LOG_FOR, STRANGERS_FOR, UNANSWERED_FOR, WORDS_FOR
from tests.support.bot.chats import ask_the_school, join, last, press
from tests.support.world import world

TOLD = {
    "words_kept": WORDS_FOR, "answered_kept": ANSWERED_FOR, "unanswered_kept": UNANSWERED_FOR, "log_kept": LOG_FOR,
    "strangers_kept": STRANGERS_FOR,
}  # fmt: skip
QUARTER = timedelta(minutes=15)


@pytest.fixture
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a world with one parent of 3Б."""
    async with world(shipped, tmp_path) as on:
        await join(on, PARENT)
        yield on


async def waits(on: Simulator, who: Actor) -> None:
    """Begin the wait of a quarter of an hour, and the promise of five days."""
    await on.say(who, "отключить обновление из загса")
    await press(on, who, "Как выключить")
    await press(on, who, "Выключаю, напомните")


async def starts_again(on: Simulator, after: timedelta, at: str = "") -> None:
    """Start the program after it was off; `at`: the hour in Moscow, like 03:17."""
    moment = on.clock.now() + after
    if at:
        hour, minute = map(int, at.split(":"))
        moment = moment.astimezone(MOSCOW).replace(hour=hour, minute=minute)
    on.clock.set(moment)
    await on.program.settle()


def said(on: Simulator, who: Actor) -> list[str]:
    """Return all texts of a phone, without no-break spaces."""
    return [plain(each.text).replace("\u00a0", " ") for each in on.phones.bubbles(who.peer)]


async def test_a_wait_that_ends_in_time_ends_at_once_even_at_night(simulator: Simulator) -> None:
    simulator.clock.set(simulator.clock.now().astimezone(MOSCOW).replace(hour=23, minute=20))
    await waits(simulator, PARENT)
    await starts_again(simulator, QUARTER + timedelta(minutes=40))
    assert "Прошло 15 минут. Загляните" in said(simulator, PARENT)[-1]


async def test_a_wait_late_by_three_weeks_waits_for_the_morning_and_says_so(simulator: Simulator) -> None:
    await waits(simulator, PARENT)
    before = said(simulator, PARENT)
    await starts_again(simulator, timedelta(weeks=3), "03:17")
    assert said(simulator, PARENT) == before
    await starts_again(simulator, timedelta(), "07:59")
    assert said(simulator, PARENT) == before
    await starts_again(simulator, timedelta(), "08:00")
    late = next(each for each in said(simulator, PARENT) if "позже, чем обещал" in each)
    assert "простите: прошло почти три недели. Загляните в «Семья и дети»" in late
    assert "15 минут" not in late


async def test_a_wait_late_by_day_is_asked_at_once(simulator: Simulator) -> None:
    await waits(simulator, PARENT)
    await starts_again(simulator, timedelta(hours=2, minutes=50))
    assert "прошло почти три часа." in said(simulator, PARENT)[-1]


async def test_a_late_promise_tells_the_true_time(simulator: Simulator) -> None:
    await waits(simulator, PARENT)
    await starts_again(simulator, timedelta(weeks=3), "03:17")
    await starts_again(simulator, timedelta(), "09:00")
    assert "Прошло почти три недели: автообновление уже должно было выключиться." in "\n".join(said(simulator, PARENT))


async def test_a_promise_in_time_says_the_promised_term(simulator: Simulator) -> None:
    await waits(simulator, PARENT)
    await starts_again(simulator, timedelta(days=5))
    assert "Прошло 5 календарных дней: автообновление" in "\n".join(said(simulator, PARENT))


async def test_a_span_of_years_is_a_fault_of_a_clock_and_is_not_told(simulator: Simulator) -> None:
    await waits(simulator, PARENT)
    await starts_again(simulator, timedelta(days=6000), "12:00")
    assert any("Прошло 15 минут" in each for each in said(simulator, PARENT))
    assert last(simulator, PARENT).rows


class StepClock:
    """A clock that can be set back, and ticks that cannot."""

    def __init__(self, now: datetime) -> None:
        """Start at a moment."""
        self.moment, self.seconds = now, 0.0

    def now(self) -> datetime:
        """Return the moment it shows."""
        return self.moment

    def ticks(self) -> float:
        """Return the seconds that have passed."""
        return self.seconds

    def goes_on(self, seconds: float, *, set_to: datetime | None = None) -> None:
        """Let time pass, and set the clock at its end."""
        self.seconds += seconds
        self.moment = set_to or self.moment + timedelta(seconds=seconds)


def test_a_clock_that_is_set_back_is_noticed_once() -> None:
    clock = StepClock(MONDAY + timedelta(days=1))
    watch = ClockWatch(clock, clock.ticks)
    assert watch.stepped()
    clock.goes_on(60)
    assert not watch.stepped()
    clock.goes_on(60, set_to=MONDAY)
    assert watch.stepped()
    assert not watch.stepped()
    assert watch.report() == {"ok": True, "set_back_s": 86520}


def test_a_clock_that_is_put_right_little_by_little_or_sleeps_is_not_set_back() -> None:
    clock = StepClock(MONDAY)
    watch = ClockWatch(clock, clock.ticks)
    watch.stepped()
    clock.goes_on(60, set_to=MONDAY + timedelta(seconds=58))
    assert not watch.stepped()
    clock.goes_on(1, set_to=MONDAY + timedelta(hours=8))
    assert not watch.stepped()


def test_a_clock_that_stands_in_2009_is_told(caplog: pytest.LogCaptureFixture) -> None:
    clock = StepClock(datetime(2009, 1, 1, tzinfo=UTC))
    watch = ClockWatch(clock, clock.ticks)
    assert watch.stepped()
    assert "2009-01-01" in caplog.text
    assert watch.report()["ok"] is False


async def test_a_reply_that_a_fast_clock_put_off_goes_as_soon_as_it_is_set_back(simulator: Simulator) -> None:
    """A delivery was put off by five seconds while the clock ran a day ahead."""
    clock = StepClock(simulator.clock.now() + timedelta(days=1))
    timers = Timers(simulator.program.store, clock, simulator.program.runner, ClockWatch(clock, clock.ticks))
    await timers.run_dry()
    async with simulator.program.store.work() as work:
        chat = (await work.chats.load([PARENT.chat], clock.now()))[PARENT.chat].chat
        row = DeliveryRow(1, chat, 0, encoded(Screen("Ответ")), clock.now() + timedelta(seconds=5))
        await work.turns.keep(Rows(deliveries=[row]), clock.now())
    clock.goes_on(1, set_to=simulator.clock.now())
    await timers.run_dry()
    await simulator.program.send_due()
    assert said(simulator, PARENT)[-1] == "Ответ"


async def test_a_question_that_nobody_answers_for_months_is_told_again_to_both_sides(simulator: Simulator) -> None:
    await ask_the_school(simulator, PARENT, "Когда откроют столовую?")
    await starts_again(simulator, timedelta(days=30), "12:00")
    parent, admin = len(said(simulator, PARENT)), len(said(simulator, ADMIN))
    await starts_again(simulator, timedelta(days=121), "12:00")
    assert [("пока не ответили" in each) for each in said(simulator, PARENT)[parent:]] == [True]
    assert [("дольше обычного" in each) for each in said(simulator, ADMIN)[admin:]] == [True]
    await starts_again(simulator, timedelta(days=1), "12:00")
    assert (len(said(simulator, PARENT)), len(said(simulator, ADMIN))) == (parent + 1, admin + 1)


def test_what_people_are_told_of_retention_is_what_is_kept(shipped: Content) -> None:
    told = {word: shipped.texts.terms[word] for word in TOLD}
    assert told == {word: f"{span.days} days" for word, span in TOLD.items()}
