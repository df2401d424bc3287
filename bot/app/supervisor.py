"""Restarts each failed part of a running bot, after a wait that grows with each failure."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.errors import AccountStoppedError

log = logging.getLogger(__name__)

FIRST, LONGEST = 1.0, 60.0  #: seconds before a failed part is restarted: the first wait, the longest

Work = Callable[[Callable[[], None]], Awaitable[None]]  #: its argument is a callback to call after each success


@dataclass
class State:
    """The condition of a part: `starts`, `works`, `waits` for a restart, or `stopped` until the account is repaired."""

    since: datetime
    state: str = "starts"
    why: str = ""
    failures: int = field(default=0, repr=False)


class Supervisor:
    """Runs the parts of a bot (intakes, senders, jobs) and keeps the condition of each in memory."""

    def __init__(self, clock: Clock, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Start with no parts."""
        self._clock, self._sleep = clock, sleep
        self.states: dict[str, State] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, name: str, work: Work) -> None:
        """Start the part `name`, which runs `work`, and restart it whenever it fails. Other parts are not affected."""
        self.states[name] = State(self._clock.now())
        self._tasks[name] = asyncio.create_task(self._kept(name, work), name=name)

    async def _kept(self, name: str, work: Work) -> None:
        while True:
            try:
                await work(lambda: self._works(name))
                return
            except AccountStoppedError as error:
                log.error("%s", error)
                self._is(name, "stopped", str(error))
                return
            except Exception as error:  # noqa: BLE001 an outer boundary: a failed part is restarted
                await self._sleep(self._failed(name, error))

    def _works(self, name: str) -> None:
        self.states[name].failures = 0
        self._is(name, "works")

    def _failed(self, name: str, error: Exception) -> float:
        state = self.states[name]
        wait: float = min(FIRST * 2**state.failures, LONGEST)
        state.failures = min(state.failures + 1, 10)
        log.warning("%s: %s, again in %.0f s", name, type(error).__name__, wait)
        self._is(name, "waits", type(error).__name__)
        return wait

    def _is(self, name: str, state: str, why: str = "") -> None:
        known = self.states[name]
        if (known.state, known.why) != (state, why):
            known.state, known.why, known.since = state, why, self._clock.now()
            log.info("%s: %s%s", name, state, f" ({why})" if why and state != "stopped" else "")

    def report(self) -> Mapping[str, Mapping[str, str]]:
        """Return {part: its condition, the reason, and since when (ISO)}, as shown by `GET /health`."""
        return {
            name: {"state": each.state, "why": each.why, "since": each.since.isoformat(timespec="seconds")}
            for name, each in self.states.items()
        }

    async def stop(self, *names: str) -> None:
        """Cancel the named parts, or all parts if no name is given, and wait until they have ended."""
        tasks = [task for name, task in self._tasks.items() if not names or name in names]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
