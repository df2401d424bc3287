"""Restarts each part of a running bot that failed or whose account is refused, after a wait that grows each time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.app.refused import RefusedParts
from bot.clock import Clock
from bot.errors import AccountRefusedError, UnansweredError

log = logging.getLogger(__name__)

FIRST, LONGEST = 1.0, 60.0  #: seconds before a failed part is restarted: the first wait, the longest
#: Seconds after which a refusal is long. A faulty answer of a platform passes within minutes; after an hour a person
#: must look, and the end of the program is what a service manager reports.
LONG = 3600.0

Work = Callable[[Callable[[], None]], Awaitable[None]]  #: its argument is a callback to call after each success


@dataclass
class State:
    """The condition of a part: `starts`, `works`, `waits` for a restart, or is `refused` by the platform."""

    since: datetime
    state: str = "starts"
    why: str = ""
    again: datetime | None = None  #: when it is tried again; None if it runs
    failures: int = field(default=0, repr=False)

    def report(self) -> Mapping[str, str]:
        """Return the condition as `GET /health` shows it. Times are ISO."""
        again = {"next": self.again.isoformat(timespec="seconds")} if self.again else {}
        return {"state": self.state, "why": self.why, "since": self.since.isoformat(timespec="seconds"), **again}


class Supervisor:
    """Runs the parts of a bot (intakes, senders, jobs) and keeps the condition of each in memory."""

    def __init__(
        self, clock: Clock, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *, ticks: Callable[[], float] = time.monotonic, long: float = LONG,
    ) -> None:  # fmt: skip
        """Start with no parts. `ticks`: the seconds of a monotonic clock. `long`: see LONG."""
        self._clock, self._sleep, self._long = clock, sleep, long
        self.states: dict[str, State] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._refused = RefusedParts(ticks)
        self.all_refused = asyncio.Event()  #: set when every account has been refused for long

    def start(self, name: str, work: Work, account: str = "") -> None:
        """Start the part `name`, which runs `work`, and restart it whenever it fails. Other parts are not affected.

        `account`: the account that the part belongs to, empty for a job.
        """
        self.states[name] = State(self._clock.now())
        if account:
            self._refused.add(name, account)
        self._tasks[name] = asyncio.create_task(self._kept(name, work), name=name)

    @property
    def refusals(self) -> list[str]:
        """Return the sentences of the refusals that go on now."""
        return self._refused.sentences

    async def _kept(self, name: str, work: Work) -> None:
        while True:
            try:
                await work(lambda: self._works(name))
                return
            except AccountRefusedError as error:
                wait = self._is_refused(name, error)
            except Exception as error:  # noqa: BLE001 an outer boundary: a failed part is restarted
                wait = self._failed(name, error)
            self.states[name].again = self._clock.now() + timedelta(seconds=wait)
            await self._sleep(wait)
            self.states[name].again = None

    def _works(self, name: str) -> None:
        self.states[name].failures = 0
        if self._refused.accepted(name):
            self._is(name, "works")

    def _is_refused(self, name: str, error: AccountRefusedError) -> float:
        wait = self._refused.refused(name, error)
        self._is(name, "refused", str(error))
        if self._refused.all_for(self._long):
            self.all_refused.set()
        return wait

    def _failed(self, name: str, error: Exception) -> float:
        state = self.states[name]
        wait: float = min(FIRST * 2**state.failures, LONGEST)
        state.failures = min(state.failures + 1, 10)
        log.warning("%s: %s, again in %.0f s", name, _kind(error), wait)
        self._is(name, "waits", _kind(error))
        return wait

    def _is(self, name: str, state: str, why: str = "") -> None:
        known = self.states[name]
        if (known.state, known.why) != (state, why):
            known.state, known.why, known.since = state, why, self._clock.now()
            log.info("%s: %s%s", name, state, f" ({why})" if why and state != "refused" else "")

    def report(self) -> Mapping[str, Mapping[str, str]]:
        """Return {part: its condition, the reason, since when, and when it is tried again}, as `GET /health` shows."""
        return {name: each.report() for name, each in self.states.items()}

    async def stop(self, *names: str) -> None:
        """Cancel the named parts, or all parts if no name is given, and wait until they have ended."""
        tasks = [task for name, task in self._tasks.items() if not names or name in names]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)


def _kind(error: Exception) -> str:
    # the text of an UnansweredError is a code or a kind; the text of any other error may contain people's words
    return f"{type(error).__name__} {error}".rstrip() if isinstance(error, UnansweredError) else type(error).__name__
