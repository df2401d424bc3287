"""Reading an access code."""

import re
from collections.abc import Mapping

from flows.privacy.codes import codes, retyped
from flows.reading.reader import ReaderInput

CODE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9_-]{4,64}")  #: with a letter: digits alone are another kind of number


def code(said: ReaderInput) -> Mapping[str, str] | None:
    """Return the slot `code`, or None if the text has several access codes or nothing like a code.

    It is the only access code in the bot's format; without any, the whole text if it may be a code: 4 to 64 characters
    of `[A-Za-z0-9_-]`, at least one of them a letter. The reader gets the text before redaction, which could mistake a
    code for a document or phone number.
    """
    if held := codes(said.text):
        return {"code": held[0]} if len(held) == 1 else None
    word = said.text.strip().strip("«»\"'.").removeprefix("/start ").strip()
    if meant := retyped(word):
        return {"code": meant}
    return {"code": word} if CODE.fullmatch(word) else None
