"""The port of a messenger: the protocols every channel implements, and the values they exchange.

A channel is one folder here and connects one account (a bot, a community). Transport calls it; it imports neither
transport nor turns. To add a messenger:

1. Write `<name>/channel.py`: one class that is a `Channel` and a `Receiver`.
   - `send` packs messages into the platform's calls and returns one `SendResult` for each, in order. Errors become
     results (`errors.py`): `Unknown` if the message may have been sent, `Later` if it certainly was not. The only
     exception it raises is AccountStoppedError, whose message is an instruction for the owner.
   - `receive` waits for updates and returns them with the cursor that acknowledges them. It never replies with a
     text; it may confirm a press at once, in a background call (`aside.py`).
   - It keeps in memory only what may be lost at a restart. Everything else goes to the store.
2. Decode updates in `updates.py` with msgspec: events of private chats become `Incoming`, whose key identifies the
   update on its platform permanently. Log and skip an update that cannot be decoded; process the others of its batch.
3. Upload each file once through `files.Files`, and return files that people sent as `Fetch`.
4. With a webhook: a class in `webhook.py` that has a `path` and a `handle` (`bot.channels.webhooks`). It answers the
   platform after the commit.
5. Give it a `Pace` in `pace.py`, its limits in `bot/messages/limits.py`, an examination for `doctor` in
   `examination.py`, and a factory function in `bot/app/connections.py`.

Transport and turns do not depend on the messenger: `AccountSender` claims, paces, retries and settles deliveries for
every channel.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from bot.channels.incoming import Incoming
from bot.messages.screen import Screen
from storage.port.people.chats import ChatKey


class OutgoingMessage(NamedTuple):
    """One message to one person, ready to be sent."""

    id: int  #: the id of its delivery, the same at every attempt
    peer: str  #: the platform's id of the person's chat
    screen: Screen
    urgency: int  #: 0: a reply; 1: an answer of staff; `pace.BULK` and above: reminders and broadcasts
    edit: str = ""  #: the id of a sent message whose text to replace; empty: send a new message
    strip: str = ""  #: the id of a sent message whose buttons to remove
    attempts: int = 0  #: attempts before this one
    interrupted: bool = False  #: an earlier attempt may have arrived
    shared: str = ""  #: the broadcast it belongs to; all messages of one broadcast have the same text


class Sent(NamedTuple):
    """The message arrived; `message` is its id on the platform."""

    message: str


class Later(NamedTuple):
    """The message did not arrive; try again after `after` seconds.

    `whole`: the whole account must wait, and this attempt of the message is not counted.
    """

    after: float
    why: str = ""
    whole: bool = False


class Unreachable(NamedTuple):
    """The person blocked the bot or never allowed it to write. The chat is marked, and nothing more is sent to it."""

    why: str


class Refused(NamedTuple):
    """The platform rejected this message. That is a bug of ours and is logged as an error."""

    why: str


class Unknown(NamedTuple):
    """The message was sent, but no usable answer came: it may have arrived."""

    why: str


SendResult = Sent | Later | Unreachable | Refused | Unknown  #: the result of one attempt


class Channel(Protocol):
    """The outgoing side of an account: a messenger, or the simulated phones."""

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Send messages of one account and return a result for each, in the same order.

        Raises AccountStoppedError when the platform refuses the account itself; then nothing was sent. Any other
        exception counts as `Unknown` for all of them.
        """


class Received(NamedTuple):
    """One batch of updates: events to process, chats that became reachable or unreachable, the cursor after them."""

    incoming: Sequence[Incoming] = ()
    reach: Mapping[ChatKey, bool] = {}
    cursor: str = ""


Take = Callable[[Received], Awaitable[None]]  #: processes a batch; returns after its commit, or raises


class Receiver(Protocol):
    """The incoming side of an account: the updates of its platform."""

    durable: bool  #: True: the cursor is kept in the store. False: the platform keeps unacknowledged updates

    async def prepare(self) -> None:
        """Set up the account (name, commands, webhook). Raises AccountStoppedError and network errors."""

    async def receive(self, cursor: str) -> Received:
        """Wait for the updates after a cursor. The caller passes a cursor after committing the updates before it."""

    async def close(self) -> None:
        """Wait briefly for the background calls, then close the connections."""


class TwoWayChannel(Channel, Receiver, Protocol):
    """Both sides of one account."""
