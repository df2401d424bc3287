"""The rows that are written by a batch of turns."""

from datetime import date, datetime
from typing import NamedTuple, Protocol

import msgspec

from flows.context.known import LastNotice
from flows.values.session import Session
from storage.port.delivery.deliveries import DeliveryRow
from storage.port.delivery.files import FileRow
from storage.port.delivery.postponed import PostponedRow
from storage.port.delivery.timers import CancelRow, TimerRow
from storage.port.school.unrecognised import UnrecognisedRow


class ChildRow(NamedTuple):
    """A new child, without a name, and its first parent.

    `klass` is empty if the parent used no code. `family` is empty if the code was not for a family.
    """

    child: str
    person: str
    klass: str
    family: str = ""


class RecordRow(NamedTuple):
    """A record of a child's progress. Records are appended and never changed."""

    child: str
    track: str
    about: str
    stage: str
    on: date
    person: str


class LogRow(NamedTuple):
    """One line of the event log: ids and kinds, never text."""

    what: str
    person: str = ""
    about: str = ""


class Rows(msgspec.Struct):
    """All rows that a batch of turns writes. They are collected, so that one statement writes each table."""

    sessions: dict[int, Session] = {}
    consents: list[tuple[str, str]] = []  #: (person, version)
    mutes: list[tuple[str, bool]] = []
    children: list[ChildRow] = []
    records: list[RecordRow] = []
    timers: list[TimerRow] = []
    cancels: list[CancelRow] = []
    timers_done: list[int] = []
    postponed: list[PostponedRow] = []
    resumed: list[int] = []  #: ids of postponed events that are processed now
    files: list[FileRow] = []
    deliveries: list[DeliveryRow] = []
    notices: dict[int, LastNotice | None] = {}  #: the notice below a chat's last screen; None: none
    unrecognised: list[UnrecognisedRow] = []
    log: list[LogRow] = []

    def __bool__(self) -> bool:
        """Return True if there is anything to write."""
        return any(getattr(self, name) for name in self.__struct_fields__)


class Turns(Protocol):
    """Writes the rows of turns."""

    async def keep(self, rows: Rows, now: datetime) -> None:
        """Write all rows of a batch of turns.

        A queued living message of a chat is deleted if it is `replaceable`, or has the same body, and `rows` have a
        later one for the chat. The later one takes its place in the queue, and is an edit only if both were.
        """
