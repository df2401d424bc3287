"""The queue of outgoing messages: claimed by one sender, settled when the platform has answered."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from storage.port.people.chats import ChatKey

LEAST_URGENT = 9  #: no delivery is less urgent


class DeliveryRow(msgspec.Struct, frozen=True):
    """One message to one chat. `body` is opaque to the store; urgency: 0 reply … 3 broadcast.

    `edit`: it replaces the chat's living message if the channel can edit. `living`: it becomes the living message.
    """

    id: int
    chat: int
    urgency: int
    body: str
    due: datetime
    edit: bool = False
    living: bool = False
    ticket: str = ""
    file: str = ""  #: the id of what it carries: a picture, a document
    account: str = ""  #: of the chat, when it was written from in this transaction; empty: the chat is looked up


class Claimed(NamedTuple):
    """A claimed delivery: nobody else sends it, and its chat gets nothing else, until it is settled."""

    id: int
    chat: int
    key: ChatKey
    urgency: int
    body: str
    edit: bool  #: it replaces the living message: it was to, and no message stands below that one
    living: bool
    living_message: str  #: the channel's id of the chat's living message, empty when there is none
    attempts: int  #: earlier attempts
    interrupted: int  #: earlier attempts that may have arrived: no answer came, or the process died
    ticket: str = ""
    broadcast: str = ""
    reminder: bool = False  #: a reminder of a campaign
    doubted: datetime | None = None  #: the first attempt that may have arrived


class Ended(NamedTuple):
    """How an attempt ended. `end`: sent, later, unreachable, refused or unknown."""

    id: int
    end: str
    message: str = ""  #: the channel's id of the message, when sent
    why: str = ""  #: a code or kind, never words
    due: datetime | None = (
        None  #: when to try again, for later (None: at once); with why "unknown" it comes back as interrupted
    )
    tried: bool = True  #: False: it was put back without an attempt


class Waiting(NamedTuple):
    """The queue of an account: how many deliveries are due, and the age of the oldest in seconds."""

    due: int
    oldest: float


class Delivery(Protocol):
    """The queue. Deliveries enter it by `Turns.keep`, `FanOut.fill`."""

    @property
    def skipped(self) -> int:
        """How many deliveries the claims of this transaction removed because nobody needs them any more."""

    async def claim(
        self, now: datetime, most: int, accounts: Collection[str],
        *, resting: Collection[int] = (), least_urgent: int = LEAST_URGENT,
    ) -> Sequence[Claimed]:  # fmt: skip
        """Claim due deliveries for sending: one a chat, the most urgent first, then the oldest.

        Excluded: chats that have a claimed delivery already, that cannot be reached, or that are in `resting`; and
        whatever is less urgent than `least_urgent`. A delivery of a broadcast carries the broadcast's body. A delivery
        whose person left the segment since, or whose reminder is out of date, is removed and counted in `skipped`: if
        a claim returns nothing because of that, there may be more.
        """

    async def settle(self, ends: Sequence[Ended], now: datetime) -> None:
        """Record how attempts ended. A delivery that ended for good loses its body; `unreachable` marks the chat; a
        sent delivery with `living` becomes the chat's living message."""

    async def waiting(self, now: datetime) -> Mapping[str, Waiting]:
        """Return by account how many deliveries are due and how long the oldest has been."""
