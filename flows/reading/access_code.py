"""Reading an access code."""

import re
from collections.abc import Mapping

from flows.privacy.codes import codes, retyped
from flows.reading.reader import ReaderInput

CODE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9_-]{4,64}")  #: with a letter: digits alone are another kind of number


def code(said: ReaderInput) -> Mapping[str, str] | None:
    """Return the access code in the text, if there is exactly one; else the whole text, if it is one word like a code.

    None if the text has several codes. A word like a code has 4 to 64 characters of `[A-Za-z0-9_-]`. The reader gets
    the text before redaction, because redaction could remove a code as a number.
    """
    if held := codes(said.text):
        return {"code": held[0]} if len(held) == 1 else None
    word = said.text.strip().strip("«»\"'.").removeprefix("/start ").strip()
    if meant := retyped(word):
        return {"code": meant}
    return {"code": word} if CODE.fullmatch(word) else None
