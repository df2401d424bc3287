"""The queue of outgoing messages: claimed by one sender, settled when the platform has answered."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from storage.port.people.chats import ChatKey

LEAST_URGENT = 9  #: no delivery is less urgent


class DeliveryRow(msgspec.Struct, frozen=True):
    """One message to one chat. The store does not read `body`. Urgency: 0 reply … 3 broadcast.

    The living message of a chat is its current screen, which later screens edit in place.
    `edit`: replace the living message if the channel can edit. `living`: become the living message.
    """

    id: int
    chat: int
    urgency: int
    body: str
    due: datetime
    edit: bool = False
    living: bool = False
    ticket: str = ""
    file: str = ""  #: id of the attached picture or document
    account: str = ""  #: account of the chat if known from an update in this transaction; empty: it is looked up


class Claimed(NamedTuple):
    """A claimed delivery: nobody else sends it, and its chat gets nothing else, until it is settled."""

    id: int
    chat: int
    key: ChatKey
    urgency: int
    body: str
    edit: bool  #: replace the living message: requested, and no message stands below that one
    living: bool
    living_message: str  #: the channel's id of the chat's living message; empty: there is none
    attempts: int  #: earlier attempts
    interrupted: int  #: earlier attempts that may have arrived: the platform did not answer, or the process died
    ticket: str = ""
    broadcast: str = ""
    reminder: bool = False  #: a reminder of a campaign
    doubted: datetime | None = None  #: moment of the first attempt that may have arrived


class Ended(NamedTuple):
    """How an attempt ended. `end`: sent, later, unreachable, refused or unknown."""

    id: int
    end: str
    message: str = ""  #: the channel's id of the message, when sent
    why: str = ""  #: an error code or kind, never text of a message
    due: datetime | None = (
        None  #: for later: when to try again (None: at once); why "unknown" counts the attempt as interrupted
    )
    tried: bool = True  #: False: returned to the queue without an attempt


class Waiting(NamedTuple):
    """The queue of an account: how many deliveries are due, and the age of the oldest in seconds."""

    due: int
    oldest: float


class Delivery(Protocol):
    """The queue. `Turns.keep` and `FanOut.fill` add deliveries to it."""

    @property
    def skipped(self) -> int:
        """How many deliveries the claims of this transaction removed because nobody needs them any more."""

    async def claim(
        self, now: datetime, most: int, accounts: Collection[str],
        *, resting: Collection[int] = (), least_urgent: int = LEAST_URGENT,
    ) -> Sequence[Claimed]:  # fmt: skip
        """Claim due deliveries for sending: one per chat, the most urgent first, then the oldest.

        Excluded: chats that have a claimed delivery already, that cannot be reached, or that are in `resting`
        (temporarily not written to); and deliveries less urgent than `least_urgent`. A delivery of a broadcast has the
        broadcast's body. A delivery is removed and counted in `skipped` if its person has left the segment or its
        reminder is out of date. An empty result with `skipped` > 0 does not mean that the queue is empty.
        """

    async def settle(self, ends: Sequence[Ended], now: datetime) -> None:
        """Record how attempts ended. A delivery that ended for good loses its body; `unreachable` marks the chat; a
        sent delivery with `living` becomes the chat's living message."""

    async def waiting(self, now: datetime) -> Mapping[str, Waiting]:
        """Return by account how many deliveries are due and how long the oldest has been."""
