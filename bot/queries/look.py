"""Who looks into the store, at what, and when."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple

from bot.messages.screen import Screen
from flows.book.model import Book
from flows.context.known import Known
from flows.values.calendar import Calendar
from flows.values.effects import Notice
from storage.port.store import Work
from texts import School

NO_PROFILES: Mapping[str, School] = MappingProxyType({})


def _nothing_drawn(notice: Notice) -> Screen:
    return Screen(f"{notice.flow}/{notice.state}")


def _nothing_said(_: Screen) -> None:
    return None


class Look(NamedTuple):
    """All a view is made of. `told` can be forged: the store is asked whether this person may see it."""

    work: Work
    book: Book
    known: Known
    told: Mapping[str, str]
    now: datetime  #: UTC
    drawn: Callable[[Notice], Screen] = (
        _nothing_drawn  #: draws what others will be told, in the words of this person's school
    )
    hand: Callable[[Screen], None] = _nothing_said  #: gives this person a message of its own, above the next screen
    ident: Callable[[], str] = str  #: a new id
    profiles: Mapping[str, School] = NO_PROFILES  #: the profiles of the installation, by key

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

    def day(self, word: str) -> date | None:
        """Give the day told under a word; None when that is none."""
        try:
            return date.fromisoformat(self.told.get(word, ""))
        except ValueError:
            return None
