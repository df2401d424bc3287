"""Handovers: what the teachers of a class are told when a colleague comes or goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol


class Substitution(NamedTuple):
    """A teacher to notify that a substitute came to their class or is gone."""

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
        """Return whom to notify that a substitute came to their class, stays longer, or is gone; each once."""

    async def suspended(self, now: datetime) -> Sequence[SuspendedCampaigns]:
        """Return which teachers to notify of suspended campaigns of their class; each once."""
