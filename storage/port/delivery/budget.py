"""The budget of unasked messages a person may get: reminders, and a teacher's own broadcasts."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

MOST: Mapping[str, int] = {"reminder": 2, "own": 1}  #: messages to a family within the budget's days
WITHIN: Mapping[str, timedelta] = {"reminder": timedelta(days=7), "own": timedelta(days=1)}  #: «own»: a calendar day


class Budget(Protocol):
    """Unasked messages, counted by person, kind and cause (what they are about).

    Replies and promised follow-ups are not counted.
    """

    async def spent(self, persons: Collection[str], kind: str, since: datetime, cause: str = "") -> frozenset[str]:
        """Return the persons who got the allowed number of messages of a kind since a moment, not counting `cause`."""

    async def spend(self, persons: Collection[str], kind: str, cause: str, at: datetime) -> None:
        """Count one message to each person; the same cause twice counts once."""

    async def give_back(self, persons: Collection[str], kind: str, cause: str) -> None:
        """Undo `spend` for messages that were not sent."""
