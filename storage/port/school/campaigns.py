"""Campaigns: a deadline for a class or a school, with rounds of reminders before it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from flows.values.campaigns import Round
from storage.port.answers import Answer


class CampaignRow(NamedTuple):
    """A campaign to be created. `klass` is empty if it is for the whole school."""

    author: str
    klass: str
    goal: str
    deadline: date
    ends_at: datetime  #: the end of the last day
    rounds: tuple[Round, ...]


class Held(NamedTuple):
    """A family that got no reminder because its budget is spent. `number`: its number on the paper list, or None."""

    class_name: str
    number: int | None


class RoundSeen(NamedTuple):
    """A round of reminders, `days` days before the deadline.

    `came`: {outcome: number of persons who had it}.
    """

    days: int
    due: datetime
    state: str
    came: Mapping[str, int] = {}
    held: tuple[Held, ...] = ()

    @property
    def people(self) -> int:
        """How many persons the round was meant for: the sum over all outcomes."""
        return sum(self.came.values())


class Campaign(NamedTuple):
    """A campaign (a deadline for a class or a school) as teachers and staff see it."""

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
    """Campaigns. Only the teacher of a class and the staff of its school may use them."""

    async def set(self, row: CampaignRow, now: datetime) -> Answer:
        """Store a new campaign. An earlier campaign for the same goal and the same class or school ends.

        Return Lost if the author is a teacher and staff have set a deadline for this goal. Return Refused("unknown") if
        the author may not set one.
        """

    async def cancel(self, campaign: str, person: str, now: datetime) -> Answer:
        """End a campaign, so that no more reminders are sent.

        Return Refused("unknown") if this person may not change the campaign, or if it is over.
        """

    async def keep(self, campaign: str, person: str, now: datetime) -> Answer:
        """Resume a suspended campaign, and make this person its author.

        Return Refused("unknown") if the person may not change campaigns of that class, or if the campaign is over.
        """

    async def end_over(self, now: datetime) -> None:
        """Set the state `over` for the campaigns whose last day has passed."""

    async def of_class(self, person: str, klass: str) -> Sequence[Campaign]:
        """Return the campaigns of a class and of its whole school; if `klass` is empty, only those of the school."""

    async def one(self, person: str, klass: str, campaign: str) -> Campaign | None:
        """Return a campaign with its rounds and their outcomes; None if the person may not see it.

        The figures are about the class, or about the school if `klass` is empty.
        """

    async def classes_of(self, person: str, klass: str) -> Sequence[str]:
        """Return [`klass`], or all classes of the school if `klass` is empty. Empty if `person` may not see them."""
