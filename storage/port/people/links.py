"""Links: two chats of one person, met as two persons."""

from datetime import datetime
from typing import Protocol

from storage.port.answers import Answer


class Links(Protocol):
    """Linking and its undoing."""

    async def make(self, code: str, person: str, now: datetime) -> Answer:
        """Merge this person into the maker of the code, who gets the chats, children, roles, tickets, timers and
        consent. Lost: the code is spent. Refused("unknown"): not found, too old, or one's own."""

    async def undo(self, person: str, now: datetime) -> Answer:
        """Undo the last link of the last 24 hours: what was the other person's returns, as far as it still exists.

        What came since stays. Refused("unknown"): there is no such link.
        """
