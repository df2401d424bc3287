"""The port: what the program asks of any store, one attribute of `Work` for each subject."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

import msgspec

from storage.port.boards import Boards
from storage.port.broadcasts import Broadcasts
from storage.port.budget import Budget
from storage.port.campaigns import Campaigns
from storage.port.chats import Chats
from storage.port.codes import Codes
from storage.port.delivery import Delivery
from storage.port.dialogs import Dialogs
from storage.port.erasure import Erasure
from storage.port.examples import OwnExamples
from storage.port.extracts import Extracts
from storage.port.families import Families
from storage.port.fan_out import FanOut
from storage.port.files import Files
from storage.port.founding import Founding
from storage.port.handovers import Handovers
from storage.port.lessons import Lessons
from storage.port.links import Links
from storage.port.misses import Misses
from storage.port.orders import Orders
from storage.port.reminders import Reminders
from storage.port.requests import Requests
from storage.port.roles import Roles
from storage.port.rounds import Rounds
from storage.port.schools import Schools
from storage.port.segments import Segments
from storage.port.slips import Slips
from storage.port.tickets import Tickets
from storage.port.timers import Timers
from storage.port.turns import Turns
from storage.port.updates import Updates


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """One transaction: all of it is kept, or nothing. `now` is always an argument and always UTC.

    The methods take and return batches: a handful of statements, however many rows.
    """

    updates: Updates
    chats: Chats
    dialogs: Dialogs
    turns: Turns
    timers: Timers
    delivery: Delivery
    files: Files
    codes: Codes
    links: Links
    roles: Roles
    schools: Schools
    founding: Founding
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
    campaigns: Campaigns
    rounds: Rounds
    reminders: Reminders
    misses: Misses
    lessons: Lessons
    examples: OwnExamples


class Store(Protocol):
    """A store that is open."""

    def work(self) -> AbstractAsyncContextManager[Work]:
        """Begin a transaction: committed on leaving, rolled back on an exception. One at a time."""

    async def tidy(self) -> bool:
        """Remove the remains of erased rows from the files (SQLite: empty the write-ahead log). False: try later."""

    async def close(self) -> None:
        """Close, with everything on disk."""
