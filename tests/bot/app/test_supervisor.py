"""The supervisor runs each part of the bot separately: a part that failed or is refused restarts with back-off."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.app.supervisor import Supervisor
from bot.clock import MovedClock
from bot.errors import AccountRefusedError, UnansweredError
from bot.refusals import RECEIVING, SENDING, Refusal, Rest
from tests.support.world import MONDAY

Working = Callable[[], None]


class Naps:
    """A sleep that counts its calls and ends when the test allows it."""

    def __init__(self, most: int) -> None:
        """Let `most` sleeps end at once; the next one never ends."""
        self.seconds: list[float] = []
        self.over = asyncio.Event()
        self._most = most

    async def __call__(self, seconds: float) -> None:
        """Record a sleep."""
        self.seconds.append(seconds)
        if len(self.seconds) > self._most:
            self.over.set()
            await asyncio.Event().wait()
        await asyncio.sleep(0)


async def test_a_part_that_fails_is_begun_again_later_and_later() -> None:
    """After one second, two, …, at most a minute; the text of the error is not part of the state."""
    naps = Naps(9)
    supervisor = Supervisor(MovedClock(MONDAY), naps)

    async def failing(_: Working) -> None:
        raise OSError("слова, которых не должно быть")

    supervisor.start("telegram", failing)
    await naps.over.wait()
    assert naps.seconds == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert (supervisor.states["telegram"].state, supervisor.states["telegram"].why) == ("waits", "OSError")
    await supervisor.stop()


async def test_what_worked_meanwhile_begins_anew_with_a_second() -> None:
    """The back-off counts only consecutive failures."""
    naps = Naps(3)
    supervisor = Supervisor(MovedClock(MONDAY), naps)

    async def working_for_a_while(working: Working) -> None:
        working()
        raise TimeoutError

    supervisor.start("telegram", working_for_a_while)
    await naps.over.wait()
    assert naps.seconds == [1, 1, 1, 1]
    await supervisor.stop()


KEY = Refusal("Telegram не принимает ключ бота {account}.", "Telegram снова принимает ключ бота {account}.", RECEIVING)
CONFLICT = Refusal("Работает вторая программа.", "Второй не видно.", Rest(60, 60), quiet=180, passes=True)


class World:
    """A supervisor whose sleeps advance its clocks, and parts that follow a script."""

    def __init__(self) -> None:
        """Start at a Monday."""
        self.seconds = 0.0
        self.naps: list[float] = []
        self.clock = MovedClock(MONDAY)
        self.supervisor = Supervisor(self.clock, self._sleep, ticks=lambda: self.seconds)

    async def _sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.pass_by(seconds)
        await asyncio.sleep(0)

    def pass_by(self, seconds: float) -> None:
        """Advance the clocks."""
        self.seconds += seconds
        self.clock.set(MONDAY + timedelta(seconds=self.seconds))

    async def plays(self, name: str, account: str, *script: Exception | None) -> dict[str, str]:
        """Run a part: each try fails with the next error, None is a success. Return its condition at the end."""
        steps, over = iter(script), asyncio.Event()

        async def part(working: Working) -> None:
            for step in steps:
                if step:
                    raise step
                working()
            over.set()
            await asyncio.Event().wait()

        self.supervisor.start(name, part, account)
        await over.wait()
        return dict(self.supervisor.report()[name])


def refused(refusal: Refusal = KEY, account: str = "telegram") -> AccountRefusedError:
    """Make the error of a refused account."""
    return AccountRefusedError(account, refusal)


def sentences(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the owner reads: warnings and errors."""
    return [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]


async def test_a_refused_account_rests_longer_and_longer_and_tries_again(caplog: pytest.LogCaptureFixture) -> None:
    """One sentence when it begins, one when it is over; none at a try."""
    world = World()
    end = await world.plays("telegram", "telegram", *[refused()] * 7, None)
    assert world.naps == [60, 120, 240, 480, 900, 900, 900]
    assert end["state"] == "works"
    assert sentences(caplog) == [
        "Telegram не принимает ключ бота telegram.", "Telegram снова принимает ключ бота telegram."
    ]  # fmt: skip
    assert not world.supervisor.refusals
    await world.supervisor.stop()


