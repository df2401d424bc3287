"""Schools and their classes."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class SchoolClass(NamedTuple):
    """A class in a list."""

    id: str
    name: str


class Schools(Protocol):
    """Who opens a school, and its classes."""

    async def found(self, person: str, now: datetime) -> Answer:
        """Make the person the installer. Lost: there is another. The caller has checked the code."""

    async def make(self, school: str, person: str, now: datetime) -> Answer:
        """Open a school and make an installer its first administrator. Lost: it has staff already."""

    async def make_class(self, name: str, person: str, now: datetime) -> Answer:
        """Add a class to the school whose staff the person is; told klass, class_name. An existing one is granted."""

    async def classes(self, person: str) -> Sequence[SchoolClass]:
        """Return the classes of the person's school (staff) or their own (teacher), by name."""
