"""`python -m bot run`: runs the accounts that have a token, the jobs and `GET /health` until a signal arrives."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from types import FrameType

from bot.app.accounts import accounts, environment
from bot.app.collector import freeze_existing_objects
from bot.app.config import Settings
from bot.app.connections import Connection, connections
from bot.app.supervisor import LONG, Supervisor
from bot.app.watching.database_file import FileWatch, refuse_beside_copy
from bot.app.watching.reception import ReceptionWatch
from bot.app.webserver import Application, Listening, listening, status_page, webhooks
from bot.app.wiring import Content, Program, assemble, content
from bot.clock import Clock, WallClock
from bot.errors import AllRefusedError
from bot.rendering.addresses import Addresses
from bot.transport.intake import Intake
from storage.port.store import Store
from storage.sqlite.core.opening import path_of
from storage.sqlite.store import opened

log = logging.getLogger(__name__)

TICK = 1.0  #: seconds between two runs of a job
IN_HAND = 3.5  #: seconds for unfinished updates and sends when the bot stops; the whole stop takes up to five
FOREIGN = (
    "Telegram включён. Школам и другим подведомственным организациям закон 41-ФЗ (с 1 июня 2025 года) не разрешает "
    "общаться с гражданами через иностранные мессенджеры: проверьте, что Вам это можно."
)


class Running:
    """A running bot: the intake and the sender of each account, and the jobs. A failed part is restarted alone."""

    def __init__(self, of: Program, on: Sequence[Connection], supervisor: Supervisor) -> None:
        """Store the arguments. Nothing runs before `start`."""
        self._of, self._on, self._supervisor = of, on, supervisor
        self.intakes = {each.account.name: Intake(each.account.name, each.channel, of.runner, of.store) for each in on}
        self.senders = of.senders.values()
        self._reception = ReceptionWatch({each.account.name: each.faults for each in on})
        of.runner.on_commit = self.wake

    def wake(self) -> None:
        """Make every sender read its queue now."""
        for sender in self.senders:
            sender.wake()

    def start(self) -> None:
        """Start every part. No part waits for another."""
        for each in self._on:
            name = each.account.name
            self._supervisor.start(name, self.intakes[name].attend if each.webhook else self.intakes[name].poll, name)
        for sender in self.senders:
            self._supervisor.start(f"{sender.account} ↑", sender.run, sender.account)
        self._supervisor.start("reception", self._reception.run)
        self._supervisor.start("files", self._of.downloads.run)
        self._supervisor.start("timers", partial(_ticking, self._of.timers.run_dry))
        self._supervisor.start("extracts", partial(_ticking, self._of.extracts.run_dry))
        self._supervisor.start("orders", partial(_ticking, self._of.orders.run_dry))
        self._supervisor.start("handovers", partial(_ticking, self._of.handovers.run_dry))
        self._supervisor.start("campaigns", partial(_ticking, self._of.campaigns.run_dry))
        self._supervisor.start("broadcasts", partial(_ticking, self._of.fan_out.run_dry))

    def webhooks(self) -> Application | None:
        """Return the web application that serves all webhooks; None if every account is polled."""
        found = [each.webhook(self.intakes[each.account.name].take_request) for each in self._on if each.webhook]
        return webhooks(found) if found else None

    async def status(self) -> dict[str, object]:
        """Return the body of `GET /health`: the condition of every part, the number and age of due deliveries.

        `warnings`: what the owner should look at although the bot works, by account; they do not change `ok`.
        `faults`: what the owner must change on a platform, by account. `calls`: for how many seconds the oldest call of
        each account has had no answer; 0 if none is under way.
        """
        async with self._of.store.work() as work:
            waiting = await work.delivery.waiting(self._of.clock.now())
        states = self._supervisor.report()
        queues = {name: {"waiting": each.due, "oldest_s": round(each.oldest, 1)} for name, each in waiting.items()}
        calls = {each.account: round(each.oldest_call, 1) for each in self.senders}
        warnings = {each.account.name: said for each in self._on if (said := list(each.warnings()))}
        faults, clock = dict(self._reception.faults), self._of.timers.watch.report()
        ok = all(each["state"] == "works" for each in states.values()) and not faults and bool(clock["ok"])
        return {
            "ok": ok, "parts": states, "faults": faults, "queues": queues, "calls": calls, "warnings": warnings,
            "clock": clock,
        }  # fmt: skip

    async def finish(self) -> None:
        """Stop receiving, wait up to IN_HAND seconds for unfinished updates and sends, and close the channels."""
        names = [*self.intakes, "files", "timers", "broadcasts", "campaigns", "extracts", "orders", "handovers"]
        await self._supervisor.stop(*names)
        await asyncio.gather(*(each.finish(IN_HAND / 2) for each in self.intakes.values()))
        await self._supervisor.stop()
        await asyncio.gather(*(each.finish(IN_HAND / 2) for each in self.senders), return_exceptions=True)
        await asyncio.gather(*(each.channel.close() for each in self._on), return_exceptions=True)


async def _ticking(due: Callable[[], Awaitable[int]], working: Callable[[], None]) -> None:
    while True:
        await due()
        working()
        await asyncio.sleep(TICK)


@contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    # signal.signal because loop.add_signal_handler does not exist on Windows
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


async def run(of: Settings, echo: Callable[[str], None], *, clock: Clock | None = None, long: float = LONG) -> None:
    """Run the bot until SIGINT or SIGTERM arrives. `echo` prints a line for the owner. `long`: see LONG.

    Raises AllRefusedError when every account was refused for long; and BadSettingsError, PortTakenError,
    SavedCopyError, StorageError, BrokenBook, TextErrors.
    """
    said = content(of.schools_dir)
    found = accounts(of, said.texts.schools, environment())
    if any(account.channel == "telegram" for account in found):
        echo(FOREIGN)
    clock = clock or WallClock()
    refuse_beside_copy(path_of(of.database_url))
    store = await opened(of.database_url, claims=True)
    watching = asyncio.create_task(FileWatch(path_of(of.database_url), store, clock.now).run())
    try:
        on = connections(of, found, said.texts, store, clock)
        await _run(of, said, store, clock, on, echo, Supervisor(clock, long=long))
    finally:
        watching.cancel()
        await store.close()


async def _run(
    of: Settings, said: Content, store: Store, clock: Clock, on: Sequence[Connection], echo: Callable[[str], None],
    supervisor: Supervisor,
) -> None:  # fmt: skip
    made = assemble(
        said, store, clock, {each.account.name: each.channel for each in on},
        paces={each.account.name: each.pace for each in on}, gates={each.account.name: each.gate for each in on},
        downloads={each.account.name: each.channel.download for each in on},
        admin_code=of.admin_code,
        addresses=Addresses({each.account.name: each.address for each in on}),
    )  # fmt: skip
    stop = asyncio.Event()
    running = Running(made, on, supervisor)
    listens: list[Listening] = []
    try:
        if of.health_port:
            listens.append(await listening(status_page(running.status), of.health_host, of.health_port))
        if called := running.webhooks():
            listens.append(await listening(called, of.webhook_host, of.webhook_port))
        freeze_existing_objects()
        with _stopped_by_signals(stop):
            running.start()
            echo(f"Работают: {', '.join(each.account.name for each in on)}. Остановить — Ctrl+C.")
            await _first(stop, supervisor.all_refused)
            refusals = supervisor.refusals
            await running.finish()
    finally:
        for each in listens:
            await each.cleanup()
    if not stop.is_set():
        raise AllRefusedError(refusals)


async def _first(*events: asyncio.Event) -> None:
    waits = [asyncio.ensure_future(each.wait()) for each in events]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for each in waits:
        each.cancel()
