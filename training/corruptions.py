"""Typical corruptions of messages: wrong keyboard layout, Latin letters, capitals, no spaces, typing errors."""

from collections.abc import Callable, Mapping
from random import Random

_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_TO_KEYS = str.maketrans(_RUSSIAN + _RUSSIAN.upper(), _KEYS + _KEYS.upper())

_COMMON = dict(zip("абвгдезиклмнопрстуфьъ", "abvgdeziklmnoprstuf''", strict=True)) | {"ё": "yo", "ж": "zh"}
_SPELLINGS = tuple(
    _COMMON | dict(zip("йхцчшщыэюя", ways.split(), strict=True)) | {"ь": soft, "ъ": soft}
    for ways, soft in (
        ("y h c ch sh sch y e yu ya", ""),
        ("i kh ts ch sh shch y e yu ya", "'"),
        ("j h c ch sh shh y e ju ja", ""),
        ("y kh ts ch sh sch i e iu ia", ""),
        ("j x c 4 w sch y e yu ya", "'"),
    )
)
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")


def layout(text: str, _: Random) -> str:
    """Return a Russian text as typed with the English layout."""
    return text.translate(_TO_KEYS)


def latin(text: str, chance: Random) -> str:
    """Return a Russian text in Latin letters, by one of five usual transliterations."""
    spelling = chance.choice(_SPELLINGS)
    return "".join(spelling.get(char, char) for char in text.lower())


def capitals(text: str, _: Random) -> str:
    """Return the text in capitals."""
    return text.upper()


def glued(text: str, _: Random) -> str:
    """Return the text without spaces."""
    return text.replace(" ", "")


def slips(text: str, chance: Random) -> str:
    """Make one typing error in every third word, the longest of the three."""
    words = text.split(" ")
    for start in range(0, len(words), 3):
        at = max(range(start, min(start + 3, len(words))), key=lambda place: len(words[place]))
        words[at] = _slipped(words[at], chance)
    return " ".join(words)


def _slipped(word: str, chance: Random) -> str:
    letters = [at for at, char in enumerate(word) if char.isalpha()]
    if len(letters) < 3:
        return word
    at = chance.choice(letters[1:] if chance.random() < 0.8 else letters)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + _neighbour(word[at], chance) + word[at + 1 :]


def _neighbour(char: str, chance: Random) -> str:
    row = next((row for row in _ROWS if char.lower() in row), "")
    place = row.find(char.lower())
    near = [row[at] for at in (place - 1, place + 1) if row and 0 <= at < len(row)]
    return chance.choice(near) if near else char


ALL: Mapping[str, Callable[[str, Random], str]] = {
    "layout": layout, "latin": latin, "capitals": capitals, "glued": glued, "slips": slips,
}  # fmt: skip
