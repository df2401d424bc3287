"""How messages travel: the port of a channel and what a try can end with. Each messenger is one module here."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from bot.screen import Screen


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


class Sent(NamedTuple):
    """It arrived; `message` is the platform's id of it."""

    message: str


class Later(NamedTuple):
    """Try again after that many seconds."""

    after: float
    why: str = ""


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
        """Send parcels of one account and give how each ended, in their order. Raises nothing it can name."""
