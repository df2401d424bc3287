"""Downloads the files that staff sent, then processes the postponed events of their chats in order."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.channels.incoming import Download, Fetch, Incoming, decoded
from bot.clock import Clock
from bot.turns.fetching import fetched, receives
from bot.turns.runner import Runner
from storage.port.delivery.postponed import PostponedEvent
from storage.port.people.chats import ChatKey, ChatState
from storage.port.store import Store

log = logging.getLogger(__name__)

AT_ONCE = 16  #: chats whose files are downloaded at the same time
AGAIN = 5.0  #: seconds until an event whose processing failed is tried again


class Next(NamedTuple):
    """The oldest postponed event of a chat. `fetch` is its file, if the chat receives it now; `state`: of that chat."""

    event: PostponedEvent
    fetch: Fetch | None = None
    state: ChatState | None = None


class Downloads:
    """Processes postponed events: one chat waits for its own download alone."""

    def __init__(self, store: Store, clock: Clock, runner: Runner, downloads: Mapping[str, Download]) -> None:
        """Store the collaborators. `downloads`: by account, the function that downloads a file of the account."""
        self._store, self._clock, self._runner, self._downloads = store, clock, runner, downloads
        self._in_hand: dict[ChatKey, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Make `run` look for postponed events now."""
        self._wake.set()

    async def run(self, working: Callable[[], None]) -> None:
        """Process postponed events until cancelled; those left by an earlier run of the program come first.

        A cancelled download is repeated at the next start: its event stays stored until its turn is committed.
        """
        try:
            while True:
                self._wake.clear()
                await self._begin()
                working()
                await self._woken()
        finally:
            await self._cancel()

    async def run_dry(self) -> int:
        """Process postponed events until none is left; return how many there were."""
        done = 0
        while found := await self._next():
            for each in found:
                await self._process(each)
            done += len(found)
        return done

    async def _begin(self) -> None:
        for each in await self._next():
            chat = each.event.chat
            if chat not in self._in_hand and len(self._in_hand) < AT_ONCE:
                self._in_hand[chat] = asyncio.create_task(self._process_one(each))

    async def _process_one(self, each: Next) -> None:
        try:
            await self._process(each)
            self._wake.set()
        except Exception as error:  # noqa: BLE001 an edge: the event stays stored and is tried again
            log.error("account %s: a postponed event failed: %s", each.event.chat.account, type(error).__name__)
        finally:
            del self._in_hand[each.event.chat]

    async def _woken(self) -> None:
        try:
            async with asyncio.timeout(AGAIN):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _cancel(self) -> None:
        tasks = list(self._in_hand.values())
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _next(self) -> Sequence[Next]:
        async with self._store.work() as work:
            found = [Next(each, _fetch(each)) for each in await work.postponed.first()]
            with_file = [each.event.chat for each in found if each.fetch]
            states = await work.chats.load(with_file, self._clock.now(), used=())
        return [each._replace(state=states.get(each.event.chat)) for each in found]

    async def _process(self, each: Next) -> None:
        waiting = each.event
        incoming = Incoming(waiting.key, waiting.chat, waiting.event, postponed=waiting.id)
        if each.fetch and each.state and receives(self._runner.services.book, each.state):
            download = self._downloads.get(waiting.chat.account, _not_here)
            event, file = await fetched(each.fetch, download, each.state, self._clock.now().date())
            incoming = incoming._replace(event=event, file=file)
        await self._runner.take([incoming])


def _fetch(of: PostponedEvent) -> Fetch | None:
    return decoded(of.fetch)


async def _not_here(_: str) -> bytes:
    raise LookupError("the account of the file has no token any more")
