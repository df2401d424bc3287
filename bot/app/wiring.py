"""The one place where everything is put together."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.app.calendars import calendar, calendars
from bot.app.traits import own_terms, traits
from bot.channels import Channel
from bot.clock import Clock
from bot.commands import Installation
from bot.jobs.campaigns import Campaigns
from bot.jobs.extracts import Extracts
from bot.jobs.fan_out import Pump
from bot.jobs.handovers import Handovers
from bot.jobs.orders import Orders
from bot.jobs.timers import Timers
from bot.rendering.addresses import NOWHERE, Addresses
from bot.rendering.screens import Screens
from bot.rendering.telling import Telling
from bot.transport.delivery import Delivery
from bot.turns.runner import Runner
from bot.turns.services import TurnServices
from flows.book.errors import BrokenBook, Fault
from flows.book.loading import Library, bound, library
from flows.book.model import Book
from flows.checks import needed_everywhere
from storage.port.delivery import LEAST_URGENT
from storage.port.ids import ordered_ids
from storage.port.store import Store
from texts import Texts


class Words(NamedTuple):
    """The book and its words, bound to each other."""

    book: Book
    texts: Texts


class House(NamedTuple):
    """A running program without its loops: whoever holds it decides when each part works."""

    words: Words
    store: Store
    clock: Clock
    runner: Runner
    delivery: Delivery
    timers: Timers
    pump: Pump
    campaigns: Campaigns
    extracts: Extracts
    orders: Orders
    handovers: Handovers

    async def settle(self, least_urgent: int = LEAST_URGENT) -> None:
        """Hand over everything that is due now, and send what is so urgent."""
        # what a claim took back is decided anew after it
        loops = (self.pump, self.extracts, self.orders, self.handovers, self.timers)
        while sum([
            *[await each.run_dry() for each in loops],
            await self.delivery.run_dry(least_urgent),
            await self.campaigns.run_dry(),
        ]):  # fmt: skip
            pass


def words(schools: Path | None = None, flows: Library | None = None, texts: Texts | None = None) -> Words:
    """Read the book, the texts and the calendar. Raises BrokenBook or TextErrors with every fault."""
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
        traits=traits(said.schools),
        own_terms=own_terms(said.schools),
    )
    return Words(book, said)


def labels(found: Library, said: Texts) -> dict[tuple[str, str, str], str]:
    """Give the words on every button, for matching typed text with them."""
    places = [
        (flow.name, at, key)
        for flow in found.flows.values()
        for at, state in flow.states.items()
        for key in (*state.buttons, *("back", "later", "menu", "human", "more", "less"))
    ]
    states = [state for flow in found.flows.values() for state in flow.states.values()]
    meanings = [("guess", "which", meaning) for state in states for meaning in state.hears]
    missing = [place for place in (*places, *meanings) if not said.has_label(*place)]
    if missing:
        raise BrokenBook([Fault("label_missing", "texts", f"нет подписи {'/'.join(p)}") for p in missing])
    return {place: said.label(*place) for place in (*places, *meanings)}


def house(
    of: Words,
    store: Store,
    clock: Clock,
    channels: Mapping[str, Channel],
    *,
    admin_code: str = "",
    addresses: Addresses = NOWHERE,
    ids: Callable[[], int] | None = None,
    kept: Callable[[], None] = lambda: None,
) -> House:
    """Put a program together over an open store."""
    telling = Telling(of.texts, of.book, addresses)
    installation = Installation(of.texts.schools, admin_code)
    services = TurnServices(of.book, Screens(of.texts, telling), telling, installation, ids or ordered_ids())
    runner = Runner(services, store, clock, kept=kept)
    return House(
        of, store, clock, runner, Delivery(store, clock, channels), Timers(store, clock, runner),
        Pump(store, clock, lambda: runner.kept()),
        Campaigns(store, clock, services, lambda: runner.kept()), Extracts(store, clock, of.book),
        Orders(store, clock, of.book), Handovers(store, clock),
    )  # fmt: skip
