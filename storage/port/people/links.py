"""Links: merging two persons who are one human with two chats."""

from datetime import datetime
from typing import Protocol

from storage.port.answers import Answer


class Links(Protocol):
    """Linking and its undoing."""

    async def make(self, code: str, person: str, now: datetime) -> Answer:
        """Merge this person into the maker of the code, who gets the chats, children, roles, tickets, timers and
        consent. Lost: the code is spent. Refused("unknown"): the code is not found, too old, or this person's own."""

    async def undo(self, person: str, now: datetime) -> Answer:
        """Undo the last link if it is younger than 24 hours: the other person gets back those rows that still exist.

        Rows added since the link stay. Refused("unknown"): there is no such link.
        """
