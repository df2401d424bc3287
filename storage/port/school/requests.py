"""Requests that wait for the school's administrator, counted by class and service (F58, F76)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol


class WaitingRequests(NamedTuple):
    """Requests of a class for one service (`track`): how many wait, and since when the oldest has waited."""

    klass: str
    class_name: str
    track: str
    waiting: int
    since: date


class Requests(Protocol):
    """Requests as the families reported them."""

    async def waiting(self, person: str) -> Sequence[WaitingRequests]:
        """Return the waiting requests of the school in which the person is staff."""
