"""Cuts a damaged answer into its updates without parsing it as a whole."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

import msgspec

from bot.channels.reading.bounds import LARGEST_UPDATE
from bot.channels.reading.mending import NOT_JSON, UnreadableError, first_error, mended

Update = TypeVar("Update")

NEVER = re.compile(r"(?!)")
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}"]', re.DOTALL)
_GAP = re.compile(r"[\s,]*")
_OPENINGS = re.compile(r"[\s,\[]*")
_SCALAR = re.compile(r'(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^\s,:\[\]{}"]+)(?=\s*[,\]])', re.DOTALL)
_PUNCTUATION = "[]{},: \t\r\n"
_CLOSES = {"[": "]", "{": "}"}


class Form(NamedTuple, Generic[Update]):
    """What the updates of a platform look like."""

    array: re.Pattern[str]  #: the beginning of the list of updates, its bracket included
    begins: re.Pattern[str]  #: the beginning of an update
    decode: Callable[[bytes], Update]  #: the strict decoder of one update; raises msgspec.DecodeError
    key: Callable[[str], str]  #: the key of an update that cannot be decoded, from its text
    author: Callable[[str], str]  #: the peer who caused it, from its text; empty if that is not certain
    composed: re.Pattern[str] = NEVER  #: the beginning of a list or an object that a person may compose freely


class Piece(NamedTuple):
    """One update of an answer. `body` is strict JSON, empty if there is a reason `why` it cannot be read."""

    text: str
    body: bytes = b""
    why: str = ""
    broken: bool = False  #: its brackets or quotes are damaged, so the answer may have been damaged on its way


class Split(NamedTuple):
    """An answer that was cut up. `envelope` is its text without the updates; `found`: it has a list of updates."""

    pieces: Sequence[Piece]
    envelope: str
    found: bool


def split(text: str, form: Form[Update]) -> Split:
    """Cut an answer into its updates. A damaged update ends where the next one that can be decoded begins."""
    first = form.begins.search(text)
    before = len(text) if first is None else first.start()
    # the list begins before its first update: a person's payload may contain a list of the same name
    openings = [opening.end() for opening in form.array.finditer(text, 0, before)]
    if first is None and not openings:
        return Split((), text, found=False)
    begins = openings[-1] if openings else before
    pieces, end = _pieces(text, begins, form)
    return Split(pieces, text[:begins] + text[end:], found=bool(openings))


def _pieces(text: str, at: int, form: Form[Update]) -> tuple[list[Piece], int]:
    pieces: list[Piece] = []
    while True:
        start = _GAP.match(text, at).end()  # type: ignore[union-attr]  # the pattern matches everywhere
        inner = _OPENINGS.match(text, start).end()  # type: ignore[union-attr]
        start = inner if form.begins.match(text, inner) else start  # updates inside a list of lists
        if _value(text, start):
            piece, at = _piece(text, start, form)
            pieces.append(piece)
            continue
        found = next(_updates(text, start, len(text), form), None)
        until = _end_of_list(text, start) if found is None else found
        _add_rest(pieces, text[start:until])
        if found is None:
            return pieces, until
        at = found


def _end_of_list(text: str, at: int) -> int:
    # the brackets of the envelope follow at once, or the remains of a damaged update come before them
    if text[at : at + 1] == "]":
        return at
    end = text.rfind("]", at)
    return len(text) if end < 0 else end


def _add_rest(pieces: list[Piece], rest: str) -> None:
    # brackets without content are the remains of the update before them, which may have lost its last fields
    if pieces and pieces[-1].broken:
        pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + rest)
    elif rest.strip(_PUNCTUATION) or (pieces and rest.strip(", \t\r\n")):
        pieces.append(Piece(rest, why=NOT_JSON, broken=True))


def _value(text: str, at: int) -> bool:
    return text[at : at + 1] in ("{", "[") or _SCALAR.match(text, at) is not None


def _piece(text: str, at: int, form: Form[Update]) -> tuple[Piece, int]:
    end = end_of(text, at)
    try:
        if end is None:
            raise first_error(text[at : at + LARGEST_UPDATE])
        return Piece(text[at:end], mended(text[at:end])), end
    except UnreadableError as error:
        until = _next_update(text, at, error, end, form)
        return Piece(text[at:until], why=error.why, broken=error.broken), until


def _next_update(text: str, at: int, error: UnreadableError, end: int | None, form: Form[Update]) -> int:
    """Return where the update after a damaged one begins; `end` or the end of the text if it is not inside.

    A person may compose a payload that looks like an update of somebody else. So an update that lies inside such a
    value is believed only behind the first error, where the nesting can no longer be known.
    """
    limit = len(text) if end is None else end
    if not error.broken:
        return limit
    sure = _before_string(text, at, at + error.at)
    opened = [found.end() - 1 for found in form.composed.finditer(text, at, sure)]
    composed = [(opens, end_of(text, opens) or sure) for opens in opened]
    for start in _updates(text, at + 1, limit, form):
        if start >= sure or not any(opens <= start < closes for opens, closes in composed):
            return start
    return limit


def _before_string(text: str, at: int, wrong: int) -> int:
    # if a quote is missing, the error is behind the string that took in the beginning of the next update
    if text[at:wrong].rstrip()[-1:] != '"':
        return wrong
    return max(text.rfind('"', at, text.rfind('"', at, wrong)), at)


def _updates(text: str, at: int, limit: int, form: Form[Update]) -> Iterator[int]:
    for found in form.begins.finditer(text, at, limit):
        if (end := end_of(text, found.start())) is not None and _decodes(text[found.start() : end], form):
            yield found.start()


def _decodes(text: str, form: Form[Update]) -> bool:
    try:
        form.decode(mended(text))
    except (UnreadableError, msgspec.DecodeError):
        return False
    return True


def end_of(text: str, at: int) -> int | None:
    """Return where the value that begins at `at` ends; None if its brackets do not match. Not recursive."""
    if scalar := _SCALAR.match(text, at):
        return scalar.end()
    expected: list[str] = []
    for token in _TOKEN.finditer(text, at):
        mark = token[0]
        if mark in _CLOSES:
            expected.append(_CLOSES[mark])
        elif len(mark) == 1 and (not expected or mark != expected.pop()):
            return None
        if not expected:
            return token.end()
    return None
