"""Rounds of campaigns, and the reminder records of each round."""

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
    """A reminder that a person should get: about one child, one goal and one round."""

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
    """A reminder record: the outcome of a round for one person about one child.

    `step` is the current step of the child when the outcome was decided.
    """

    campaign: str
    days: int
    person: str
    child: str
    step: str
    delivery: int | None
    until: datetime  #: if it is not sent by then, it is decided again
    outcome: str


class Rounds(Protocol):
    """Rounds that are due, and the outcome of each round for every person."""

    async def due(self, now: datetime) -> Sequence[DueRound]:
        """Return the unfinished rounds whose moment has come, the oldest first."""

    async def set_state(self, of: DueRound, state: str, due: datetime | None = None) -> None:
        """Set the state of a round.

        filling: it has started. planned: it is postponed to `due`. passed: it is left out.
        """

    async def next_class(self, of: DueRound) -> Sequence[str] | None:
        """Return the parents of the next class of a round. The list may be empty.

        None if all classes are done.
        """

    async def wanted(self, persons: Collection[str]) -> Sequence[Wanted]:
        """Return the reminders that these persons should get now.

        There is one row for each person, child, goal and round.
        """

    async def keep(self, rows: Iterable[ReminderRecord]) -> None:
        """Store reminder records. An outcome that was decided before is not changed."""

    async def again(self, now: datetime, most: int) -> Sequence[tuple[str, str]]:
        """Return (person, school) for reminders whose outcome must be decided again.

        Their text was out of date when they were claimed.
        """

    async def needless(self, persons: Collection[str]) -> None:
        """Record that these persons no longer need the reminders that `again` returned."""

    async def not_before(self, persons: Collection[str], due: datetime) -> None:
        """Postpone to `due` the reminders that `again` returned for these persons."""
