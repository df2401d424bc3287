"""Requests that wait for the school's administrator, counted by class and service (F58, F76)."""

from typing import Protocol

from flows.values.events import Option


class Requests(Protocol):
    """Requests as the families reported them."""

    async def waiting(self, person: str) -> tuple[Option, ...]:
        """Return the requests that wait in the school whose staff the person is."""
