"""How a messenger shows a message: VK takes plain text and marks counted in UTF-16 units, Telegram our markup."""

from html.parser import HTMLParser
from typing import NamedTuple

#: VK knows no fixed-width letters (platforms B2): what is <code> for us is plain there
KINDS = {"b": "bold", "i": "italic", "a": "url"}


class Mark(NamedTuple):
    """A piece of a message that looks otherwise: `format_data` of VK. Both numbers are of UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str = ""


class Marked(NamedTuple):
    """A message as VK takes it."""

    text: str
    marks: tuple[Mark, ...]


def vk(markup: str) -> Marked:
    """Give our markup as VK takes it."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return Marked(reader.text, tuple(sorted(reader.marks, key=lambda mark: mark.offset)))


class _Reader(HTMLParser):
    """Gathers the text, and the marks as their tags close."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.marks = "", list[Mark]()
        self._open: list[Mark] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(Mark(KINDS.get(tag, ""), self._here, 0, dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 the checked markup closes what it opened last
        mark = self._open.pop()
        if mark.kind:
            self.marks.append(mark._replace(length=self._here - mark.offset))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def _here(self) -> int:
        return len(self.text.encode("utf-16-le")) // 2
