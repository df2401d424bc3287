"""Splits a text that is too long for one message, at a line or a word. Every part has balanced tags."""

import re
from collections.abc import Iterator

from bot.messages.markup import plain

_PIECE = re.compile(r"<[^>]+>|&[#\w]+;|\s+|[^\s<&]+|[<&]")
_OPENING = re.compile(r"<(\w+)")


def parts(text: str, limit: int) -> list[str]:
    """Split a text into parts of at most `limit` characters. Tags do not count; an emoji counts as two."""
    return [text] if size(text) <= limit else [part for part in _parts(text, limit) if plain(part).strip()]


def size(text: str) -> int:
    """Return the length of a text without tags, in UTF-16 units (an emoji is two).

    The address in `<a href>` counts too.
    """
    return len(plain(text).encode("utf-16-le")) // 2


def _parts(text: str, limit: int) -> Iterator[str]:
    part, opened = "", list[str]()
    for piece in _pieces(text, limit):
        if not piece.startswith("<") and size(part) + size(piece) > limit:
            head, tail = _at_a_line(part)
            yield head + "".join(f"</{_name(tag)}>" for tag in reversed(opened))
            part = "".join(opened) + tail.lstrip()
            piece = piece.lstrip()
        part += piece
        if piece.startswith("</"):
            opened.pop()
        elif piece.startswith("<"):
            opened.append(piece)
    yield part


def _at_a_line(part: str) -> tuple[str, str]:
    # prefer a line break in the second half, unless a tag follows it: `opened` would not match the moved tag
    at = part.rfind("\n")
    return (part[:at], part[at:]) if at > len(part) // 2 and "<" not in part[at:] else (part, "")


def _pieces(text: str, limit: int) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        # cut a word longer than a message; at half the limit, because an emoji counts as two
        step = limit // 2
        yield from (piece[at : at + step] for at in range(0, len(piece), step)) if len(piece) > limit else [piece]


def _name(tag: str) -> str:
    found = _OPENING.match(tag)
    return found[1] if found else ""
