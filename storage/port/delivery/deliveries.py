"""The queue of outgoing messages. One sender claims a delivery, and settles it when the platform has answered."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from storage.port.people.chats import ChatKey

LEAST_URGENT = 9  #: no delivery is less urgent


class DeliveryRow(msgspec.Struct, frozen=True):
    """One message to one chat. The store does not read `body`. Urgency is from 0 (reply) to 3 (broadcast).

    The living message of a chat shows its current screen, and later screens edit it in place. `edit`: this message
    replaces the living message if the channel can edit. `living`: this message becomes the living message.
    `replaceable`: while it is queued, the next living message of its chat replaces it, so that it is never sent.
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
    replaceable: bool = False


class Claimed(NamedTuple):
    """A claimed delivery. Until it is settled, nobody else sends it, and its chat gets no other message."""

    id: int
    chat: int
    key: ChatKey
    urgency: int
    body: str
    edit: bool  #: replace the living message: it was requested, and no message follows the living one
    living: bool
    living_message: str  #: the channel's id of the chat's living message; empty: there is none
    attempts: int  #: earlier attempts
    interrupted: int  #: earlier attempts that may have arrived: the platform did not answer, or the process died
    ticket: str = ""
    broadcast: str = ""
    reminder: bool = False  #: a reminder of a campaign
    doubted: datetime | None = None  #: moment of the first attempt that may have arrived


class Ended(NamedTuple):
    """The result of an attempt to send a delivery.

    `end` is sent, later (to be tried again), unreachable, refused or unknown (it may have arrived).
    """

    id: int
    end: str
    message: str = ""  #: the channel's id of the message, when sent
    why: str = ""  #: an error code or kind, never text of a message
    due: datetime | None = (
        None  #: for `later`: when to try again (None: at once); `why` "unknown" counts the attempt as interrupted
    )
    tried: bool = True  #: False: returned to the queue without an attempt


class SentLately(NamedTuple):
    """A delivery of a chat, in any state: its id, and the id of its broadcast, empty for none."""

    id: int
    broadcast: str


class Waiting(NamedTuple):
    """The deliveries of an account that are due: how many, and for how many seconds the oldest has been due."""

    due: int
    oldest: float


class Delivery(Protocol):
    """The queue of deliveries. `Turns.keep` and `FanOut.fill` add to it."""

    @property
    def skipped(self) -> int:
        """How many deliveries were deleted by `claim` in this transaction because they are no longer needed."""

    async def claim(
        self, now: datetime, most: int, accounts: Collection[str],
        *, resting: Collection[int] = (), least_urgent: int = LEAST_URGENT,
    ) -> Sequence[Claimed]:  # fmt: skip
        """Claim up to `most` due deliveries of these accounts: one per chat, the most urgent first, then the oldest.

        Not claimed: deliveries to chats that have a claimed delivery already or cannot be reached, to the chats in
        `resting` (the caller does not write to them for a while), and deliveries less urgent than `least_urgent`. A
        delivery of a broadcast is returned with the body of the broadcast; nothing of a paused broadcast is claimed.

        A delivery is deleted, and counted in `skipped`, if its person has left the segment or if its reminder is out of
        date. An empty result therefore means an empty queue only if `Delivery.skipped` is 0.
        """

    async def settle(self, ends: Sequence[Ended], now: datetime) -> None:
        """Record the results of attempts to send claimed deliveries.

        The body of a delivery is deleted unless the delivery will be tried again. `unreachable` also marks the chat as
        unreachable. A sent delivery with `living` becomes the living message of its chat.
        """

    async def lately(self, key: ChatKey, most: int) -> Sequence[SentLately]:
        """Return the deliveries of a chat, in any state, that are among the `most` newest ones of the store."""

    async def waiting(self, now: datetime) -> Mapping[str, Waiting]:
        """Return {account: how many deliveries are due, and for how many seconds the oldest has been due}."""
