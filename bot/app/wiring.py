"""Reads the book and its texts, and builds a Program from all its parts."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.app.calendars import calendar, calendars
from bot.app.school_features import features, own_terms
from bot.channels.gate import Gate
from bot.channels.incoming import Download
from bot.channels.pace import UNLIMITED, Pace
from bot.channels.port import Channel
from bot.clock import Clock, ClockWatch
from bot.commands import Installation
from bot.jobs.campaigns import Campaigns
from bot.jobs.downloads import Downloads
from bot.jobs.extracts import Extracts
from bot.jobs.fan_out import BroadcastFanOut
from bot.jobs.handovers import Handovers
from bot.jobs.orders import Orders
from bot.jobs.timers import Timers
from bot.rendering.addresses import NOWHERE, Addresses
from bot.rendering.context import ContextFactory
from bot.rendering.screens import Screens
from bot.transport.account_sender import AccountSender
from bot.turns.runner import Runner
from bot.turns.services import TurnServices
from flows.book.errors import BrokenBook, Fault
from flows.book.loading import Library, bound, library
from flows.book.model import Book
from flows.checks import needed_everywhere
from storage.port.delivery.deliveries import LEAST_URGENT
from storage.port.store import Store
from texts import Texts


class Content(NamedTuple):
    """The book and its texts."""

    book: Book
    texts: Texts


class Program(NamedTuple):
    """All parts of the bot, without loops that run them: the caller decides when each part runs."""

    content: Content
    store: Store
    clock: Clock
    runner: Runner
    senders: Mapping[str, AccountSender]  #: by account
    downloads: Downloads
    timers: Timers
    fan_out: BroadcastFanOut
    campaigns: Campaigns
    extracts: Extracts
    orders: Orders
    handovers: Handovers

    async def settle(self, least_urgent: int = LEAST_URGENT) -> None:
        """Run all due work, and the work that results from it, until none is left.

        Sends messages with an urgency up to `least_urgent`. For the simulator and tests, which run no loops.
        """
        # campaigns run last: they decide again about reminders that a claim has taken back
        loops = (self.downloads, self.fan_out, self.extracts, self.orders, self.handovers, self.timers)
        while sum([
            *[await each.run_dry() for each in loops],
            await self.send_due(least_urgent),
            await self.campaigns.run_dry(),
        ]):  # fmt: skip
            pass

    async def send_due(self, least_urgent: int = LEAST_URGENT) -> int:
        """Send all due deliveries with an urgency up to `least_urgent`. Return how many deliveries left the queues."""
        return sum([await each.send_due(least_urgent) for each in self.senders.values()])

    async def send_some(self, most: int) -> int:
        """Send at most `most` due deliveries of each account. Return how many left the queues."""
        return sum([await each.send_some(most) for each in self.senders.values()])


def content(schools: Path | None = None, flows: Library | None = None, texts: Texts | None = None) -> Content:
    """Read the book, the texts and the calendar. Raises BrokenBook or TextErrors with all faults.

    `schools`: the folder of the schools' profiles, None for the default one. `flows`, `texts`: None to read them.
    """
    said = texts or Texts.load(schools=schools)
    found = flows or library()
    common = calendar()
    book = bound(
        found,
        common,
        said.terms,
        labels(found, said),
        sure=needed_everywhere(found),
        calendars=calendars(common, said.schools),
        features=features(said.schools),
        own_terms=own_terms(said.schools),
    )
    return Content(book, said)


def labels(found: Library, said: Texts) -> dict[tuple[str, str, str], str]:
    """Return {(flow, state, key): label} for all buttons and intents. Typed text is compared with the labels.

    Raises BrokenBook if a label is missing.
    """
    places = [
        (flow.name, at, key)
        for flow in found.flows.values()
        for at, state in flow.states.items()
        for key in (*state.buttons, *("back", "later", "menu", "human", "more", "less"))
    ]
    states = [state for flow in found.flows.values() for state in flow.states.values()]
    intents = [("guess", "which", intent) for state in states for intent in state.intents]
    missing = [place for place in (*places, *intents) if not said.has_label(*place)]
    if missing:
        raise BrokenBook([Fault("label_missing", "texts", f"нет подписи {'/'.join(p)}") for p in missing])
    return {place: said.label(*place) for place in (*places, *intents)}


def assemble(
    of: Content,
    store: Store,
    clock: Clock,
    channels: Mapping[str, Channel],
    *,
    paces: Mapping[str, Pace] | None = None,
    gates: Mapping[str, Gate | None] | None = None,
    admin_code: str = "",
    addresses: Addresses = NOWHERE,
    downloads: Mapping[str, Download] = {},
    ids: Callable[[], int] | None = None,
    on_commit: Callable[[], None] = lambda: None,
) -> Program:
    """Build a program that uses an open store. `channels`, `paces`, `gates` and `downloads` are keyed by account.

    Without `paces` the rate of sending is unlimited, and `clock` is used instead of the monotonic clock, because the
    simulator's clock stands still until it is set.
    """
    contexts = ContextFactory(of.texts, of.book, addresses)
    installation = Installation(of.texts.schools, admin_code)
    services = TurnServices(of.book, Screens(of.texts, contexts), contexts, installation, ids or store.ids)
    runner = Runner(services, store, clock, on_commit=on_commit)
    ticks = time.monotonic if paces is not None else lambda: clock.now().timestamp()
    files = Downloads(store, clock, runner, downloads)
    runner.on_postponed = files.wake
    timers = Timers(store, clock, runner, ClockWatch(clock, ticks))
    return Program(
        of, store, clock, runner, _senders(store, clock, channels, paces, gates or {}), files, timers,
        BroadcastFanOut(store, clock, lambda: runner.on_commit()),
        Campaigns(store, clock, services, lambda: runner.on_commit()), Extracts(store, clock, of.book),
        Orders(store, clock, of.book), Handovers(store, clock),
    )  # fmt: skip


def _senders(
    store: Store,
    clock: Clock,
    channels: Mapping[str, Channel],
    paces: Mapping[str, Pace] | None,
    gates: Mapping[str, Gate | None],
) -> Mapping[str, AccountSender]:
    if paces is None:
        paces, ticks = dict.fromkeys(channels, UNLIMITED), lambda: clock.now().timestamp()
    else:
        ticks = time.monotonic
    return {
        account: AccountSender(
            account, channel, paces[account], store=store, clock=clock, ticks=ticks, gate=gates.get(account)
        )
        for account, channel in channels.items()
    }
