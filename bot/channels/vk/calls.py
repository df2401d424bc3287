"""A parcel as calls of VK: what is said to one person, in as many parts as it needs, and what is taken back before."""

import html
import zlib
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from bot.channels import Parcel
from bot.channels.vk.api import Call
from bot.channels.vk.format import Formatted, formatted
from bot.channels.vk.keyboard import CALLBACK, NONE, keyboard, numbered
from bot.messages.limits import VK
from bot.messages.parts import parts
from bot.messages.screen import Screen

PEOPLE = 100  #: recipients of one messages.send (B2)


class Said(NamedTuple):
    """What a person sees: the text in parts, the last of them with the keyboard (JSON, empty for none) and a file."""

    parts: tuple[Formatted, ...]
    keyboard: str
    attachment: str = ""  #: what VK calls the file it carries

    @property
    def long(self) -> bool:
        """Tell whether it takes several messages."""
        return len(self.parts) > 1


BARE = Said((), "")  #: a part with nothing below it


class Letter(NamedTuple):
    """One call and those it is for: indices of parcels in the order of `peer_ids`."""

    call: Call
    of: tuple[int, ...]
    urgency: int
    edit: bool = False

    @property
    def random_id(self) -> int:
        """Give the number VK knows a repeat by, 0 for an edit."""
        return int(str(self.call.values.get("random_id", 0)))


def said(screen: Screen, client: str = CALLBACK, attachment: str = "") -> Said:
    """Draw a screen for what a client can show: without an inline keyboard the buttons are lines to choose from."""
    lined = client == NONE and bool(screen.rows)
    text = f"{screen.text}\n\n{html.escape(numbered(screen.rows))}" if lined else screen.text
    keys = keyboard(screen.rows, client) if screen.rows and not lined else ""
    return Said(tuple(formatted(part) for part in parts(text, VK.text)), keys, attachment)


def letters(index: int, parcel: Parcel, what: Said) -> list[Letter]:
    """Give the calls that say a parcel anew, part by part."""
    return _letters([(index, parcel, what)])


def shared(parcels: Sequence[tuple[int, Parcel, Said]]) -> list[Letter]:
    """Give the calls that say one text to many, a hundred a call; equal `shared` and equal words go together."""
    alike = sorted(parcels, key=_alike)
    groups = (list(group) for _, group in groupby(alike, key=_alike))
    hundreds = (group[at : at + PEOPLE] for group in groups for at in range(0, len(group), PEOPLE))
    return [letter for hundred in hundreds for letter in _letters(hundred)]


def _alike(each: tuple[int, Parcel, Said]) -> tuple[str, str, str, str]:
    what = each[2]
    return each[1].shared, what.keyboard, what.attachment, "".join(f"{part.text}{part.data}" for part in what.parts)


def _letters(group: Sequence[tuple[int, Parcel, Said]]) -> list[Letter]:
    numbers, of, what = tuple(each[0] for each in group), [each[1] for each in group], group[0][2]
    last = len(what.parts) - 1
    return [
        Letter(send(of, part, what if at == last else BARE, at), numbers, of[0].urgency)
        for at, part in enumerate(what.parts)
    ]


def send(of: Sequence[Parcel], part: Formatted, what: Said, at: int = 0) -> Call:
    """Give the call that says a part. Always `peer_ids`, whose answer names the message in its dialog, for an edit."""
    to = {"peer_ids": ",".join(parcel.peer for parcel in of), "random_id": random_id(of[0], at)}
    keys = {"keyboard": what.keyboard} if what.keyboard else {}
    return Call("messages.send", {**to, **_body(part), **keys, **_carried(what.attachment)})


def edit(peer: str, message: str, part: Formatted, keys: str, attachment: str = "") -> Call:
    """Give the call that puts a text in a message's place; what is not passed again, the file too, would vanish."""
    place = {"peer_id": int(peer), "cmid": int(message)}
    return Call("messages.edit", {**place, **_body(part), "keyboard": keys or keyboard(()), **_carried(attachment)})


def random_id(parcel: Parcel, part: int = 0) -> int:
    """Give the number VK knows a repeat by: a positive int32, the same after any restart and any regrouping (B2).

    Of the broadcast when it is one, for all its people share a call; a part has its own, or VK drops the second.
    """
    of = f"b{parcel.shared}" if parcel.shared else str(parcel.id)
    return (zlib.crc32(f"{of}/{part}".encode()) & 0x7FFFFFFF) or 1


def _carried(attachment: str) -> dict[str, object]:
    return {"attachment": attachment} if attachment else {}


def _body(what: Formatted) -> dict[str, object]:
    marks = {"format_data": what.data} if what.data else {}
    return {"message": what.text, **marks, "dont_parse_links": 1, "disable_mentions": 1}
