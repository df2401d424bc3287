"""Converts a typed text to its normal form: small letters, no punctuation, words separated by one space."""

import re
import unicodedata
from functools import lru_cache

from flows.text.caches import TEXTS, while_answered
from flows.text.prefilter import parted

LONGEST = 400
"""Characters of a text that are read; the rest is not needed to recognise what it is about."""

_PLAIN = re.compile(r"[ -~\nА-Яа-яЁё«»—–]*")  # nothing to compose or to remove: nearly every text
_INVISIBLE = {"Mn", "Me", "Cf"}  # stress marks, the frame of 1️⃣, zero-width joiners, soft hyphens
_NOT_A_WORD = re.compile(r"[\W_]+")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
THRICE = re.compile(r"(.)\1\1")  #: any character three times: a prefilter for _STRETCHED, four times as fast


@while_answered
@lru_cache(maxsize=TEXTS)
def normal(text: str) -> str:
    """Return `text` in small letters, without punctuation and emoji, its words separated by one space.

    ё becomes е. Three or more equal letters in a row become one: «даааа» → «да». Only the first 400 characters count.
    """
    low = folded(text)
    words = parted(low) if len(low) <= LONGEST else []
    said = " ".join(words) if "".join(words).isalnum() else _NOT_A_WORD.sub(" ", low)
    return (_STRETCHED.sub(r"\1", said) if THRICE.search(said) else said)[:LONGEST].strip()


def folded(text: str) -> str:
    """Return `text` in small letters, with е for ё and without invisible characters. Punctuation stays."""
    return _seen(text[:LONGEST]).casefold().replace("ё", "е")


@while_answered
@lru_cache(maxsize=TEXTS)  # courtesies, layouts and Tongue call it
def typed_plainly(text: str) -> bool:
    """Return whether `text` has only ordinary characters, so that `normal` need not compose or remove any."""
    return _PLAIN.fullmatch(text, 0, LONGEST) is not None


def _seen(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    whole = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in whole if unicodedata.category(char) not in _INVISIBLE)
