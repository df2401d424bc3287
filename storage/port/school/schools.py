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
    """Installation, schools and their classes."""

    async def found(self, person: str, now: datetime) -> Answer:
        """Make the person the installer.

        Lost: there is another one. The caller must check the installation code first.
        """

    async def make(self, school: str, person: str, now: datetime) -> Answer:
        """Open a school and make an installer its first administrator. Lost: it has staff already."""

    async def make_class(self, name: str, person: str, now: datetime) -> Answer:
        """Add a class to the school in which the person is staff.

        Slots: klass, class_name. An existing class is granted.
        """

    async def classes(self, person: str) -> Sequence[SchoolClass]:
        """Return the classes of the person's school (staff) or their own (teacher), by name."""
