"""Who looks into the store, at what, and when."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from flows.calendar import Calendar
from flows.known import Known
from flows.model import Book
from storage.ports import Work


class Look(NamedTuple):
    """All a view is made of. `told` can be forged: the store is asked whether this person may see it."""

    work: Work
    book: Book
    known: Known
    told: Mapping[str, str]
    now: datetime  #: UTC

    @property
    def person(self) -> str:
        """Who looks."""
        return self.known.person

    @property
    def calendar(self) -> Calendar:
        """The calendar of their school."""
        return self.book.calendar_of(self.known.school)

    @property
    def today(self) -> date:
        """The day, where their school is."""
        return self.now.astimezone(self.calendar.zone).date()
