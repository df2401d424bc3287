"""The contract of a reader: typed text in, slots out."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple


class ReaderInput(NamedTuple):
    """What a reader may use: the text (redacted unless the reader is raw), the date of today, the draft so far."""

    text: str
    today: date
    draft: str = ""


class Reader(NamedTuple):
    """One reader: the slots it sets, and the function that gives them, or None when the text is no answer."""

    tells: tuple[str, ...]
    reads: Callable[[ReaderInput], Mapping[str, str] | None]
    raw: bool = False  #: it gets the text before redaction
    free: bool = False  #: any text is an answer, so no intent is looked for in it
    figures: bool = False  #: a bare number is an answer, not the place of a button
