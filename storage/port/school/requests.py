"""Parents' requests that wait for the administrator of the school, counted by class and service (F58, F76)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol


class WaitingRequests(NamedTuple):
    """Requests of one class for one service (`track`).

    `waiting`: how many there are. `since`: the day since which the oldest has waited.
    """

    klass: str
    class_name: str
    track: str
    waiting: int
    since: date


class Requests(Protocol):
    """Parents' requests that wait for the administrator of the school. The bot gets them only from parents."""

    async def waiting(self, person: str) -> Sequence[WaitingRequests]:
        """Return the waiting requests of the school in which the person is staff, counted by class and service."""
