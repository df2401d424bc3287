"""The budget of unasked messages: how many reminders and teachers' broadcasts a person may get in a period."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

MOST: Mapping[str, int] = {"reminder": 2, "own": 1}  #: messages to a family within the budget's days
WITHIN: Mapping[str, timedelta] = {"reminder": timedelta(days=7), "own": timedelta(days=1)}  #: «own»: a calendar day


class Budget(Protocol):
    """Unasked messages, counted by person, kind (`reminder` or `own`) and cause (an id of what the message is about).

    Replies, and follow-ups that were promised to the person, are not counted.
    """

    async def spent(self, persons: Collection[str], kind: str, since: datetime, cause: str = "") -> frozenset[str]:
        """Return the persons who must not get another message of this kind, because their budget is spent.

        Messages since the moment `since` count, except those with the cause `cause`.
        """

    async def spend(self, persons: Collection[str], kind: str, cause: str, at: datetime) -> None:
        """Count one message to each of `persons`, sent at the moment `at`. A repeat with the same cause is ignored."""

    async def give_back(self, persons: Collection[str], kind: str, cause: str) -> None:
        """Undo `spend` for these persons, because their messages with this cause were not sent."""
