"""The assembled bot with simulated phones and a clock that can be moved. Used by the demo, `talk` and the stories."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from bot.app.wiring import Content, Program, assemble
from bot.channels.incoming import Fetch, Incoming
from bot.clock import MovedClock
from bot.messages import payload
from bot.messages.markup import plain
from bot.rendering.addresses import Addresses
from bot.simulator import sample
from bot.simulator.phones import Bubble, Phones
from bot.simulator.sample import Actor
from bot.simulator.sample_files import FILES
from flows.values.events import Event, Opened, Said, SentFile
from storage.port.delivery.deliveries import LEAST_URGENT
from storage.port.ids import ordered_ids
from storage.port.store import Store


class Simulator:
    """Passes events of actors (simulated people) to the bot, and moves the clock."""

    def __init__(
        self,
        of: Program,
        phones: Phones,
        clock: MovedClock,
        admin_code: str = "",
        addresses: Addresses = sample.ADDRESSES,
    ) -> None:
        """Store the assembled bot `of` with its phones and its clock; the phones take the time from `clock`.

        `admin_code` is the code of the installer; invitation links use `addresses`.
        """
        self.program, self.phones, self.clock = of, phones, clock
        self._addresses = addresses
        self._admin_code = admin_code
        self.least_urgent = LEAST_URGENT  #: deliveries less urgent than this wait for `trickle` or for the clock
        self.moved: Callable[[], None] = lambda: None  #: called each time the clock has been set
        phones.now = clock.now
        self._updates = (f"{run}:{n}" for run in (secrets.token_hex(4),) for n in count(1))

    @classmethod
    async def over(
        cls,
        words: Content,
        store: Store,
        start: datetime,
        *,
        phones: Phones,
        admin_code: str = "",
        addresses: Addresses = sample.ADDRESSES,
    ) -> "Simulator":
        """Assemble a simulator that uses an open store, and add the sample school to the store.

        `words` is the book with its texts; the clock starts at `start`.
        """
        clock = MovedClock(start)
        await sample.seed(store, start)
        made = _assemble(words, store, clock, phones, admin_code, addresses)
        return cls(made, phones, clock, admin_code, addresses)

    def reread(self, words: Content) -> None:
        """Switch to another edition of the book and its texts. Stored sessions and timers do not change."""
        self.program = _assemble(words, self.program.store, self.clock, self.phones, self._admin_code, self._addresses)

    async def say(self, who: Actor, text: str) -> None:
        """Process a text that an actor typed. «/start CODE» is processed like the opening of an invitation."""
        command, _, code = text.strip().partition(" ")
        if command == "/start":
            return await self.happen(who, Opened("welcome", "", {"code": code.strip()} if code.strip() else {}))
        return await self.happen(who, Said(text))

    async def send_file(self, who: Actor, kind: str, text: str = "") -> None:
        """Process a file of `kind` sent by an actor; `text` is its caption."""
        fetch = None
        if kind in FILES:
            name, content = FILES[kind]
            fetch = Fetch(kind, name, text, len(content), self.phones.keep_file(content))
        await self.happen(who, SentFile(kind), fetch)

    async def press(self, who: Actor, carried: str) -> None:
        """Process an actor's press of the button with the payload `carried`."""
        await self.happen(who, payload.event_of(carried))

    async def happen(self, who: Actor, event: Event, fetch: Fetch | None = None) -> None:
        """Process one event of an actor, then all the work that has become due.

        `fetch` describes how to download the file of the event, if it has one.
        """
        key = f"{who.peer}:{next(self._updates)}"
        await self.program.runner.take([Incoming(key, who.chat, event, fetch=fetch)])
        await self.program.settle(self.least_urgent)

    async def trickle(self, most: int, lasts: timedelta) -> int:
        """Send at most `most` waiting deliveries; return how many were sent.

        If any were sent, the clock moves by `lasts`, the simulated duration of sending.
        """
        sent = await self.program.send_some(most)
        if sent:
            self.clock.set(self.clock.now() + lasts)
            await self.program.settle(self.least_urgent)
        return sent

    async def move_to(self, moment: datetime) -> None:
        """Move the clock forward to `moment`. It stops at the due time of each timer, and runs the timer."""
        while (due := await self._next_due()) and self.clock.now() < due <= moment:
            await self._stop_at(due)
        await self._stop_at(moment)

    async def _stop_at(self, moment: datetime) -> None:
        self.clock.set(moment)
        await self.program.settle()
        self.moved()

    async def _next_due(self) -> datetime | None:
        async with self.program.store.work() as work:
            return await work.timers.next_due()

    def button(self, who: Actor, label: str) -> str | None:
        """Return the payload of the actor's newest button with this label; None if there is no such button.

        A line of a numbered list in the text is found by its words, although its button shows only its number.
        """
        wanted = _plain(label)
        for bubble in reversed(self.phones.bubbles(who.peer)):
            for words, carried in _keys(bubble):
                if _plain(words) == wanted or _plain(words) == _number_of(wanted, bubble):
                    return carried
        return None


def _assemble(
    words: Content, store: Store, clock: MovedClock, phones: Phones, admin_code: str, addresses: Addresses
) -> Program:
    # ids of its own: the store of a story numbers its rows 1, 2, 3
    of = {sample.ACCOUNT: phones}
    return assemble(
        words, store, clock, of, downloads={sample.ACCOUNT: phones.download},
        admin_code=admin_code, addresses=addresses, ids=ordered_ids(),
    )  # fmt: skip


def _keys(bubble: Bubble) -> list[tuple[str, str]]:
    return [key for row in bubble.rows for key in row]


def _number_of(wanted: str, bubble: Bubble) -> str:
    lines = (line.partition(". ") for line in plain(bubble.text).splitlines())
    return next((number for number, _, words in lines if number.isdecimal() and _plain(words) == wanted), "")


def _plain(label: str) -> str:
    return label.replace("\u00a0", " ").strip().casefold()
