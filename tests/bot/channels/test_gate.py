"""The gate of an account in virtual time: the order of its calls, what waits too long, a stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.channels.beat import Beat
from bot.channels.gate import AHEAD, Gate, GateStoppedError, TooLateError
from bot.channels.pace import BULK, COSMETIC, TELEGRAM, TELEGRAM_GATE

REPLY = 0


class Virtual:
    """A gate whose sleeping moves a clock, and the calls that passed it."""

    def __init__(self) -> None:
        self.now, self.passed, self.times = 0.0, list[str](), list[float]()
        self.gate = Gate(Beat(TELEGRAM_GATE, TELEGRAM.calls), ticks=lambda: self.now, sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.now += seconds

    async def call(self, name: str, urgency: int, patience: float = float("inf")) -> None:
        """Make a call that is answered at once."""
        async with self.gate.call(urgency, patience):
            self.passed.append(name)
            self.times.append(self.now)

    @asynccontextmanager
    async def crowded(self, calls: int, urgency: int) -> AsyncIterator[None]:
        """Let so many calls wait; at the end all have passed."""
        tasks = [asyncio.ensure_future(self.call("crowd", urgency)) for _ in range(calls)]
        await asyncio.sleep(0)
        yield
        await asyncio.gather(*tasks)


async def test_calls_pass_one_after_another_and_use_the_rate() -> None:
    on = Virtual()
    async with on.crowded(300, REPLY):
        pass
    assert len(set(on.times)) == 300
    assert 300 / on.times[-1] >= 0.95 * TELEGRAM.calls


async def test_the_more_urgent_goes_first_whoever_came_first() -> None:
    on = Virtual()
    async with on.crowded(10, COSMETIC), asyncio.TaskGroup() as calls:
        for name, urgency in (("рассылка", BULK + 1), ("ответ", REPLY), ("второй ответ", REPLY)):
            calls.create_task(on.call(name, urgency))
    assert on.passed[1:4] == ["ответ", "второй ответ", "рассылка"]


async def test_a_call_that_waited_too_long_is_not_made() -> None:
    on = Virtual()
    async with on.crowded(100, REPLY):
        with pytest.raises(TooLateError):
            await on.call("полоска", COSMETIC, patience=2.0)
    assert "полоска" not in on.passed


async def test_a_cancelled_call_takes_no_place() -> None:
    on = Virtual()
    async with on.crowded(5, REPLY):
        task = asyncio.ensure_future(on.call("передумал", REPLY))
        await asyncio.sleep(0)
        task.cancel()
    assert on.passed == ["crowd"] * 5


async def test_a_stop_ends_the_waiting_calls_and_admits_none_until_it_is_over() -> None:
    """Waiting calls end at once, so that their deliveries are not in hand for the whole stop."""
    on = Virtual()
    first = [asyncio.ensure_future(on.call("раньше", REPLY)) for _ in range(3)]
    await asyncio.sleep(0)
    on.gate.stop(7.0)
    ends = await asyncio.gather(*first, return_exceptions=True)
    assert [type(end) for end in ends].count(GateStoppedError) == 2
    with pytest.raises(GateStoppedError):
        await on.call("теперь", REPLY)
    assert (on.gate.room, on.gate.wait) == (0, 7.0)
    on.now += 7.1
    await on.call("потом", REPLY)
    assert on.passed[-1] == "потом"


async def test_there_is_room_for_replies_while_bulk_and_cosmetic_calls_wait() -> None:
    on = Virtual()
    assert (on.gate.room, on.gate.bulk_room) == (AHEAD, True)
    async with on.crowded(20, COSMETIC):
        assert (on.gate.room, on.gate.bulk_room, on.gate.wait) == (AHEAD, True, 0.0)
        async with on.crowded(3, BULK):
            assert (on.gate.room, on.gate.bulk_room) == (AHEAD, False)
            async with on.crowded(3, REPLY):
                assert on.gate.room == AHEAD - 3
