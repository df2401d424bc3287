"""Makes a typed text plain for searching: ASCII digits, one kind of dash and space, no invisible characters."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

CROSSED = "[вычеркнуто]"

# Stands for a CROSSED that is already in the text. It is unambiguous, because typed NULs become spaces.
BARRIER = "\0"

BREVE = "\u0306"
KEPT = {"№": "№", "ё": "е", "Ё": "Е", "\n": "\n", "\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
MARKS = {"−": "-", "⁃": "-", "˗": "-", "⁄": "/", "∕": "/", "·": ".", "∙": ".", "⋅": ".", "\u3164": "", "\uffa0": ""}
ORDINARY = re.compile(r"[\n -~А-Яа-яЁё«»]*")  # characters that are plain already, except ё: nearly every text
INVISIBLE = frozenset({"Mn", "Me", "Cf"})
DIGIT = re.compile("[0-9]")  # in a plain text there are no other digits


class RedactionSpan(NamedTuple):
    """A part of a text to redact, from `start` to before `end`, and the kind of personal data in it."""

    start: int
    end: int
    kind: str


class Plain(NamedTuple):
    """A plain text, with its capital letters (`typed`) and in small letters (`low`, equally long).

    `origin`: the index that each character had in the text before it was made plain.
    """

    typed: str
    low: str
    origin: Sequence[int]

    def typed_at(self, start: int, end: int) -> tuple[int, int]:
        """Convert a span of the plain text to a span of the original text, including invisible characters after it."""
        return self.origin[start], max(self.origin[end], self.origin[end - 1] + 1)


def plain(text: str) -> Plain:
    """Return `text` made plain for searching. Each mark of an earlier redaction becomes one character (BARRIER)."""
    if ORDINARY.fullmatch(text) and CROSSED not in text:
        typed = text.replace("ё", "е").replace("Ё", "Е")
        return Plain(typed, typed.lower(), range(len(text) + 1))
    letters: list[str] = []
    origin: list[int] = []
    for start, chunk in _chunks(text):
        if chunk == CROSSED:
            letters.append(BARRIER)
            origin.append(start)
        elif ORDINARY.fullmatch(chunk):
            letters += chunk.replace("ё", "е").replace("Ё", "Е")
            origin += range(start, start + len(chunk))
        else:
            _add(letters, origin, chunk, start)
    typed = "".join(letters)
    return Plain(typed, _small(typed), [*origin, len(text)])


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    # yields the marks of earlier redactions and the texts between them, each with its start
    start = 0
    for chunk in text.split(CROSSED):
        if start:
            yield start - len(CROSSED), CROSSED
        yield start, chunk
        start += len(chunk) + len(CROSSED)


def _add(letters: list[str], origin: list[int], chunk: str, start: int) -> None:
    for at, piece in enumerate(map(_plain_letter, chunk), start):
        letters += piece
        origin += [at] * len(piece)
        if piece == BREVE:
            _short_i(letters, origin)


def _short_i(letters: list[str], origin: list[int]) -> None:
    """Join a breve with the и before it to й, because Apple keyboards send й as two characters."""
    letters.pop()
    origin.pop()
    if letters and letters[-1] in "иИ":
        letters[-1] = "й" if letters[-1] == "и" else "Й"


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    if letter in KEPT or letter in MARKS:
        return KEPT.get(letter, MARKS.get(letter, ""))
    if letter == BREVE:
        return BREVE
    if (digit := unicodedata.decimal(letter, None)) is not None:
        return str(digit)
    return _by_category(letter, unicodedata.category(letter))


def _by_category(letter: str, category: str) -> str:
    if category in INVISIBLE:
        return ""
    if category == "Pd":
        return "-"
    if category[0] in "ZC":
        return " "
    # Long ligatures hold no personal data, and would make a short text very long.
    folded = unicodedata.normalize("NFKC", letter)
    return folded if len(folded) <= 3 else " "


def _small(typed: str) -> str:
    low = typed.lower()
    if len(low) == len(typed):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in typed)
