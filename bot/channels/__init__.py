"""How messages travel: the port of a channel and what a try can end with. Each messenger is one module here."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from bot.channels.incoming import Incoming
from bot.messages.screen import Screen
from storage.port.chats import ChatKey


class Parcel(NamedTuple):
    """One message on its way. `edit`: put it in the place of that message; `strip`: take that message's buttons off."""

    id: int
    peer: str
    screen: Screen
    urgency: int
    edit: str = ""
    strip: str = ""
    attempts: int = 0
    interrupted: bool = False  #: an earlier try may have arrived
    shared: str = ""  #: the broadcast this message is one of, said to all its people alike


class Sent(NamedTuple):
    """It arrived; `message` is the platform's id of it."""

    message: str


class Later(NamedTuple):
    """Try again after that many seconds. `whole`: the whole account waits, and this was no try of this message."""

    after: float
    why: str = ""
    whole: bool = False


class Unreachable(NamedTuple):
    """The person blocked the bot or never allowed it: the chat is marked."""

    why: str


class Refused(NamedTuple):
    """The platform refuses this message: our mistake, and a loud one."""

    why: str


class Unknown(NamedTuple):
    """It was sent, and no answer came: it may have arrived."""

    why: str


End = Sent | Later | Unreachable | Refused | Unknown


class Channel(Protocol):
    """A way to people: one messenger, or the page of the demo."""

    async def send(self, account: str, parcels: Sequence[Parcel]) -> Sequence[End]:
        """Send parcels of one account and give how each ended, in their order. Raises nothing it can name but
        AccountStoppedError, when the platform refuses the account itself: then nothing was sent."""


class Received(NamedTuple):
    """What a platform gave at once: events to take, who can be written to and who no more, and where to go on from."""

    incoming: Sequence[Incoming] = ()
    reach: Mapping[ChatKey, bool] = {}
    cursor: str = ""


class Receiver(Protocol):
    """The other side of a channel: what people do in one account."""

    durable: bool  #: whether its cursor is kept in the store; a platform that keeps it by itself needs none

    async def prepare(self) -> None:
        """Make the account ready (who am I, commands, webhook). Raises AccountStoppedError, and what networks raise."""

    async def receive(self, cursor: str) -> Received:
        """Wait for what comes after the cursor. The cursor given last is called back only after its commit."""

    async def close(self) -> None:
        """Let the connections go, after what is told the platform aside."""
