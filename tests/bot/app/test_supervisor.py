"""The supervisor runs each part of the bot separately: a failed part restarts with back-off, a refused one stops."""

import asyncio
from collections.abc import Callable

from bot.app.supervisor import Supervisor
from bot.clock import MovedClock
from bot.errors import AccountStoppedError
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


async def test_an_account_refused_stops_with_its_sentence_and_the_others_go_on() -> None:
    """VK works while Telegram has a wrong key or is unreachable."""
    supervisor, reached = Supervisor(MovedClock(MONDAY), Naps(0)), asyncio.Event()

    async def refused(_: Working) -> None:
        raise AccountStoppedError("Telegram не принимает ключ.")

    async def unreachable(_: Working) -> None:
        raise ConnectionError

    async def fine(working: Working) -> None:
        working()
        reached.set()
        await asyncio.Event().wait()

    for name, work in {"telegram": refused, "telegram:lesnaya": unreachable, "vk": fine}.items():
        supervisor.start(name, work)
    await reached.wait()
    told = supervisor.told()
    assert {name: each["state"] for name, each in told.items()} == {
        "telegram": "stopped", "telegram:lesnaya": "waits", "vk": "works"
    }  # fmt: skip
    assert told["telegram"]["why"] == "Telegram не принимает ключ."
    await supervisor.stop()
