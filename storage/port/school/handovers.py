"""Handovers: notices to the teachers of a class when a colleague joins or leaves it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol


class Substitution(NamedTuple):
    """A notice to the permanent teacher `person` of a class: a substitute teacher came, stays longer, or left."""

    state: str  #: came, gone
    person: str
    klass: str
    class_name: str
    last_day: str  #: ISO


class SuspendedCampaigns(NamedTuple):
    """A notice to the teacher `person`: these campaigns of their class are suspended."""

    person: str
    klass: str
    class_name: str
    campaigns: tuple[str, ...]


class Handovers(Protocol):
    """Notices to the teachers of all classes."""

    async def substitutions(self) -> Sequence[Substitution]:
        """Return the new notices to permanent teachers: a substitute of their class came, stays longer, or left.

        The notices are deleted, so a later call does not return them again.
        """

    async def suspended(self, now: datetime) -> Sequence[SuspendedCampaigns]:
        """Return the new notices to teachers whose class has suspended campaigns.

        They are recorded as returned: a later call returns no campaign to the same teacher again.
        """
