"""Converts our markup (`<b> <i> <a href> <code>`) to plain text. Telegram accepts the markup as it is."""

import html
import re

_TAG = re.compile(r"<[^>]+>")
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def plain(text: str) -> str:
    """Return the text without tags. A link becomes «text (address)», or only its text if the text is the address."""
    linked = _LINK.sub(lambda found: _beside(html.unescape(found[1]), found[2]), text)
    return html.unescape(_TAG.sub("", linked))


def _beside(address: str, words: str) -> str:
    return words if html.unescape(words) == address else f"{words} ({html.escape(address)})"
