"""Erasure: of a person on request, of everybody's data when its time is over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Erasure(Protocol):
    """Data of persons: counted, erased on request, erased when its time is over."""

    async def forget(self, person: str, now: datetime) -> None:
        """Erase a person and all they wrote: chats, sessions, tickets and lines, timers, queued deliveries, roles,
        consent, and the children whose last parent they are, with their records. One anonymous line of the log remains.
        The chats can be met again as new."""

    async def kept(self, person: str) -> Mapping[str, int]:
        """Count what is kept of a person, by kind; examples made of their own words are counted as lessons."""

    async def sweep(self, now: datetime) -> None:
        """Erase what was kept long enough: updates seen over 8 days ago; words of tickets closed, traces of deliveries
        ended and unneeded files made over 30 days ago; unrecognised messages over 90 days old; lessons and ended
        examples over 30; drafts never sent. Once a day is enough."""
