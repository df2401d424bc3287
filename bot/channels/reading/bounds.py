"""Bounds of what is parsed: bytes and nesting depth. Both are checked before any parser sees the bytes.

Parsers recurse: 1,000 `[` raise a RecursionError in msgspec on Python 3.11, and that is not a DecodeError.
"""

import re
from itertools import accumulate

import aiohttp

DEEPEST = 200  #: levels of nesting; a VK message with 45 forwarded messages inside each other has about a hundred
LARGEST = 16 * 1024 * 1024  #: bytes of one answer; what comes after them is not read
LARGEST_UPDATE = 1024 * 1024  #: bytes of one update

_CHUNK = 64 * 1024
_MARKS = b'"[]{}'
_OTHERS = bytes(byte for byte in range(256) if byte not in _MARKS)
_STRING = re.compile(rb'"[^"]*"')
_STEPS = [1 if byte in b"[{" else -1 for byte in range(256)]


def depth(body: bytes) -> int:
    """Return how deep the brackets of a JSON text are nested. Linear in its length and not recursive.

    If the text is not JSON, the result is at least the depth that a parser reaches before it fails.
    """
    if b"\\" in body:
        body = body.replace(rb"\\", b"").replace(rb"\"", b"")
    # two adjacent quotes end one string and begin the next, or hold nothing: without them the rest stays as it was
    marks = body.translate(None, _OTHERS).replace(b'""', b"")
    if b'"' in marks:
        marks = _STRING.sub(b"", marks)
    return max(accumulate(map(_STEPS.__getitem__, marks)), default=0)


def within(body: bytes) -> bool:
    """Return True if a parser may see the bytes."""
    return len(body) <= LARGEST and depth(body) <= DEEPEST


async def body_of(response: aiohttp.ClientResponse) -> bytes:
    """Return the body of an answer. A longer body than LARGEST is cut there. Raises aiohttp's errors."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) >= LARGEST:
            response.close()
            break
    return bytes(body[:LARGEST])
