"""The journal of urgent letters: who sent a broadcast past the budget and the quiet hours, and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol


class UrgentLetter(NamedTuple):
    """One urgent broadcast. Nobody is named in the journal: `author` is an id, and "" after that person was erased."""

    broadcast: str
    school: str
    author: str
    role: str  #: teacher or staff: in whose name it is
    class_name: str  #: empty: the whole school
    people: int  #: how many persons it was meant for
    at: datetime


class UrgentLetters(Protocol):
    """The journal of all schools."""

    async def record(self, letter: UrgentLetter) -> None:
        """Add a letter to the journal. A repeated call for the same broadcast is ignored."""

    async def used(self, person: str, since: datetime) -> int:
        """Return how many urgent letters this person has sent since the moment `since`."""

    async def journal(self, person: str, most: int) -> Sequence[UrgentLetter]:
        """Return up to `most` urgent letters of the school in which the person is staff, the newest first."""
