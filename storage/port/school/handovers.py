"""Handovers: notices to the teachers of a class when a colleague joins or leaves it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol


class Substitution(NamedTuple):
    """A notice to a teacher that a substitute came to their class or left it."""

    state: str  #: came, gone
    person: str
    klass: str
    class_name: str
    last_day: str  #: ISO


class SuspendedCampaigns(NamedTuple):
    """A notice to a teacher that campaigns of their class are suspended."""

    person: str
    klass: str
    class_name: str
    campaigns: tuple[str, ...]


class Handovers(Protocol):
    """Notices to the teachers of all classes."""

    async def substitutions(self) -> Sequence[Substitution]:
        """Return the teachers who must be told that a substitute came, stays longer, or left.

        Each notice is returned once.
        """

    async def suspended(self, now: datetime) -> Sequence[SuspendedCampaigns]:
        """Return the teachers who must be told that campaigns of their class are suspended.

        Each notice is returned once.
        """