async def test_a_refusal_is_in_the_report_at_once_until_a_call_succeeded() -> None:
    """With the reason, since when, and when it is tried again; beginning a try is no success."""
    world, tries, going = World(), list[dict[str, str]](), asyncio.Event()

    async def part(_: Working) -> None:
        tries.append(dict(world.supervisor.report()["telegram"]))
        if len(tries) == 3:
            going.set()
            await asyncio.Event().wait()
        raise refused()

    world.supervisor.start("telegram", part, "telegram")
    await going.wait()
    why = {"state": "refused", "why": "Telegram не принимает ключ бота telegram.", "since": MONDAY.isoformat()}
    assert tries[1:] == [why, why]
    await world.supervisor.stop()
    naps = Naps(0)
    asleep = Supervisor(MovedClock(MONDAY), naps)

    async def once(_: Working) -> None:
        raise refused()

    asleep.start("telegram", once, "telegram")
    await naps.over.wait()
    assert asleep.report()["telegram"] == {**why, "next": (MONDAY + timedelta(minutes=1)).isoformat()}
    await asleep.stop()


async def test_both_parts_of_an_account_are_refused_in_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    """The sentence about the end comes when the last of them works."""
    world = World()
    sending = KEY._replace(rest=SENDING)
    await asyncio.gather(
        world.plays("telegram", "telegram", refused(), refused(), None),
        world.plays("telegram ↑", "telegram", refused(sending), refused(sending), refused(sending), None),
    )
    assert sentences(caplog) == [KEY.why.format(account="telegram"), KEY.over.format(account="telegram")]
    await world.supervisor.stop()


async def test_a_failure_between_two_refusals_is_no_end_of_them(caplog: pytest.LogCaptureFixture) -> None:
    """The network fails for a moment: the owner does not read the sentence again."""
    world = World()
    await world.plays("vk", "vk", refused(account="vk"), UnansweredError("vk:10"), refused(account="vk"), None)
    said = sentences(caplog)
    assert [each for each in said if "ключ" in each] == [KEY.why.format(account="vk"), KEY.over.format(account="vk")]
    assert "vk: UnansweredError vk:10, again in 1 s" in said
    await world.supervisor.stop()


async def test_two_programs_that_take_turns_are_told_once(caplog: pytest.LogCaptureFixture) -> None:
    """Each polls while the other rests; it is over when three minutes pass without the other."""
    world = World()

    async def part(working: Working) -> None:
        if len(world.naps) < 10:
            working()
            world.pass_by(60)
            working()
            raise refused(CONFLICT)
        for _ in range(3):
            working()
            states.append(world.supervisor.report()["telegram"]["state"])
            world.pass_by(100)
        over.set()
        await asyncio.Event().wait()

    states, over = list[str](), asyncio.Event()
    world.supervisor.start("telegram", part, "telegram")
    await over.wait()
    assert set(world.naps) == {60}
    assert states == ["refused", "refused", "works"]
    assert sentences(caplog) == [CONFLICT.why, CONFLICT.over]
    assert not world.supervisor.all_refused.is_set()  # it passes when the other program ends
    await world.supervisor.stop()


@pytest.mark.parametrize(("tries", "ends"), [(7, False), (8, True)])
async def test_when_every_account_is_refused_for_an_hour_the_program_may_end(tries: int, ends: bool) -> None:
    """The rests are 1 + 2 + 4 + 8 + 15 + 15 + 15 minutes; the end needs a refusal after the hour."""
    world = World()
    await world.plays("telegram", "telegram", *[refused()] * tries)
    assert world.supervisor.all_refused.is_set() is ends
    await world.supervisor.stop()


async def test_one_account_that_is_not_refused_keeps_the_program(caplog: pytest.LogCaptureFixture) -> None:
    """A school's own bot is refused for a day, the common one works or cannot be reached."""
    world = World()
    await world.plays("vk", "vk", UnansweredError("unreachable"))
    await world.plays("telegram:lesnaya", "telegram:lesnaya", *[refused(account="telegram:lesnaya")] * 96)
    assert not world.supervisor.all_refused.is_set()
    assert [each for each in sentences(caplog) if "ключ" in each] == [KEY.why.format(account="telegram:lesnaya")]
    await world.supervisor.stop()


async def test_an_account_refused_rests_and_the_others_go_on() -> None:
    """VK works while Telegram has a wrong key or is unreachable."""
    supervisor, reached = Supervisor(MovedClock(MONDAY), Naps(0)), asyncio.Event()

    async def wrong_key(_: Working) -> None:
        raise refused()

    async def unreachable(_: Working) -> None:
        raise ConnectionError

    async def fine(working: Working) -> None:
        working()
        reached.set()
        await asyncio.Event().wait()

    for name, work in {"telegram": wrong_key, "telegram:lesnaya": unreachable, "vk": fine}.items():
        supervisor.start(name, work, name)
    await reached.wait()
    told = supervisor.report()
    assert {name: each["state"] for name, each in told.items()} == {
        "telegram": "refused", "telegram:lesnaya": "waits", "vk": "works"
    }  # fmt: skip
    assert told["telegram"]["why"] == KEY.why.format(account="telegram")
    await supervisor.stop()
