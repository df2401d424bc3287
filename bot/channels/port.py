"""The port of a messenger: the protocols that every channel implements, and the values that they exchange.

The code of a channel is one folder here. A channel connects one account (a bot, a community). Transport calls the
channel; the channel imports neither transport nor turns. To add a messenger:

1. Write `<name>/channel.py`: one class that is a `Channel` and a `Receiver`.
   - `send` packs messages into the platform's calls and returns one `SendResult` for each message, in order. Errors
     become results (`errors.py`): `Unknown` if the message may have been sent, `Later` if it certainly was not. If the
     platform refuses the account itself, the result is `Later` with a `Refusal` from the channel's table; `send` raises
     nothing. Receiving raises AccountRefusedError with a refusal from the table.
   - `receive` waits for updates and returns them with the cursor that acknowledges them. It never sends a text to the
     person. It may confirm a button press at once, in a background call (`cosmetic.py`).
   - The class keeps in memory only data that may be lost at a restart. All other data goes to the store.
2. Decode updates in `updates.py` with msgspec: events of private chats become `Incoming`, whose key identifies the
   update on its platform permanently. Read the bytes of every poll and webhook through `reading` (describe the
   platform's updates by a `Form`): it bounds them, takes the updates one by one, and returns those that cannot be
   decoded as `LaidAside`, so that no update stops the others.
3. Upload each file once through `files.Files`. Return files that people sent as `Fetch`; `download` gets their bytes
   later.
4. If the messenger calls a webhook, write a class in `webhook.py` that has a `path` and a `handle`
   (`bot.channels.webhooks`). It answers the platform after the commit.
5. Let every call pass a `gate.Gate` (or a queue with a `beat.Beat`), messages as urgent as they are and everything
   else as COSMETIC. Give the channel a `Pace` in `pace.py`, its limits in `bot/messages/limits.py`, an examination for
   `doctor` in `examination.py`, and a factory function in `bot/app/connections.py`.

Transport and turns do not depend on the messenger: `AccountSender` claims deliveries, sends them at the
allowed rate, retries them and stores the results, for every channel.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from bot.channels.incoming import Incoming
from bot.messages.screen import Screen
from bot.refusals import Refusal
from storage.port.people.chats import ChatKey


class OutgoingMessage(NamedTuple):
    """One message to one person, ready to be sent."""

    id: int  #: the id of its delivery, the same at every attempt
    peer: str  #: the platform's id of the person's chat
    screen: Screen
    urgency: int  #: 0 for a reply, 1 for an answer of staff, from `pace.BULK` on for reminders and broadcasts
    edit: str = ""  #: the id of a sent message whose text is to be replaced; empty to send a new message
    strip: str = ""  #: the id of a sent message whose buttons are to be removed; empty for none
    attempts: int = 0  #: attempts before this one
    interrupted: bool = False  #: an earlier attempt may have arrived
    shared: str = ""  #: the broadcast of the message, empty for none; all messages of one broadcast have the same text


class Sent(NamedTuple):
    """The message arrived. `message` is the platform's id of the message."""

    message: str


class Later(NamedTuple):
    """The message did not arrive. It may be sent again in `after` seconds.

    `whole`: all messages of the account must wait; `chat`: all messages to this chat. Then the attempt is not counted
    against the limit of attempts. `refusal`: the platform refuses the account itself. `whole` is then True, and the
    rest of the refusal counts instead of `after`.
    """

    after: float
    why: str = ""
    whole: bool = False
    chat: bool = False
    refusal: Refusal | None = None


class Unreachable(NamedTuple):
    """The person blocked the bot or never allowed it to write. The bot marks the chat and sends nothing more to it."""

    why: str


class Refused(NamedTuple):
    """The platform rejected this message. That is a bug in our code, so it is logged as an error."""

    why: str


class Unknown(NamedTuple):
    """The message was sent, but the platform returned no usable answer. The message may have arrived."""

    why: str


SendResult = Sent | Later | Unreachable | Refused | Unknown  #: the result of one attempt


class Channel(Protocol):
    """Sends the messages of an account. Implemented by every messenger and by the simulated phones."""

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Send the messages of one account and return one result for each message, in the same order.

        After an exception, the result of every message is `Unknown`.
        """


class LaidAside(NamedTuple):
    """An update that cannot be read. `why` never has a word of it. `peer`: its author; empty if that is not certain."""

    key: str
    why: str
    peer: str = ""


class Received(NamedTuple):
    """One batch of updates. `reach`: {chat: True if the bot can write to it}, only the chats where this changed.

    `aside` is stored in the transaction of the cursor, and the author of each is told once.
    """

    incoming: Sequence[Incoming] = ()
    reach: Mapping[ChatKey, bool] = {}
    cursor: str = ""
    aside: Sequence[LaidAside] = ()


Take = Callable[[Received], Awaitable[None]]  #: processes a batch; returns after its commit, or raises


class Receiver(Protocol):
    """The incoming side of an account: the updates of its platform."""

    durable: bool  #: True if the bot must store the cursor; False if the platform keeps unacknowledged updates

    async def prepare(self) -> None:
        """Prepare the account, for example set its commands. Raises AccountRefusedError and network errors."""

    async def look(self) -> None:
        """Check that the platform still accepts the account and calls our webhook. Raises as `prepare`.

        Called every few minutes if the account is not polled.
        """

    async def receive(self, cursor: str) -> Received:
        """Wait for the updates after `cursor` and return them. Those before `cursor` must be committed already."""

    async def download(self, source: str) -> bytes:
        """Return the bytes of a file that a person sent, by `Fetch.source`. Raises network errors."""

    async def close(self) -> None:
        """Wait briefly for the background calls, then close the connections."""


class TwoWayChannel(Channel, Receiver, Protocol):
    """Both sides of an account: it sends messages and receives updates."""
