"""The interface of a reader, which turns typed text into slots."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple


class ReaderInput(NamedTuple):
    """The input of a reader: a text (redacted unless the reader is `raw`), today's date, and the draft so far.

    `draft`: the text of the earlier messages, if the answer may consist of several.
    """

    text: str
    today: date
    draft: str = ""


class Reader(NamedTuple):
    """A reader: the slots that it sets, and the function that returns them (None if the text does not fit)."""

    tells: tuple[str, ...]
    reads: Callable[[ReaderInput], Mapping[str, str] | None]
    raw: bool = False  #: the function gets the text before redaction
    free: bool = False  #: any text is an answer, so it is not classified
    figures: bool = False  #: a bare number is an answer, not the position of a button
