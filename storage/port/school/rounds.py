"""Rounds of campaigns, and the reminder records of each."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

#: Outcomes of a reminder, the best first: a person with several children counts once in a round, by the best
BEST = ("sent", "queued", "in_hand", "unknown", "unreachable", "refused", "again", "budget", "muted", "declined",
        "needless")  # fmt: skip


class DueRound(NamedTuple):
    """A round whose moment has come."""

    campaign: str
    days: int
    school: str
    due: datetime
    ends_at: datetime  #: the moment the deadline is over
    state: str
    overtaken: bool  #: a later round of the same campaign is due too


class Wanted(NamedTuple):
    """What a person is to be reminded of: one child, one goal, one round."""

    person: str
    child: str
    campaign: str
    days: int
    goal: str
    deadline: date
    role: str
    ends_at: datetime
    declined: bool


class ReminderRecord(NamedTuple):
    """A reminder record: the outcome of a round for one person about one child. `step`: the child's step then."""

    campaign: str
    days: int
    person: str
    child: str
    step: str
    delivery: int | None
    until: datetime  #: not sent by then, it is decided again
    outcome: str


class Rounds(Protocol):
    """Rounds that are due, and what came of each for every person."""

    async def due(self, now: datetime) -> Sequence[DueRound]:
        """Return the rounds whose moment has come and which are not finished, the oldest first."""

    async def turn(self, of: DueRound, state: str, due: datetime | None = None) -> None:
        """Start a round (filling), postpone it (planned, with another moment) or pass over it (passed)."""

    async def next_class(self, of: DueRound) -> Sequence[str] | None:
        """Return the parents of the next class of a round, possibly none; None if all classes are done."""

    async def wanted(self, persons: Collection[str]) -> Sequence[Wanted]:
        """Return all that these persons are to be reminded of now: by person, child, goal and round."""

    async def keep(self, rows: Iterable[ReminderRecord]) -> None:
        """Write reminder records; an outcome that was decided before stays."""

    async def again(self, now: datetime, most: int) -> Sequence[tuple[str, str]]:
        """Return (person, school) of reminders that were out of date when claimed and are to be decided again."""

    async def needless(self, persons: Collection[str]) -> None:
        """Mark the reminders `again` returned for these persons as needless."""

    async def not_before(self, persons: Collection[str], due: datetime) -> None:
        """Postpone the reminders `again` returned for these persons."""
