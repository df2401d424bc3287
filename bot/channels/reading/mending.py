"""A tolerant decode: JSON that a strict parser refuses, such as NaN or half a character, becomes strict JSON."""

import json
import re
from collections.abc import Callable
from math import isfinite
from typing import TypeVar

import msgspec

from bot.channels.reading.bounds import DEEPEST, LARGEST_UPDATE, depth

TOO_DEEP, TOO_LARGE, NOT_JSON = "nested too deep", "too large", "not JSON"
DIGITS = 18  #: a longer integer is no id; Python refuses to convert one of more than 4,300 digits

_Value = TypeVar("_Value")
_COMMA = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")|,(?=\s*[\]}])', re.DOTALL)


class UnreadableError(ValueError):
    """A text cannot be read as JSON.

    `at`: the position of the first error. `broken`: the brackets and quotes of the text cannot be trusted.
    """

    def __init__(self, why: str, at: int = 0, *, broken: bool = False) -> None:
        """Store the reason, which never quotes the text."""
        super().__init__(why)
        self.why, self.at, self.broken = why, at, broken


def mended(text: str) -> bytes:
    """Return a JSON text as strict JSON. Raises UnreadableError.

    Raw control characters in strings are kept, NaN, infinite numbers and numbers of absurd length become null,
    half a surrogate pair becomes «?», and a comma before a closing bracket is dropped.
    """
    if len(text) > LARGEST_UPDATE:
        raise UnreadableError(TOO_LARGE)
    if depth(text.encode("utf-8", "replace")) > DEEPEST:
        # one stray quote may have joined several updates: what follows may be whole
        raise UnreadableError(TOO_DEEP, len(text), broken=True)
    return json.dumps(_loaded(text), ensure_ascii=False).encode("utf-8", "replace")


def tolerantly(decode: Callable[[bytes], _Value], raw: bytes | msgspec.Raw) -> _Value:
    """Return `decode(raw)`. If that fails, decode the mended text. Raises msgspec.DecodeError, UnreadableError."""
    body = bytes(raw)
    if depth(body) > DEEPEST:
        raise UnreadableError(TOO_DEEP)
    try:
        return decode(body)
    except msgspec.ValidationError:
        raise  # JSON of another shape, which mending does not change
    except (msgspec.DecodeError, UnicodeDecodeError):
        return decode(mended(body.decode("utf-8", "replace")))


def first_error(text: str) -> UnreadableError:
    """Return where the value at the beginning of `text` stops being JSON."""
    if depth(text.encode("utf-8", "replace")) > DEEPEST:
        return UnreadableError(TOO_DEEP, broken=True)
    try:
        _, end = _DECODER.raw_decode(text)
    except json.JSONDecodeError as error:
        return UnreadableError(NOT_JSON, error.pos, broken=True)
    return UnreadableError(NOT_JSON, end, broken=True)


def _loaded(text: str) -> object:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        wrong = error.pos
    try:
        return _DECODER.decode(_COMMA.sub(lambda found: found[1] or "", text))
    except json.JSONDecodeError:
        raise UnreadableError(NOT_JSON, wrong, broken=True) from None


def _nothing(_: str) -> None:
    return None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= DIGITS else None


def _finite(digits: str) -> float | None:
    number = float(digits)
    return number if isfinite(number) else None


_DECODER = json.JSONDecoder(strict=False, parse_constant=_nothing, parse_int=_whole, parse_float=_finite)
