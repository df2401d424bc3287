"""Schools, classes and codes that the command line and the sample create, without a person who asks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from storage.port.people.slips import SlipRow


class Setup(Protocol):
    """Schools, classes and codes that belong to no person."""

    async def establish(self, school: str, klass: str, now: datetime, code: str = "") -> str:
        """Create a school and a class unless they exist, and return the class's permanent code (`code` if new)."""

    async def staff_code(self, kind: str, school: str, now: datetime, klass: str = "") -> str:
        """Make a single-use code: kind staff, or teacher of a class named `klass`. Raises KeyError: no such class."""

    async def slips(self, school: str, klass: str, count: int, now: datetime) -> Sequence[SlipRow]:
        """Set the length of the list of the class named `klass`, make its slips and return them. KeyError: no class."""
