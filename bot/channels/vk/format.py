"""Converts our markup to VK's format: plain text and `format_data`, a list of marks with offsets (platform fact B2)."""

import html
import re
from typing import NamedTuple

import msgspec

_TAG = re.compile(r"(</?[a-z]+[^>]*>)")
_HREF = re.compile(r'href="([^"]*)"')
# VK draws `[id1|text]` and `[https://…|text]` as a link named `text`; `@id1`, `@id1 (text)`, `*club1 (text)` as names
_MENTION = re.compile(r"(?<![\w/.])([@*])(?=\w)|([@*])(?=[\w.]+\s*\()")
_LOOK_ALIKE = {"@": "＠", "*": "∗", "|": "¦"}  # each as long as the original, so that no offset moves
_KINDS = {"b": "bold", "i": "italic", "a": "url"}  # `code` has no mark in VK and stays plain


class FormatItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One mark: `type` is bold, italic or url; `offset` and `length` are in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""


class Formatted(NamedTuple):
    """A text in VK's format: plain text and its marks."""

    text: str
    marks: tuple[FormatItem, ...] = ()

    @property
    def data(self) -> str:
        """Return VK's `format_data`: a JSON string, empty if there are no marks."""
        return msgspec.json.encode({"version": 1, "items": self.marks}).decode() if self.marks else ""


def formatted(markup: str) -> Formatted:
    """Convert our markup: `<b>Готово</b> 👍` becomes the text «Готово 👍» with a bold mark at 0, 6 units long.

    Our texts use no markup of VK, so whatever looks like a mention was written by a person: it becomes plain text.
    """
    text, marks, opened = "", [], list[tuple[str, int, str]]()
    for piece in _TAG.split(markup):
        if not _TAG.fullmatch(piece):
            text += html.unescape(piece)
        elif not piece.startswith("</"):
            opened.append((_KINDS.get(_name(piece), ""), units(text), _address(piece)))
        elif opened:
            kind, start, address = opened.pop()
            marks += [FormatItem(kind, start, units(text) - start, address)] if kind and units(text) > start else []
    return Formatted(without_mentions(text), tuple(sorted(marks, key=lambda mark: (mark.offset, -mark.length))))


def without_mentions(text: str) -> str:
    """Return the text with no mention that VK would draw as a name or a link. Its length stays the same.

    `[id1|Школа]` becomes `[id1¦Школа]`, `@id1 (Школа)` becomes `＠id1 (Школа)`. A mail address stays as it is.
    """
    return _MENTION.sub(lambda found: _LOOK_ALIKE[found[0]], text.replace("|", _LOOK_ALIKE["|"]))


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units. «👍» has two."""
    return len(text) + sum(ord(letter) > 0xFFFF for letter in text)


def _name(tag: str) -> str:
    return tag.strip("</>").split()[0]


def _address(tag: str) -> str:
    found = _HREF.search(tag)
    return html.unescape(found[1]) if found else ""
