"""Rewrites a message that may not be typed in plain Russian: look-alike letters, wrong layout, Latin spelling.

`flows.nlu.russian` chooses between the rewritten texts.
"""

import re

from flows.text.latin import SOUNDS

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(_ENGLISH + '~{}:"<>', _RUSSIAN + "ёхъжэбю")
_TO_ENGLISH = str.maketrans(_RUSSIAN.replace("ё", "е"), _ENGLISH.replace("`", "t"))

_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яё]")
_MIXED = re.compile(r"\b(?=\w*[a-z])(?=\w*[а-яё])\w+\b")
_LOOK_ALIKES = str.maketrans("abcehkmnoprtuxy0346", "авсенкмпоргтихуозчб")

#: In questions «x» is a look-alike («xочу»), and digits stand for sounds
_SOUNDS = {**SOUNDS, "x": "х", "je": "е", "eh": "э", "ij": "ий", "yj": "ый", "4": "ч", "6": "ш"}
_SHORT = re.compile(r"(?<=[aeou])y(?![aeou])")  #: «moy» ends in й, «moyu» in ю
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))


def has_latin(text: str) -> bool:
    """Return whether a casefolded text has a Latin letter."""
    return _LATIN.search(text) is not None


def has_cyrillic(text: str) -> bool:
    """Return whether a casefolded text has a Russian letter."""
    return _CYRILLIC.search(text) is not None


def unmixed(text: str) -> str:
    """Replace Latin letters and digits in Russian words by the Russian letters they look like: «cнилc» → «снилс»."""
    return _MIXED.sub(lambda word: word[0].translate(_LOOK_ALIKES), text)


def turned(text: str) -> str:
    """Return a text typed with Latin letters as if typed on the Russian layout: «rfr djqnb» is «как войти»."""
    return text.translate(_TO_RUSSIAN)


def turned_back(text: str) -> str:
    """Return a text typed with Russian letters as if typed on the English layout: «ьфч» is «max»."""
    return text.translate(_TO_ENGLISH)


def sounded(text: str) -> str:
    """Replace Latin letters by Russian ones of the same sound: «kak voiti» is «как воити»."""
    return _SOUND.sub(lambda found: _SOUNDS[found[0]], _SHORT.sub("j", text.replace("'", "")))


def squashed(word: str) -> str:
    """Simplify a Russian word so that usual misspellings become equal: й, ы, ъ, ь, э, щ, doubled letters,
    «ться»."""
    plain = _REFLEXIVE.sub("ца", word).translate(_ALIKE)
    return _DOUBLED.sub(r"\1", plain)


_REFLEXIVE = re.compile(r"ть?ся\b")
_ALIKE = str.maketrans({"й": "и", "ы": "и", "э": "е", "щ": "ш", "ъ": None, "ь": None, "ё": "е"})
_DOUBLED = re.compile(r"([^\W\d])\1+")
