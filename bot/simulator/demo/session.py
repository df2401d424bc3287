"""The data of the demo: a simulator that can be restarted, the phones on the page, and the book in use."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.channels.pace import BULK
from bot.jobs.fan_out import OFTEN
from bot.rendering.addresses import Addresses
from bot.simulator import families
from bot.simulator.demo.book_page import BookPages
from bot.simulator.demo.editing import Editing
from bot.simulator.phones import Bubble, Phones
from bot.simulator.sample import ACTORS, ADDRESSES, ADMIN, PARENT, SCHOOL, Actor, actor
from bot.simulator.simulator import Simulator
from flows.values.calendar import Calendar
from storage.sqlite.store import opened

MOST = 24  #: phones on the page
FIRST_GUEST = 3  #: «Родитель 3»: the first two have phones of their own
A_FEW = 2  #: broadcast messages sent in one portion: few, so that its progress is visible and it can be stopped


class DemoSession:
    """The simulator of the demo, and the phones that the page shows. A lock allows one action at a time."""

    def __init__(
        self,
        editing: Editing,
        folder: Path,
        start: Callable[[], datetime],
        admin_code: str = "",
        addresses: Addresses = ADDRESSES,
    ) -> None:
        """Store the parts of the session; `begin` starts the simulator.

        Databases are created in `folder`. `start` returns the time at which the demo begins. `admin_code` is the
        code of the installer. Invitation links use `addresses`.
        """
        self._addresses = addresses
        self.editing, self.book_pages = editing, BookPages(editing.words)
        self.turn = asyncio.Lock()  #: held during every action
        self.changed: Callable[[], None] = lambda: None  #: called when there is something new to show
        self.people, self.hand, self.run = list(ACTORS), PARENT, 0
        self.unread: dict[str, int] = {}
        self.stale: set[str] = set()  #: phones with changes that were not sent to the page yet
        self._folder, self._start, self._admin_code = folder, start, admin_code
        self._simulator: Simulator | None = None

    @property
    def simulator(self) -> Simulator:
        """Return the simulator of the demo. Call `begin` first."""
        assert self._simulator is not None  # noqa: S101 the server calls `begin` before it accepts requests
        return self._simulator

    @property
    def calendar(self) -> Calendar:
        """Return the calendar of the sample school."""
        return self.editing.words.book.calendar_of(SCHOOL)

    @property
    def actors(self) -> Sequence[Actor]:
        """Return every actor, including those whose phone is not on the page."""
        return (*dict.fromkeys((*ACTORS, *families.actors(), *self.people)),)

    async def begin(self) -> None:
        """Start the demo from the beginning: a new store, the sample class with its families, and the current time."""
        async with self.turn:
            before = self._simulator
            self._simulator, self.run = await self._new_simulator(self.run + 1), self.run + 1
            self.people, self.hand = list(ACTORS), PARENT
            self.unread = {ADMIN.peer: len(self.simulator.phones.bubbles(ADMIN.peer))}
            self.stale = {each.peer for each in ACTORS}
            if before:
                await before.program.store.close()

    async def _new_simulator(self, run: int) -> Simulator:
        now, numbers, made = self._start(), count(1_000_000), count(1)
        file = f"sqlite:///{self._folder / f'demo-{run}.db'}"
        store = await opened(file, ids=lambda: next(numbers), codes=lambda: f"kvx-{next(made):03}f4r", inline=True)
        before, words = families.long_before(self.calendar, now), self.editing.words
        simulator = await Simulator.over(
            words, store, before, phones=Phones(), admin_code=self._admin_code, addresses=self._addresses
        )
        await families.move_in(simulator, now)
        simulator.phones.changed, simulator.moved = self._showed, lambda: self.changed()
        simulator.least_urgent = BULK - 1
        return simulator

    async def close(self) -> None:
        """Close the store of the simulator."""
        await self.simulator.program.store.close()

    async def say(self, who: Actor, text: str) -> None:
        """Process a text that an actor typed; a blank text is ignored."""
        if text.strip():
            async with self.turn:
                await self._before(who)
                self.simulator.phones.wrote(who.peer, text)
                await self.simulator.say(who, text)

    async def press(self, who: Actor, carried: str) -> None:
        """Process an actor's press of the button with the payload `carried`."""
        async with self.turn:
            await self._before(who)
            self.simulator.phones.pressed(who.peer, carried)
            await self.simulator.press(who, carried)

    async def move(self, moment: Callable[[datetime], datetime]) -> None:
        """Move the clock to the time that `moment` computes from the current time."""
        async with self.turn:
            await self._look()
            await self.simulator.move_to(moment(self.simulator.clock.now()))

    def take(self, who: Actor) -> None:
        """Select an actor's phone. A phone that is not on the page is added; a full page first drops the last phone."""
        if who not in self.people:
            self.people = [*self.people[: MOST - 1], who]
            self.stale.add(who.peer)
        self.hand = who
        self.unread.pop(who.peer, None)

    def guest(self) -> Actor:
        """Return a new parent with the first free name: «Родитель 3», «Родитель 4» and so on."""
        names = {each.name for each in self.people}
        return actor(next(name for n in count(FIRST_GUEST) if (name := f"Родитель {n}") not in names))

    def put_away(self, who: Actor) -> None:
        """Remove an actor's phone from the page, but keep its messages. The four fixed phones are never removed."""
        if who not in ACTORS:
            self.people = [each for each in self.people if each != who]
            self.hand = PARENT if self.hand == who else self.hand

    async def trickled(self) -> bool:
        """Wait until no turn runs, then send at most `A_FEW` waiting messages. Return True if any were sent."""
        async with self.turn:
            return bool(await self.simulator.trickle(A_FEW, OFTEN))

    async def looked(self) -> bool:
        """Wait until no turn runs, then reload the book if its files were edited. Return True if they were."""
        async with self.turn:
            return await self._look()

    async def _look(self) -> bool:
        # a newer edition of the book is used only if it has no faults
        looked = await self.editing.look()
        if looked and not self.editing.faults:
            self.simulator.reread(self.editing.words)
            self.book_pages = BookPages(self.editing.words)
        return looked

    async def _before(self, who: Actor) -> None:
        self.take(who)
        await self._look()

    def _showed(self, peer: str, bubble: Bubble) -> None:
        self.stale.add(peer)
        if not bubble.mine and peer != self.hand.peer:
            self.unread[peer] = self.unread.get(peer, 0) + 1
