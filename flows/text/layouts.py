"""Converts a text typed in the wrong keyboard layout: «rfr djqnb» → «как войти»."""

import re
from functools import lru_cache

from flows.text.caches import TEXTS, while_answered
from flows.text.normal import LONGEST, THRICE, normal, typed_plainly

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(
    _ENGLISH + _ENGLISH.upper() + '~{}:"<>',
    _RUSSIAN + _RUSSIAN.upper() + "ёхъжэбю",
)
_TO_ENGLISH = str.maketrans(_RUSSIAN, _ENGLISH)

_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яё]")
_MUTE = "[бвгджзйклмнпрстфхцчшщьъ]"
_NO_RUSSIAN_WORD = re.compile(rf"\b[ьъы]|\b{_MUTE}{{3,}}\b|{_MUTE}{{5,}}|[аеиоуыэюя]{{4,}}")
_NO_ENGLISH_WORD = re.compile(r"\b[^\Waeiou]{2,}\b|[^\Waeiou]{5,}|[^a-z ]")
_ON_MUTE_KEYS = "".join(
    letter for key, letter in zip(_ENGLISH, _RUSSIAN, strict=True) if key in "bcdfghjklmnpqrsvwxyz"
)  #: letters on keys of English consonants; «е» is on one too, but may stand for «ё», which is not
_MUTE_KEYS = re.compile(f"[{_ON_MUTE_KEYS}]{{5}}")
_MUTE_WORD = re.compile(rf"\b[{_ON_MUTE_KEYS}]{{2,}}\b")
_RUSSIAN_VOWELS = re.compile(r"[аеиоуыэюя]")


@while_answered
@lru_cache(maxsize=TEXTS)
def layouts(text: str) -> tuple[str, ...]:
    """Return the normal form of a text and, if its keyboard layout may be wrong, the form in the other layout.

    The second form of «rfr djqnb» is «как войти», that of «ьутг» is «menu». An ordinary text has no second form.
    """
    said = normal(text)
    meant = _other_layout(text[:LONGEST].casefold())
    return (said, meant) if meant and meant != said else (said,)


def _other_layout(text: str) -> str:
    """Return the text that the same keys type in the other layout; "" if that text cannot be words."""
    latin, cyrillic = _LATIN.search(text), _CYRILLIC.search(text)
    if latin and not cyrillic:
        meant = normal(text.translate(_TO_RUSSIAN))
        return meant if _could_be_russian(meant) else ""
    if cyrillic and not latin and not _surely_russian(text):
        meant = normal(text.translate(_TO_ENGLISH))
        return "" if _NO_ENGLISH_WORD.search(meant) else meant
    return ""


def _surely_russian(text: str) -> bool:
    # The text has five letters in a row, or a whole word, on keys without an English vowel. In the other layout that
    # cannot be an English word.
    mute = _MUTE_KEYS.search(text) or _MUTE_WORD.search(text)
    return mute is not None and not THRICE.search(text) and typed_plainly(text)


def _could_be_russian(text: str) -> bool:
    # About two letters of five are vowels in Russian; English words in the wrong layout have far fewer.
    letters = len(text) - text.count(" ")
    return not _NO_RUSSIAN_WORD.search(text) and len(_RUSSIAN_VOWELS.findall(text)) * 4 >= letters
