"""The port: the interface that every store implements. `Work` has one attribute for each subject."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import msgspec

from storage.port.delivery.broadcasts import Broadcasts
from storage.port.delivery.budget import Budget
from storage.port.delivery.deliveries import Delivery
from storage.port.delivery.dialogs import Dialogs
from storage.port.delivery.due_times import DueTimes
from storage.port.delivery.fan_out import FanOut
from storage.port.delivery.files import Files
from storage.port.delivery.postponed import Postponed
from storage.port.delivery.segments import Segments
from storage.port.delivery.timers import Timers
from storage.port.delivery.urgent import UrgentLetters
from storage.port.people.chats import Chats
from storage.port.people.codes import Codes
from storage.port.people.erasure import Erasure
from storage.port.people.families import Families
from storage.port.people.links import Links
from storage.port.people.roles import Roles
from storage.port.people.slips import Slips
from storage.port.school.boards import Boards
from storage.port.school.campaigns import Campaigns
from storage.port.school.examples import OwnExamples
from storage.port.school.extracts import Extracts
from storage.port.school.handovers import Handovers
from storage.port.school.orders import Orders
from storage.port.school.reminders import Reminders
from storage.port.school.requests import Requests
from storage.port.school.rounds import Rounds
from storage.port.school.schools import Schools
from storage.port.school.setup import Setup
from storage.port.school.submitted_examples import SubmittedExamples
from storage.port.school.tickets import Tickets
from storage.port.school.unrecognised import UnrecognisedMessages
from storage.port.turns import Turns
from storage.port.updates import Updates


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """One transaction: all of its changes are committed, or none. Every argument `now` is in UTC.

    The methods take and return many rows at once, so that a few statements handle any number of rows.
    """

    updates: Updates
    chats: Chats
    dialogs: Dialogs
    turns: Turns
    timers: Timers
    postponed: Postponed
    delivery: Delivery
    files: Files
    due_times: DueTimes
    codes: Codes
    links: Links
    roles: Roles
    schools: Schools
    setup: Setup
    families: Families
    slips: Slips
    erasure: Erasure
    tickets: Tickets
    extracts: Extracts
    orders: Orders
    handovers: Handovers
    requests: Requests
    boards: Boards
    segments: Segments
    broadcasts: Broadcasts
    fan_out: FanOut
    budget: Budget
    urgent: UrgentLetters
    campaigns: Campaigns
    rounds: Rounds
    reminders: Reminders
    unrecognised: UnrecognisedMessages
    submitted_examples: SubmittedExamples
    examples: OwnExamples


class Store(Protocol):
    """An open store: it runs transactions one at a time."""

    @property
    def ids(self) -> Callable[[], int]:
        """Makes new ids, each greater than every id in the store, even if the clock is wrong."""

    def work(self) -> AbstractAsyncContextManager[Work]:
        """Begin a transaction. It is committed on leaving the context, or rolled back if an exception is raised.

        Only one transaction is open at a time.
        """

    async def tidy(self) -> bool:
        """Remove the remains of erased rows from the files (SQLite: empty the write-ahead log).

        Return False if that was not possible now; call it again later.
        """

    async def close(self) -> None:
        """Close the store when everything is written to disk."""
