"""The port of a messenger: what every channel implements, and the values that cross it.

A channel is one folder here and connects one account (a bot, a community). Transport calls it; it imports neither
transport nor turns. To add a messenger:

1. Write `<name>/channel.py`: one class that is a `Channel` and a `Receiver`.
   - `send` packs messages into the platform's calls and returns one `SendResult` for each, in order. Errors become
     results (`errors.py`); what may have been carried out is `Unknown`, what surely was not is `Later`. The only
     exception it raises is AccountStoppedError, with a sentence that tells the owner what to do.
   - `receive` waits for updates and returns them with the cursor that acknowledges them. It answers no update with
     words; a press may be confirmed at once, beside the updates (`aside.py`).
   - It keeps nothing that a restart may not lose, except through the store.
2. Read updates in `updates.py` with msgspec: events of private chats become `Incoming`, whose key names the update on
   its platform for ever. An update that cannot be read is logged and skipped; it must not cost the others of its batch.
3. Upload each file once through `files.Files`, and read staff's files through `Fetch`.
4. With a webhook: a class in `webhook.py` that has a `path` and a `handle` (`bot.channels.webhooks`). It answers the
   platform after the commit.
5. Give it a `Pace` in `pace.py`, its limits in `bot/messages/limits.py`, an examination for `doctor` in
   `examination.py`, and a maker in `bot/app/connections.py`.

Nothing else knows which messengers there are. `AccountSender` claims, paces, repeats and settles for all of them.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from bot.channels.incoming import Incoming
from bot.messages.screen import Screen
from storage.port.people.chats import ChatKey


class OutgoingMessage(NamedTuple):
    """One message to one person, ready to be sent."""

    id: int  #: of its delivery, the same at every try
    peer: str  #: the person's chat, as the platform names it
    screen: Screen
    urgency: int  #: 0 a reply, 1 an answer of staff, from `pace.BULK` on reminders and broadcasts
    edit: str = ""  #: replace the text of this message
    strip: str = ""  #: take the buttons off this message
    attempts: int = 0  #: tries before this one
    interrupted: bool = False  #: an earlier try may have arrived
    shared: str = ""  #: the broadcast it belongs to; all messages of one have the same words


class Sent(NamedTuple):
    """The message arrived; `message` is the platform's id of it."""

    message: str


class Later(NamedTuple):
    """The message did not arrive; try again after so many seconds.

    `whole`: the account as a whole must wait, and this does not count as a try of the message.
    """

    after: float
    why: str = ""
    whole: bool = False


class Unreachable(NamedTuple):
    """The person blocked the bot or never allowed it. Their chat is marked and nothing is sent to it."""

    why: str


class Refused(NamedTuple):
    """The platform refuses this message. It is a mistake of ours and logged as an error."""

    why: str


class Unknown(NamedTuple):
    """The message was sent and no answer came: it may have arrived."""

    why: str


SendResult = Sent | Later | Unreachable | Refused | Unknown  #: of one try


class Channel(Protocol):
    """The outgoing side of an account: a messenger, or the phones of the simulator."""

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Send messages of one account and return a result for each, in their order.

        Raises AccountStoppedError when the platform refuses the account itself; then nothing was sent. Any other
        exception counts as `Unknown` for all of them.
        """


class Received(NamedTuple):
    """One delivery of updates: events to take, chats that became reachable or unreachable, the cursor after them."""

    incoming: Sequence[Incoming] = ()
    reach: Mapping[ChatKey, bool] = {}
    cursor: str = ""


Take = Callable[[Received], Awaitable[None]]  #: returns after the commit of what it was given, or raises


class Receiver(Protocol):
    """The incoming side of an account: what people do there."""

    durable: bool  #: True: the cursor is kept in the store. False: the platform itself keeps what was not acknowledged

    async def prepare(self) -> None:
        """Make the account ready: its name, commands, webhook. Raises AccountStoppedError and network errors."""

    async def receive(self, cursor: str) -> Received:
        """Wait for the updates after a cursor. A cursor is passed back only after what it covers was committed."""

    async def close(self) -> None:
        """Close the connections, after the calls that are under way beside the updates."""


class TwoWayChannel(Channel, Receiver, Protocol):
    """Both sides of one account."""
