"""A text longer than a message takes, in several: broken at a line or a word, its markup whole in every part."""

import re
from collections.abc import Iterator

from bot.messages.markup import plain

_PIECE = re.compile(r"<[^>]+>|&[#\w]+;|\s+|[^\s<&]+|[<&]")
_OPENING = re.compile(r"<(\w+)")


def parts(text: str, limit: int) -> list[str]:
    """Give a text as messages of at most `limit` characters as people see them (UTF-16 units, the stricter count)."""
    return [text] if size(text) <= limit else [part for part in _parts(text, limit) if plain(part).strip()]


def size(text: str) -> int:
    """Count a text as the channels do: without markup, a link with its address, an emoji for the two units it is."""
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
    # a line that ends in the last half is the better place; a tag opened after it would be torn from its end
    at = part.rfind("\n")
    return (part[:at], part[at:]) if at > len(part) // 2 and "<" not in part[at:] else (part, "")


def _pieces(text: str, limit: int) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        # a word longer than a message is cut; half the limit, since an emoji counts for two
        step = limit // 2
        yield from (piece[at : at + step] for at in range(0, len(piece), step)) if len(piece) > limit else [piece]


def _name(tag: str) -> str:
    found = _OPENING.match(tag)
    return found[1] if found else ""
