"""Output that can be redirected anywhere: a character that its encoding lacks is replaced by one that it has."""

import codecs
import sys
from contextlib import suppress
from typing import TextIO

NAME = "provodnik.legible"

#: What stands for a character that is missing: cp1251 has no «✓», cp866 has no «—», ASCII has no Russian letter.
INSTEAD = {
    "✓": "+", "✗": "x", "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "—": "-", "–": "-", "−": "-", "…": "...",
    "→": "->", "←": "<-", "↑": "^", "·": "*", "•": "*", "№": "N", "×": "x", "½": "1/2", "\N{NO-BREAK SPACE}": " ",
    "\N{THIN SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ",
}  # fmt: skip
LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)


def legible(error: UnicodeError) -> tuple[str, int]:
    """Return what to write instead of the characters that could not be encoded. An error handler of `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_instead(each, error.encoding) for each in lacking), error.end


def _instead(char: str, encoding: str) -> str:
    said = INSTEAD.get(char) or LETTERS.get(char)
    if said is None:
        said = LETTERS.get(char.lower(), "?").capitalize()
    # what stands for a character may be missing too, but never twice: then a question mark is left
    return said.encode(encoding, "replace").decode(encoding)


def make_redirectable() -> None:
    """Make the standard streams of this process accept every character. Safe to call again."""
    codecs.register_error(NAME, legible)
    for stream in (sys.stdout, sys.stderr):
        _reconfigured(stream, NAME)
    _reconfigured(sys.stdin, "replace")


def _reconfigured(stream: TextIO | None, errors: str) -> None:
    # None under pythonw; a stream of a test or an editor may not be reconfigurable
    with suppress(AttributeError, ValueError, OSError):
        stream.reconfigure(errors=errors)  # type: ignore[union-attr]
