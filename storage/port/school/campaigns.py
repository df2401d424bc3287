"""Campaigns: a deadline of a class or a school, with rounds of reminders before it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from flows.values.campaigns import Round
from storage.port.answers import Answer


class CampaignRow(NamedTuple):
    """A campaign to be created. `klass` is empty for the whole school."""

    author: str
    klass: str
    goal: str
    deadline: date
    ends_at: datetime  #: the end of the last day
    rounds: tuple[Round, ...]


class Held(NamedTuple):
    """A family that got no reminder because its budget is spent. `number`: on the paper list, None if it has none."""

    class_name: str
    number: int | None


class RoundSeen(NamedTuple):
    """A round, and the number of persons by outcome."""

    days: int
    due: datetime
    state: str
    came: Mapping[str, int] = {}
    held: tuple[Held, ...] = ()

    @property
    def people(self) -> int:
        """How many persons it was meant for: the sum over all outcomes."""
        return sum(self.came.values())


class Campaign(NamedTuple):
    """A campaign as teachers and staff see it."""

    id: str
    whole: bool  #: True: for the whole school
    goal: str
    deadline: date
    role: str  #: who set it: teacher or staff
    state: str  #: set, resting (suspended: its author does not teach the class any more), over
    made_at: datetime
    theirs: bool = False  #: the person who asks may change and cancel it
    rounds: tuple[RoundSeen, ...] = ()


class Campaigns(Protocol):
    """Campaigns, for the class's teacher and the staff of its school."""

    async def set(self, row: CampaignRow, now: datetime) -> Answer:
        """Set a deadline; an earlier one of the same goal and scope ends. Lost: the author is a teacher and staff has
        set one. Refused("unknown"): the author may not set it."""

    async def cancel(self, campaign: str, person: str, now: datetime) -> Answer:
        """End a campaign: no further reminders. Refused("unknown"): not theirs, or over."""

    async def keep(self, campaign: str, person: str, now: datetime) -> Answer:
        """Resume a suspended campaign with this person as its author. Refused("unknown"): not theirs, or over."""

    async def end_over(self, now: datetime) -> None:
        """End the campaigns whose last day is over."""

    async def of_class(self, person: str, klass: str) -> Sequence[Campaign]:
        """Return the campaigns of a class and of the whole school (`klass` empty: the school's alone)."""

    async def one(self, person: str, klass: str, campaign: str) -> Campaign | None:
        """Return a campaign with its rounds and their outcomes; None if the person may not see it.

        The figures are about the class, or about the school if `klass` is empty.
        """

    async def classes_of(self, person: str, klass: str) -> Sequence[str]:
        """Return the class, or all classes of the school if `klass` is empty; none if the person may not see them."""
