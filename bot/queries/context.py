"""The argument of every query: the store, the person, the slots, the current moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.messages.screen import Screen
from flows.book.model import Book
from flows.context.known import Known
from flows.values.calendar import Calendar
from flows.values.effects import Notice
from storage.port.store import Work
from texts import School


def _draw_nothing(notice: Notice) -> Screen:
    return Screen(f"{notice.flow}/{notice.state}")


@dataclass(frozen=True, slots=True)
class QueryContext:
    """The data and functions that a query may use.

    `slots` can be forged, so a query asks the store what this person may see.
    """

    work: Work
    book: Book
    known: Known
    slots: Mapping[str, str]
    now: datetime  #: UTC
    draw: Callable[[Notice], Screen] = _draw_nothing  #: renders a notice as its recipients will see it
    new_id: Callable[[], str] = str
    profiles: Mapping[str, School] = field(default_factory=dict)  #: the school profiles of the installation, by key

    @property
    def person(self) -> str:
        """The id of the person whose turn this is."""
        return self.known.person

    @property
    def calendar(self) -> Calendar:
        """The calendar of the person's school."""
        return self.book.calendar_of(self.known.school)

    @property
    def today(self) -> date:
        """Today's date in the time zone of the person's school."""
        return self.now.astimezone(self.calendar.zone).date()

    def slot(self, name: str) -> str:
        """Return the value of a slot, or "" if it is not set."""
        return self.slots.get(name, "")
