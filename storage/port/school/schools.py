"""Schools and their classes."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class SchoolClass(NamedTuple):
    """A class as one line of a list of classes."""

    id: str
    name: str


class Schools(Protocol):
    """The installation of the bot, its schools and their classes."""

    async def make_installer(self, person: str, now: datetime) -> Answer:
        """Make the person the installer. The caller must check the installation code first.

        Return Lost if another person is the installer.
        """

    async def make(self, school: str, person: str, now: datetime) -> Answer:
        """Create a school, and make `person` its first administrator.

        Return Lost if other persons are its staff already. Return Refused("unknown") if `person` is not the installer.
        """

    async def make_class(self, name: str, person: str, now: datetime) -> Answer:
        """Add a class to the school in which the person is staff. Return Granted also if the class exists already.

        Granted has the slots `klass` and `class_name`.
        """

    async def classes(self, person: str) -> Sequence[SchoolClass]:
        """Return the classes of the person's school if they are staff, or their own classes if they teach, by name."""
