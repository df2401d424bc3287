"""Converts messages to calls of VK's API: new messages (in several parts if the text is long) and edits."""

import html
import zlib
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from bot.channels.port import OutgoingMessage
from bot.channels.vk.client.scripts import Call
from bot.channels.vk.format import Formatted, formatted
from bot.channels.vk.keyboard import CALLBACK, NONE, keyboard, numbered
from bot.messages.limits import VK
from bot.messages.parts import parts
from bot.messages.screen import Screen

PEOPLE = 100  #: recipients of one messages.send (B2)


class VkScreen(NamedTuple):
    """A screen in VK's format. The last part of its text is sent with the keyboard and the file.

    `keyboard` is JSON, empty for no keyboard. `attachment` is VK's name of the file, empty for no file.
    """

    parts: tuple[Formatted, ...]
    keyboard: str
    attachment: str = ""

    @property
    def long(self) -> bool:
        """Return True if the screen must be sent as several messages."""
        return len(self.parts) > 1


BARE = VkScreen((), "")  #: used for every part before the last: no keyboard, no file


class ApiCall(NamedTuple):
    """An API call. `of`: the indexes of its messages in the batch; empty if the call only removes buttons."""

    call: Call
    of: tuple[int, ...]
    urgency: int
    edit: bool = False

    @property
    def random_id(self) -> int:
        """Return the number by which VK recognises a repeated message; 0 for an edit."""
        return int(str(self.call.values.get("random_id", 0)))


def drawn(screen: Screen, client: str = CALLBACK, attachment: str = "") -> VkScreen:
    """Convert a screen to VK's format.

    `client`: the kind of buttons that the person's client shows. CALLBACK: a press sends no message. TEXT: a press
    sends the label. NONE: no buttons, so their labels become lines of the text.
    """
    lined = client == NONE and bool(screen.rows)
    text = f"{screen.text}\n\n{html.escape(numbered(screen.rows))}" if lined else screen.text
    keys = keyboard(screen.rows, client) if screen.rows and not lined else ""
    return VkScreen(tuple(formatted(part) for part in parts(text, VK.text)), keys, attachment)


def calls_of(index: int, message: OutgoingMessage, screen: VkScreen) -> list[ApiCall]:
    """Return the calls that send one new message, one call for each part of its text.

    `index`: the position of the message in the batch.
    """
    return _calls([(index, message, screen)])


def shared(messages: Sequence[tuple[int, OutgoingMessage, VkScreen]]) -> list[ApiCall]:
    """Return the calls that send messages of broadcasts. One call sends to at most PEOPLE people.

    Messages share a call if their broadcast, text, keyboard and attachment are equal.
    """
    alike = sorted(messages, key=_alike)
    groups = (list(group) for _, group in groupby(alike, key=_alike))
    hundreds = (group[at : at + PEOPLE] for group in groups for at in range(0, len(group), PEOPLE))
    return [call for hundred in hundreds for call in _calls(hundred)]


def _alike(each: tuple[int, OutgoingMessage, VkScreen]) -> tuple[str, str, str, str]:
    screen = each[2]
    text = "".join(f"{part.text}{part.data}" for part in screen.parts)
    return each[1].shared, screen.keyboard, screen.attachment, text


def _calls(group: Sequence[tuple[int, OutgoingMessage, VkScreen]]) -> list[ApiCall]:
    numbers, of, screen = tuple(each[0] for each in group), [each[1] for each in group], group[0][2]
    last = len(screen.parts) - 1
    return [
        ApiCall(send(of, part, screen if at == last else BARE, at), numbers, of[0].urgency)
        for at, part in enumerate(screen.parts)
    ]


def send(of: Sequence[OutgoingMessage], part: Formatted, screen: VkScreen, at: int = 0) -> Call:
    """Return the call that sends one part of a text to the recipients of the messages `of`.

    `at`: the number of the part in the text, from 0. The call has `peer_ids`: with it VK returns the messages' numbers,
    which later edits need.
    """
    to = {"peer_ids": ",".join(message.peer for message in of), "random_id": random_id(of[0], at)}
    keys = {"keyboard": screen.keyboard} if screen.keyboard else {}
    return Call("messages.send", {**to, **_body(part), **keys, **_carried(screen.attachment)})


def edit(peer: str, message: str, part: Formatted, keys: str, attachment: str = "") -> Call:
    """Return the call that replaces a message's text. VK removes the keyboard and the file if the call lacks them."""
    place = {"peer_id": int(peer), "cmid": int(message)}
    return Call("messages.edit", {**place, **_body(part), "keyboard": keys or keyboard(()), **_carried(attachment)})


def random_id(message: OutgoingMessage, part: int = 0) -> int:
    """Return the number by which VK recognises a repeated message (platform fact B2), a positive int32.

    A repeat has the same number even after a restart or in another call. All messages of a broadcast have the same
    number, because they share calls. Each part has its own number; otherwise VK would drop the second part.
    """
    return random_id_of(message.id, message.shared, part)


def random_id_of(delivery: int, broadcast: str, part: int) -> int:
    """Return the `random_id` of one part of the message of a delivery. `broadcast` is empty if it belongs to none."""
    of = f"b{broadcast}" if broadcast else str(delivery)
    return (zlib.crc32(f"{of}/{part}".encode()) & 0x7FFFFFFF) or 1


def _carried(attachment: str) -> dict[str, object]:
    return {"attachment": attachment} if attachment else {}


def _body(part: Formatted) -> dict[str, object]:
    marks = {"format_data": part.data} if part.data else {}
    return {"message": part.text, **marks, "dont_parse_links": 1, "disable_mentions": 1}
