"""Rounds of campaigns, and the reminder records of each."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

#: Outcomes of a reminder, the best first. A person with several children counts once in a round, by the best one
BEST = ("sent", "queued", "in_hand", "unknown", "unreachable", "refused", "again", "budget", "muted", "declined",
        "needless")  # fmt: skip


class DueRound(NamedTuple):
    """A round whose moment has come."""

    campaign: str
    days: int
    school: str
    due: datetime
    ends_at: datetime  #: the end of the deadline's day
    state: str
    overtaken: bool  #: a later round of the same campaign is due too


class Wanted(NamedTuple):
    """One thing to remind a person of: a child, a goal and a round."""

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
    """A reminder record: the outcome of a round for one person about one child. `step`: the child's
    current step at that time."""

    campaign: str
    days: int
    person: str
    child: str
    step: str
    delivery: int | None
    until: datetime  #: if it is not sent by then, it is decided again
    outcome: str


class Rounds(Protocol):
    """Rounds that are due, and the outcome of each for every person."""

    async def due(self, now: datetime) -> Sequence[DueRound]:
        """Return the rounds whose moment has come and which are not finished, the oldest first."""

    async def turn(self, of: DueRound, state: str, due: datetime | None = None) -> None:
        """Set the state of a round: filling (started), planned (postponed to `due`) or passed (left out)."""

    async def next_class(self, of: DueRound) -> Sequence[str] | None:
        """Return the parents of the next class of a round, possibly an empty list; None if all classes are done."""

    async def wanted(self, persons: Collection[str]) -> Sequence[Wanted]:
        """Return everything these persons are to be reminded of now, by person, child, goal and round."""

    async def keep(self, rows: Iterable[ReminderRecord]) -> None:
        """Write reminder records; an outcome that was decided before stays."""

    async def again(self, now: datetime, most: int) -> Sequence[tuple[str, str]]:
        """Return (person, school) of reminders that were out of date when claimed and are to be decided again."""

    async def needless(self, persons: Collection[str]) -> None:
        """Mark the reminders `again` returned for these persons as needless."""

    async def not_before(self, persons: Collection[str], due: datetime) -> None:
        """Postpone the reminders `again` returned for these persons."""
