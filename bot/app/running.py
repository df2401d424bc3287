"""`python -m bot run`: every account that has a token, the timers and the page of health, until somebody stops it."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from types import FrameType

from bot.app.accounts import accounts, environment
from bot.app.collector import rested
from bot.app.config import Settings
from bot.app.supervisor import Supervisor
from bot.app.ways import Way, ways
from bot.app.webserver import Application, Listening, knocking, listening, telling
from bot.app.wiring import House, Words, house, words
from bot.clock import Clock, WallClock
from bot.rendering.addresses import Addresses
from bot.transport.intake import Intake
from bot.transport.sender import Line
from storage.port.store import Store
from storage.sqlite.store import opened

log = logging.getLogger(__name__)

TICK = 1.0  #: seconds between looks at what has come due
IN_HAND = 3.5  #: seconds that what is in hand may take when the bot stops; all of it ends within five
FOREIGN = (
    "Telegram включён. Школам и другим подведомственным организациям закон 41-ФЗ (с 1 июня 2025 года) не разрешает "
    "общаться с гражданами через иностранные мессенджеры: проверьте, что Вам это можно."
)


class Running:
    """A bot that runs: each account in and out on its own, and the timers."""

    def __init__(self, of: House, on: Sequence[Way], supervisor: Supervisor) -> None:
        """Put the parts together; nothing moves before `start`."""
        self._of, self._on, self._supervisor = of, on, supervisor
        self.intakes = {way.account.name: Intake(way.account.name, way.channel, of.runner, of.store) for way in on}
        self.lines = [
            Line(way.account.name, way.channel, way.pace, store=of.store, clock=of.clock) for way in on
        ]  # fmt: skip
        of.runner.kept = self.call

    def call(self) -> None:
        """Let every line look at the queue."""
        for line in self.lines:
            line.call()

    def start(self) -> None:
        """Begin everything. Nobody waits for anybody."""
        for way in self._on:
            name = way.account.name
            self._supervisor.start(name, self.intakes[name].prepare if way.knocks else self.intakes[name].poll)
        for line in self.lines:
            self._supervisor.start(f"{line.account} ↑", line.run)
        self._supervisor.start("timers", partial(_ticking, self._of.timers.run_dry))
        self._supervisor.start("extracts", partial(_ticking, self._of.extracts.run_dry))
        self._supervisor.start("orders", partial(_ticking, self._of.orders.run_dry))
        self._supervisor.start("handovers", partial(_ticking, self._of.handovers.run_dry))
        self._supervisor.start("campaigns", partial(_ticking, self._of.campaigns.run_dry))
        self._supervisor.start("broadcasts", partial(_ticking, self._of.pump.run_dry))

    def doors(self) -> Application | None:
        """Give the doors the platforms knock on; None when everybody is polled."""
        found = [way.knocks(self.intakes[way.account.name].knocked) for way in self._on if way.knocks]
        return knocking(found) if found else None

    async def told(self) -> dict[str, object]:
        """Tell how the bot is."""
        async with self._of.store.work() as work:
            waiting = await work.delivery.waiting(self._of.clock.now())
        states = self._supervisor.told()
        queues = {name: {"waiting": each.due, "oldest_s": round(each.oldest, 1)} for name, each in waiting.items()}
        return {"ok": all(each["state"] == "works" for each in states.values()), "parts": states, "queues": queues}

    async def finish(self) -> None:
        """Take nothing new, end what is in hand, and let go."""
        names = [*self.intakes, "timers", "broadcasts", "campaigns", "extracts", "orders", "handovers"]
        await self._supervisor.stop(*names)
        await asyncio.gather(*(each.finish(IN_HAND / 2) for each in self.intakes.values()))
        await self._supervisor.stop()
        await asyncio.gather(*(line.finish(IN_HAND / 2) for line in self.lines), return_exceptions=True)
        await asyncio.gather(*(way.channel.close() for way in self._on), return_exceptions=True)


async def _ticking(due: Callable[[], Awaitable[int]], working: Callable[[], None]) -> None:
    while True:
        await due()
        working()
        await asyncio.sleep(TICK)


@contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    # signal.signal and not loop.add_signal_handler: Windows has no such thing
    loop = asyncio.get_running_loop()

    def stopping(number: int, _: FrameType | None) -> None:
        log.info("stopping: %s", signal.Signals(number).name)
        loop.call_soon_threadsafe(stop.set)

    before = {number: signal.signal(number, stopping) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def run(of: Settings, echo: Callable[[str], None], *, clock: Clock | None = None) -> None:
    """Run until somebody stops it. Raises BadSettingsError, PortTakenError, StorageError and what the book raises."""
    said = words(of.schools_dir)
    found = accounts(of, said.texts.schools, environment())
    if any(account.channel == "telegram" for account in found):
        echo(FOREIGN)
    store = await opened(of.database_url)
    try:
        clock = clock or WallClock()
        await _run(of, said, store, clock, ways(of, found, said.texts, store, clock), echo)
    finally:
        await store.close()


async def _run(
    of: Settings, said: Words, store: Store, clock: Clock, on: Sequence[Way], echo: Callable[[str], None]
) -> None:
    channels = {way.account.name: way.channel for way in on}
    addresses = Addresses({way.account.name: way.address for way in on})
    made = house(said, store, clock, channels, admin_code=of.admin_code, addresses=addresses)
    running, stop = Running(made, on, Supervisor(clock)), asyncio.Event()
    listens: list[Listening] = []
    try:
        if of.health_port:
            listens.append(await listening(telling(running.told), of.health_host, of.health_port))
        if doors := running.doors():
            listens.append(await listening(doors, of.webhook_host, of.webhook_port))
        rested()
        with _stopped_by_signals(stop):
            running.start()
            echo(f"Работают: {', '.join(way.account.name for way in on)}. Остановить — Ctrl+C.")
            await stop.wait()
            await running.finish()
    finally:
        for each in listens:
            await each.cleanup()
