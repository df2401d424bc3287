"""Schools, classes and codes that the command line and the sample data create, without a person who asks for them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from storage.port.people.slips import SlipRow


class Setup(Protocol):
    """Creates schools, classes and codes that no person asked for."""

    async def establish(self, school: str, klass: str, now: datetime, code: str = "") -> str:
        """Create a school and a class unless they exist. Return the class's permanent code.

        `code`: the code to use if the class has none (default: a random one).
        """

    async def staff_code(self, kind: str, school: str, now: datetime, klass: str = "") -> str:
        """Return a new single-use code. `kind` is staff, or teacher for a teacher of the class named `klass`.

        Raises KeyError if there is no such class.
        """

    async def slips(self, school: str, klass: str, count: int, now: datetime) -> Sequence[SlipRow]:
        """Set the length of the paper list of the class named `klass`, make its slips, and return them.

        Raises KeyError if there is no such class.
        """
