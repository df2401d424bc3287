"""Handovers: notices to the teachers of a class when a colleague comes or leaves."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol


class Substitution(NamedTuple):
    """A teacher to notify that a substitute came to their class or left it."""

    state: str  #: came, gone
    person: str
    klass: str
    class_name: str
    last_day: str  #: ISO


class SuspendedCampaigns(NamedTuple):
    """A teacher to notify that campaigns of their class are suspended."""

    person: str
    klass: str
    class_name: str
    campaigns: tuple[str, ...]


class Handovers(Protocol):
    """Handovers of every class."""

    async def substitutions(self) -> Sequence[Substitution]:
        """Return the teachers to notify that a substitute came, stays longer, or left; each notice is returned once."""

    async def suspended(self, now: datetime) -> Sequence[SuspendedCampaigns]:
        """Return the teachers to notify of suspended campaigns of their class; each notice is returned once."""
