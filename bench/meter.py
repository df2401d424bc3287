"""Measure where a turn's CPU time goes: timers around its parts, installed for one slice."""

import time
from collections import defaultdict
from collections.abc import Callable
from inspect import iscoroutinefunction
from types import TracebackType
from typing import Any

from bot.channels.telegram import answers, updates
from bot.rendering.screens import Screens
from bot.turns import batch, outbox
from bot.turns.outbox import Outbox
from storage.sqlite.core.connection import Connection
from storage.sqlite.people.chats import SqlChats
from storage.sqlite.people.turns import SqlTurns
from storage.sqlite.people.updates import SqlUpdates
from storage.sqlite.store import SqliteStore

#: A part of the turn and the function that does it; the time of a part inside another is subtracted from the outer one.
JOINTS = (
    ("decode", answers, "answer_of"),
    ("decode", updates, "read"),
    ("load", SqlUpdates, "fresh"),
    ("load", SqlChats, "load"),
    ("advance", batch, "advance"),
    ("advance", outbox, "advance"),
    ("render", Outbox, "_context"),
    ("render", Screens, "body"),
    ("rows", Outbox, "_deliver"),
    ("rows", SqlTurns, "keep"),
    ("rows", SqliteStore, "_commit"),
    ("commit", Connection, "_timed_commit"),
)
PARTS = tuple(dict.fromkeys(part for part, _, _ in JOINTS))


class Meter:
    """A context manager that records the CPU time of each part of a turn.

    The threads wait for each other, so parts do not overlap.
    """

    def __init__(self) -> None:
        """Start with zero times."""
        self.spent: dict[str, float] = defaultdict(float)
        self._whole: list[tuple[Any, str, Any]] = []
        self._within: list[str] = []

    def __enter__(self) -> "Meter":
        """Install the timers."""
        for part, place, name in JOINTS:
            self._whole.append((place, name, getattr(place, name)))
            setattr(place, name, self._metered(part, getattr(place, name)))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove the timers."""
        while self._whole:
            place, name, whole = self._whole.pop()
            setattr(place, name, whole)

    def _metered(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        async def awaited(*args: Any, **named: Any) -> Any:
            self._within.append(part)
            before = time.process_time()
            try:
                return await work(*args, **named)
            finally:
                self._told(time.process_time() - before)

        def called(*args: Any, **named: Any) -> Any:
            self._within.append(part)
            before = time.process_time()
            try:
                return work(*args, **named)
            finally:
                self._told(time.process_time() - before)

        return awaited if iscoroutinefunction(work) else called

    def _told(self, spent: float) -> None:
        self.spent[self._within.pop()] += spent
        if self._within:
            self.spent[self._within[-1]] -= spent
