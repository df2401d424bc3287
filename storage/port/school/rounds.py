"""Rounds of campaigns, and the reminder records of each round."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

#: Outcomes of a reminder, the best first. A person with several children counts once in a round, by the best one
BEST = ("sent", "queued", "in_hand", "unknown", "unreachable", "refused", "again", "budget", "muted", "declined",
        "needless")  # fmt: skip


class DueRound(NamedTuple):
    """A round of a campaign whose moment has come. It is `days` days before the deadline."""

    campaign: str
    days: int
    school: str
    due: datetime
    ends_at: datetime  #: the end of the deadline's day
    state: str
    overtaken: bool  #: a later round of the same campaign is due too


class Wanted(NamedTuple):
    """A reminder whose outcome must be decided: for one person, about one child, in one round of a campaign."""

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
    """Rounds of campaigns that are due, and the outcome of each round for every person."""

    async def due(self, now: datetime) -> Sequence[DueRound]:
        """Return the unfinished rounds whose moment has come, the oldest first."""

    async def set_state(self, of: DueRound, state: str, due: datetime | None = None) -> None:
        """Set the state of a round.

        filling: it has started. planned: it is postponed to `due`. passed: it sends no reminders,
        because it is too late or a later round is due too.
        """

    async def next_class(self, of: DueRound) -> Sequence[str] | None:
        """Return the parents in the next class of a round whose reminders are not decided yet. May be empty.

        If all classes of the round have been returned, set its state to `filled` and return None.
        """

    async def wanted(self, persons: Collection[str]) -> Sequence[Wanted]:
        """Return the reminders of all started rounds that have no final outcome for these persons yet.

        There is one row for each person, child, campaign and round. Children who reached the goal are left out; goals
        that the person declined are included.
        """

    async def keep(self, rows: Iterable[ReminderRecord]) -> None:
        """Store reminder records. A stored outcome is replaced only if it is `again` (to be decided again)."""

    async def again(self, now: datetime, most: int) -> Sequence[tuple[str, str]]:
        """Return up to `most` pairs (person, school): the reminders of this person must be decided again now.

        The reason: the text of the reminders was out of date when they were claimed.
        """

    async def needless(self, persons: Collection[str]) -> None:
        """Record that these persons no longer need the reminders that were to be decided again (outcome `again`)."""

    async def not_before(self, persons: Collection[str], due: datetime) -> None:
        """Postpone these persons' reminders that are to be decided again (outcome `again`) to the moment `due`."""
