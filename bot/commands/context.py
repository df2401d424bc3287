"""The context of a command: the store, the person, the slots, and functions that send messages."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from bot.commands.installation import Installation
from bot.messages.screen import Screen
from bot.queries.context import QueryContext
from flows.book.model import Book
from flows.context.known import Known
from flows.values.calendar import Calendar
from flows.values.effects import Notice
from storage.port.people.chats import ChatKey
from storage.port.store import Work


def _draw_nothing(notice: Notice) -> Screen:
    return Screen(f"{notice.flow}/{notice.state}")


def _send_nothing(_: Screen) -> None:
    return None


async def _notify_nobody(_: str, __: str) -> None:
    return None


class CommandContext(NamedTuple):
    """Everything a command works with. `slots` can be forged, so a command asks the store whether this person may."""

    work: Work
    book: Book
    chat: ChatKey  #: where the command was given
    known: Known
    slots: Mapping[str, str]
    now: datetime  #: UTC
    installation: Installation = Installation()
    draw: Callable[[Notice], Screen] = _draw_nothing  #: renders what others will get, in the words of this school
    send: Callable[[Screen], None] = _send_nothing  #: queues a message for this chat, above the next screen
    notify: Callable[[str, str], Awaitable[None]] = _notify_nobody  #: takes a ticket and a side: "staff" or "parent"
    new_id: Callable[[], str] = str

    @property
    def person(self) -> str:
        """The id of the person who runs the command."""
        return self.known.person

    @property
    def calendar(self) -> Calendar:
        """The calendar of their school."""
        return self.book.calendar_of(self.known.school)

    @property
    def today(self) -> date:
        """The date in the time zone of their school."""
        return self.now.astimezone(self.calendar.zone).date()

    @property
    def query(self) -> QueryContext:
        """The context for a query of the same person and slots."""
        return QueryContext(
            self.work, self.book, self.known, self.slots, self.now, self.draw, self.new_id, self.installation.profiles
        )

    def slot(self, name: str) -> str:
        """Return a slot, or "" if it is not set."""
        return self.slots.get(name, "")

    def day(self, name: str) -> date | None:
        """Return the date in a slot, or None if the slot holds no ISO date."""
        try:
            return date.fromisoformat(self.slot(name))
        except ValueError:
            return None
