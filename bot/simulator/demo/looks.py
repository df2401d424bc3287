"""Converts the bot's markup to the formatting that a messenger shows.

VK accepts plain text and formatted ranges in UTF-16 units. Telegram accepts the markup unchanged.
"""

from html.parser import HTMLParser
from typing import NamedTuple

#: VK has no fixed-width format (platform fact B2), so our <code> becomes plain text
KINDS = {"b": "bold", "i": "italic", "a": "url"}


class Mark(NamedTuple):
    """A formatted range of a message, as in VK's `format_data`. `offset` and `length` are in UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str = ""


class Marked(NamedTuple):
    """A message in the form that VK accepts: plain text and its formatted ranges."""

    text: str
    marks: tuple[Mark, ...]


def vk(markup: str) -> Marked:
    """Convert a text with the bot's markup to plain text with formatted ranges, the form that VK accepts."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return Marked(reader.text, tuple(sorted(reader.marks, key=lambda mark: mark.offset)))


class _Reader(HTMLParser):
    """Parser that collects the plain text, and a formatted range for every tag that VK can show."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.marks = "", list[Mark]()
        self._open: list[Mark] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(Mark(KINDS.get(tag, ""), self._here, 0, dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 in checked markup a closing tag always matches the last opened one
        mark = self._open.pop()
        if mark.kind:
            self.marks.append(mark._replace(length=self._here - mark.offset))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def _here(self) -> int:
        return len(self.text.encode("utf-16-le")) // 2
