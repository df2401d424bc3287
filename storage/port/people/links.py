"""Links: two persons of the store become one, because they are one human with two chats."""

from datetime import datetime
from typing import Protocol

from storage.port.answers import Answer


class Links(Protocol):
    """Merges two persons of the store who are one human, and undoes the merge."""

    async def make(self, code: str, person: str, now: datetime) -> Answer:
        """Merge `person` into the person who made the code.

        The person who made the code gets the chats, children, roles and all other rows of `person`.
        Return Lost if the code is spent. Return Refused("unknown") if the code does not exist, is too old, or was
        made by `person`.
        """

    async def undo(self, person: str, now: datetime) -> Answer:
        """Undo the last merge of a person (see `make`) if it is younger than 24 hours.

        The person who was merged into `person` gets back those of their rows that still exist. Rows
        added since the merge stay with `person`. Return Refused("unknown") if there is no such merge.
        """
