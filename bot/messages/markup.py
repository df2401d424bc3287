"""From our markup (`<b> <i> <a href> <code>`) to what a channel shows. Telegram takes it as it is."""

import html
import re

_TAG = re.compile(r"<[^>]+>")
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def plain(text: str) -> str:
    """Give the text without marks; a link keeps its address beside its words unless it is its own words."""
    linked = _LINK.sub(lambda found: _beside(html.unescape(found[1]), found[2]), text)
    return html.unescape(_TAG.sub("", linked))


def _beside(address: str, words: str) -> str:
    return words if html.unescape(words) == address else f"{words} ({html.escape(address)})"
