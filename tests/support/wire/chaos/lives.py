"""The lives of the program between two kills: `bot.app.running.run` in this process, over one file."""

import asyncio
import gc
import logging
import os
import signal
import sqlite3
import weakref
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import aiohttp
from msgspec.structs import replace

from bot.app import running
from bot.app.config import Settings
from bot.app.connections import Connection
from bot.app.wiring import content
from bot.channels.port import OutgoingMessage, SendResult
from storage.port.store import Store, Work
from storage.sqlite.store import opened
from tests.support.wire.chaos.virtual_time import VirtualClock, VirtualLoop

log = logging.getLogger(__name__)

BORN: ContextVar[int] = ContextVar("BORN", default=0)  #: the life that a task or a connection belongs to


class VirtualWallClock:
    """The wall clock of the virtual machine."""

    def __init__(self, clock: VirtualClock) -> None:
        """Store the clock."""
        self._clock = clock

    def now(self) -> datetime:
        """Return the current time in UTC."""
        return datetime.fromtimestamp(self._clock.wall(), UTC)


class FullDisk:
    """A store whose disk may be full."""

    def __init__(self, store: Store, full: Callable[[], bool]) -> None:
        """Store the store; `full` returns True while nothing can be written."""
        self._store, self._full = store, full

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """Begin a transaction, which fails at its end if the disk is full."""
        async with self._store.work() as work:
            yield work
            if self._full():
                raise sqlite3.OperationalError("database or disk is full")

    def __getattr__(self, name: str) -> Any:
        """Leave everything else to the store."""
        return getattr(self._store, name)


class Marked:
    """A channel that puts the number of its delivery below each message."""

    def __init__(self, channel: Any) -> None:
        """Store the channel."""
        self._channel = channel

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Send messages with their numbers."""
        return await self._channel.send(account, [_marked(each) for each in messages])  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        """Leave everything else to the channel."""
        return getattr(self._channel, name)


def _marked(message: OutgoingMessage) -> OutgoingMessage:
    return message._replace(screen=replace(message.screen, text=f"{message.screen.text}\n№{message.id}"))


class Lives:
    """Runs the program until it is stopped or killed, and again."""

    def __init__(self, loop: VirtualLoop, settings: Settings, disk_full: Callable[[], bool]) -> None:
        """Prepare the program to be run in this process."""
        self._settings, self._clock = settings, VirtualWallClock(loop.virtual)
        self._tasks: weakref.WeakSet[asyncio.Task[Any]] = weakref.WeakSet()
        self._connectors: weakref.WeakSet[aiohttp.BaseConnector] = weakref.WeakSet()
        self.lives = 0
        self.ends: list[str] = []  #: how each life ended
        self._life: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._prepare(disk_full)
        loop.set_task_factory(self._born)  # type: ignore[arg-type]

    def _prepare(self, disk_full: Callable[[], bool]) -> None:
        said, connect, begun = (
            content(self._settings.schools_dir),
            vars(running)["connections"],
            aiohttp.BaseConnector.__init__,
        )

        async def opening(url: str, *_: Any, **__: Any) -> Any:
            return FullDisk(await opened(url, inline=True), disk_full)

        def connecting(*args: Any, **kw: Any) -> list[Connection]:
            return [each._replace(channel=Marked(each.channel)) for each in connect(*args, **kw)]

        def beginning(connector: aiohttp.BaseConnector, *args: Any, **kw: Any) -> None:
            begun(connector, *args, **kw)
            if BORN.get():
                self._connectors.add(connector)

        vars(running).update(opened=opening, connections=connecting, content=lambda *_, **__: said)
        aiohttp.BaseConnector.__init__ = beginning  # type: ignore[method-assign,assignment]

    def _born(self, loop: asyncio.AbstractEventLoop, coro: Coroutine[Any, Any, Any], **kw: Any) -> asyncio.Task[Any]:
        task = asyncio.Task(coro, loop=loop, **kw)
        if BORN.get():
            self._tasks.add(task)
        return task

    def start(self) -> None:
        """Begin a life."""
        self.lives += 1
        token = BORN.set(self.lives)
        self._life = asyncio.ensure_future(running.run(self._settings, lambda _: None, clock=self._clock))
        BORN.reset(token)

    async def kill(self) -> None:
        """Kill the program where it stands: every task of it ends at its next await."""
        async with self._one_at_a_time:
            if self._life and not self._life.done():
                for task in list(self._tasks):
                    task.cancel()
                await self._ended("killed")

    async def stop(self) -> None:
        """Stop the program as a service manager does. While it is just starting, nothing happens."""
        async with self._one_at_a_time:
            if self._life and not self._life.done() and callable(signal.getsignal(signal.SIGTERM)):
                os.kill(os.getpid(), signal.SIGTERM)
                await self._ended("stopped")

    async def again(self) -> None:
        """Start the program if it does not run."""
        async with self._one_at_a_time:
            if self._life and self._life.done():
                await self._ended("ended by itself")
            if self._life is None:
                self.start()

    async def _ended(self, how: str) -> None:
        assert self._life
        await asyncio.wait({self._life})
        error = None if self._life.cancelled() else self._life.exception()
        self.ends.append(f"{how}: {error!r}" if error else how)
        if error:
            log.error("life %d", self.lives, exc_info=error)
        left = [task for task in self._tasks if not task.done()]
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left)
        for connector in list(self._connectors):
            with suppress(RuntimeError):
                await connector.close()
        self._connectors.clear()
        gc.unfreeze()
        gc.collect()
        self._life = None
