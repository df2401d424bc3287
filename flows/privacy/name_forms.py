"""All recognised forms of given names: every grammatical case of Russian, and Latin letters."""

import re

from flows.privacy.given_names import EVERYDAY, GIVEN_NAMES, IRREGULAR, TURKIC

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def _cases(name: str) -> list[str]:
    """Return a name in all grammatical cases of Russian."""
    stem, last = name[:-1], name[-1]
    match last:
        case "а":
            return [name, *(stem + end for end in ("ы", "и", "е", "у", "ой", "ою", "ей"))]
        case "я":
            return [name, *(stem + end for end in ("и", "е", "ю", "ей", "ею"))]
        case "й" | "ь":
            return [name, *(stem + end for end in ("я", "ю", "ем", "е", "и"))]
        case _:
            return [name, *(name + end for end in ("а", "у", "ом", "е"))]


LATIN = dict(zip("абвгдезийклмнопрстуфхцыьэ", "abvgdeziyklmnoprstufhcy'e", strict=True)) | {
    "ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ь": "",
}  # fmt: skip


def _in_latin(name: str) -> set[str]:
    latin = "".join(LATIN.get(letter, letter) for letter in name)
    return {latin} | {latin.replace(old, new) for old, new in (("iy", "y"), ("ya", "ia"), ("ks", "x"), ("y", "i"))}


GIVEN = {form for name in GIVEN_NAMES for form in _cases(name)} | IRREGULAR
GIVEN |= {latin for name in GIVEN_NAMES - EVERYDAY for latin in _in_latin(name) if len(latin) > 3}
KNOWN = GIVEN | TURKIC  #: listed parts of names, none with a hyphen or an apostrophe
#: names that are ordinary words too
AMBIGUOUS = {form for name in EVERYDAY for form in _cases(name)} | {"льва", "семена", "кости"}


def given_names(text: str) -> list[str]:
    """Return the words of a text that can only be given names: «Ваня», but not «вера» or «роман»."""
    return [low for low in WORD.findall(text.casefold()) if low in GIVEN and low not in AMBIGUOUS and len(low) > 2]
