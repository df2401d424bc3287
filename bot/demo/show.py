"""What is played on the page: a stage that can be begun anew, phones that can be added, words that may change."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

from bot import families
from bot.channels.page import Bubble, Phones
from bot.demo.editing import Editing
from bot.demo.leaf import Leaves
from bot.sample import ACTORS, ADMIN, PARENT, SCHOOL, Actor, actor
from bot.stage import Stage
from flows.calendar import Calendar
from storage.sqlite import opened

MOST = 24  #: phones on the page
FIRST_GUEST = 3  #: «Родитель 3»: the first two have phones of their own


class Show:
    """The stage of the page. One thing happens at a time."""

    def __init__(self, editing: Editing, folder: Path, start: Callable[[], datetime], admin_code: str = "") -> None:
        """Play over the book that is edited; databases lie in a folder of their own, `start` tells the present."""
        self.editing, self.leaves = editing, Leaves(editing.words)
        self.changed: Callable[[], None] = lambda: None  #: told whenever there is something new to see
        self._folder, self._start, self._admin_code = folder, start, admin_code
        self._turn, self._runs = asyncio.Lock(), count(1)
        self._stage: Stage | None = None
        self.run = 0

    @property
    def stage(self) -> Stage:
        """Give the stage; it stands from the first `begin` on."""
        assert self._stage is not None  # noqa: S101 the server begins before it listens
        return self._stage

    @property
    def calendar(self) -> Calendar:
        """Give the calendar of the sample school."""
        return self.editing.words.book.calendar_of(SCHOOL)

    @property
    def actors(self) -> Sequence[Actor]:
        """Give everybody who is met, with a phone on the page or without."""
        guests = (each for each in self.people if each not in ACTORS and each not in self._families)
        return (*ACTORS, *self._families, *guests)

    async def begin(self) -> None:
        """Begin anew: an empty store, the sample class with its families, the present moment."""
        async with self._turn:
            await self.close()
            self._families = tuple(families.actors())
            self.people, self.hand, self.run = list(ACTORS), PARENT, next(self._runs)
            self.unread: dict[str, int] = {}
            self.stale: set[str] = set()
            self._stage = await self._furnished(self._start())

    async def _furnished(self, now: datetime) -> Stage:
        numbers, made = count(1_000_000), count(1)
        store = await opened(
            f"sqlite:///{self._folder / f'demo-{self.run}.db'}",
            ids=lambda: next(numbers), codes=lambda: f"kvx-{next(made)}f4r7t",
        )  # fmt: skip
        phones = Phones(self._showed)
        before = families.long_before(self.calendar, now)
        stage = await Stage.over(self.editing.words, store, before, phones=phones, admin_code=self._admin_code)
        await families.move_in(stage, now)
        self.unread = {
            peer: n for peer, n in self.unread.items() if peer == ADMIN.peer
        }  # who spoke has read the answer
        stage.moved = lambda: self.changed()
        return stage

    async def close(self) -> None:
        """End the stage that stands, if any."""
        if self._stage:
            await self._stage.house.store.close()
            self._stage = None

    async def say(self, who: Actor, text: str) -> None:
        """Let somebody type."""
        if text.strip():
            async with self._turn:
                await self._before(who)
                self.stage.phones.wrote(who.peer, text)
                await self.stage.say(who, text)

    async def press(self, who: Actor, carried: str) -> None:
        """Let somebody press a button."""
        async with self._turn:
            await self._before(who)
            self.stage.phones.pressed(who.peer, carried)
            await self.stage.press(who, carried)

    async def move(self, moment: Callable[[datetime], datetime]) -> None:
        """Move the clock to a moment, told the one it shows."""
        async with self._turn:
            await self._look()
            await self.stage.move_to(moment(self.stage.clock.now()))

    def take(self, who: Actor) -> None:
        """Take a phone in hand; one that is not on the page yet is put there."""
        if who not in self.people:
            self.people = [*self.people, who][:MOST]
            self.stale.add(who.peer)
        self.hand = who
        self.unread.pop(who.peer, None)

    def guest(self) -> Actor:
        """Give a parent nobody has met."""
        names = {each.name for each in self.people}
        return actor(next(name for n in count(FIRST_GUEST) if (name := f"Родитель {n}") not in names))

    def put_away(self, who: Actor) -> None:
        """Take a phone that was added off the page; what it shows stays."""
        if who not in ACTORS:
            self.people = [each for each in self.people if each != who]
            self.hand = PARENT if self.hand == who else self.hand

    async def looked(self) -> bool:
        """Look at the book between two turns."""
        async with self._turn:
            return await self._look()

    async def _look(self) -> bool:
        # the newer edition of the book is taken when nothing is wrong with it
        looked = await self.editing.look()
        if looked and not self.editing.faults:
            self.stage.reread(self.editing.words)
            self.leaves = Leaves(self.editing.words)
        return looked

    async def _before(self, who: Actor) -> None:
        self.take(who)
        await self._look()

    def _showed(self, peer: str, bubble: Bubble) -> None:
        self.stale.add(peer)
        if not bubble.mine and peer != self.hand.peer:
            self.unread[peer] = self.unread.get(peer, 0) + 1
