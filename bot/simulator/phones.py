"""The phones of the simulator: a channel that keeps in memory the messages that a messenger would show."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count

import msgspec

from bot.channels.port import OutgoingMessage, SendResult, Sent
from bot.messages.screen import Attachment, Screen

Rows = tuple[tuple[tuple[str, str], ...], ...]  #: rows of buttons: the label and the payload of each


class Bubble(msgspec.Struct, frozen=True):
    """One message on a phone.

    `mine`: the person sent it. `pressed`: it shows the label of a button that the person pressed. `edits`: how often
    the message was edited.
    """

    id: str
    text: str
    at: datetime
    rows: Rows = ()
    mine: bool = False
    pressed: bool = False
    edits: int = 0
    attached: Attachment | None = None


class Phones:
    """The messages on every phone, by peer (chat number). The bot in the simulator sends through this channel."""

    def __init__(self, changed: Callable[[str, Bubble], None] = lambda _peer, _bubble: None) -> None:
        """Start with empty phones. `changed` is called with every new or edited message."""
        self._bubbles: dict[str, dict[str, Bubble]] = {}
        self._arrived: dict[int, str] = {}
        self._files: dict[str, bytes] = {}
        self._number = count(1)
        self.changed = changed
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def bubbles(self, peer: str) -> list[Bubble]:
        """Return the messages on the phone of `peer`, the oldest first."""
        return list(self._bubbles.get(peer, {}).values())

    def wrote(self, peer: str, text: str) -> None:
        """Show on the phone of `peer` a message that its owner wrote."""
        self._put(peer, Bubble(f"m{next(self._number)}", text, self.now(), mine=True))

    def pressed(self, peer: str, carried: str) -> None:
        """Show the label of the pressed button, found by its payload `carried`, as a message of the person.

        If no message on the phone has the button, show nothing.
        """
        if label := self._label(peer, carried):
            self._put(peer, Bubble(f"m{next(self._number)}", label, self.now(), mine=True, pressed=True))

    def _label(self, peer: str, carried: str) -> str:
        keys = (key for bubble in reversed(self.bubbles(peer)) for row in bubble.rows for key in row)
        return next((label for label, payload in keys if payload == carried), "")

    def keep_file(self, content: bytes) -> str:
        """Keep the bytes of a file that a person sends; return the `source` for `download`."""
        source = f"f{next(self._number)}"
        self._files[source] = content
        return source

    async def download(self, source: str) -> bytes:
        """Return the bytes of a file that a person sent, once: they are not needed again."""
        return self._files.pop(source)

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Show messages on the phones of their recipients. A message that is sent a second time is not shown again."""
        del account
        return [Sent(self._arrived.get(message.id) or self._arrive(message)) for message in messages]

    def _arrive(self, message: OutgoingMessage) -> str:
        phone = self._bubbles.setdefault(message.peer, {})
        if message.strip in phone:
            phone[message.strip] = msgspec.structs.replace(phone[message.strip], rows=())
        if message.shared and message.edit in phone:
            return self._correct(message, phone[message.edit])
        edited = phone.pop(message.edit, None)  # an edited screen moves to the end, below the press that it answers
        number = edited.id if edited else f"m{next(self._number)}"
        edits = edited.edits + 1 if edited else 0
        self._put(message.peer, _bubble(number, message.screen, self.now(), edits))
        self._arrived[message.id] = number
        return number

    def _correct(self, message: OutgoingMessage, letter: Bubble) -> str:
        # as on a real phone, a corrected letter stays where it stands, with the time when it arrived
        self._put(message.peer, _bubble(letter.id, message.screen, letter.at, letter.edits + 1))
        self._arrived[message.id] = letter.id
        return letter.id

    def _put(self, peer: str, bubble: Bubble) -> None:
        self._bubbles.setdefault(peer, {})[bubble.id] = bubble
        self.changed(peer, bubble)


def _bubble(number: str, screen: Screen, at: datetime, edits: int) -> Bubble:
    rows = tuple(tuple((key.label, key.payload) for key in row) for row in screen.rows)
    return Bubble(number, screen.text, at, rows, edits=edits, attached=screen.attached)
