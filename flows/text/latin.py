"""Converts Russian words typed in Latin letters: «dnevnik» → «дневник»."""

import re

_LATIN_WORD = re.compile(r"[a-z]+")
#: Latin spellings of Russian sounds
SOUNDS = dict(
    pair.split(":")
    for line in (
        "a:а b:б v:в g:г d:д e:е z:з i:и j:й k:к l:л m:м n:н o:о p:п r:р s:с t:т u:у f:ф h:х c:ц y:ы q:к w:в x:кс",
        "shch:щ sch:щ sh:ш ch:ч zh:ж kh:х ts:ц yu:ю ju:ю iu:ю ya:я ja:я ia:ия yo:е jo:е ye:е yy:ый iy:ий yi:ый",
    )
    for pair in line.split()
)
_SOUND = re.compile("|".join(sorted(SOUNDS, key=len, reverse=True)))


def russian(word: str) -> str:
    """Replace the Latin letters of a word by Russian ones of the same sound. Other words are returned unchanged."""
    return _SOUND.sub(lambda found: SOUNDS[found[0]], word) if _LATIN_WORD.fullmatch(word) else word
