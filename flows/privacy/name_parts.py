"""Splits a text into words and decides which part of a name each may be: surname, given name or patronymic."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flows.privacy.name_forms import AMBIGUOUS, GIVEN, WORD
from flows.privacy.ordinary_words import ADJECTIVES, ENDINGS, NOT_PATRONYMICS, OPENERS, STEMS
from flows.privacy.plain import Plain

LONGEST = 40  #: letters of a name; longer words would be slow to compare
#: Latin letters that look Russian, for words that mix both
LOOKALIKES = str.maketrans("aceopxykmhtbri", "асеорхукмнтвгі")

PATRONYMIC = re.compile(
    r"[а-я]{2,}(?:ов|ев|ьев)(?:ич(?:а|у|ем|е|ам|и)?|н(?:а|ы|е|у|ой|ою))|[а-я]{2,}(?:ьич|ныч|еич|алыч|аич)(?:а|у|ем|е)?"
    r"|(?:иль|лук|кузьм|фом|савв|никит|фок|аник)ич(?:а|у|ем|е)?"
    r"|(?:ильин|лукин|кузьмин|фомин|никит|савв|аникит)ичн(?:а|ы|е|у|ой|ою)|[а-я]{3,}санна"
    r"|[a-z]{2,}(?:ov|ev|yev|iev)(?:ich|ych|icha|na|ny|noy|ne)|(?:il|luk|kuzm|fom)['y]?ich|ilyinichna|ilinichna"
)

_CASES = r"(?:а|у|ым|ой|ою|ом|е|ы)?"
SURNAME = re.compile(
    rf"[а-я]{{2,}}(?:ов|ев|ин|ын){_CASES}|[а-я]{{2,}}(?:енко|[чщ]ук|юк|нян|сян|рян|тян|кян|дян|лян|мян|гян|швили|дзе|заде)"
    rf"|[а-я]{{3,}}(?:чук|юк|нян|сян|рян|тян)(?:а|у|ом|е)"
    r"|[a-z]{2,}(?:ov|ova|ev|eva|yov|in|ina|skiy|sky|skij|skii|skaya|enko|chuk|yan|shvili|dze)"
)
# Endings that ordinary words have too: a word with one is a surname only with a capital letter.
CAPITAL_SURNAME = re.compile(
    r"[а-я]{2,}(?:[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|ко|ук|як|ик|ян(?:а|у|ом|е)?|их|ых|их|ия|ля|ец|ман|берг|штейн|ер)"
)


class Word(NamedTuple):
    """One word of a text. `low` is the word in small letters of one alphabet.

    `capital`: it begins with a capital letter. `title`: only its first letter is a capital. `opens`: it has `title` and
    begins a sentence.
    """

    start: int
    end: int
    low: str
    capital: bool
    title: bool
    opens: bool


def words_of(seen: Plain) -> Iterator[Word]:
    """Return the words of a text in order."""
    for found in WORD.finditer(seen.low):
        start, end = found.span()
        typed = seen.typed[start:end]
        title = typed.istitle()
        yield Word(
            start, end, one_alphabet(found.group()), typed[0].isupper(), title, title and _opens(seen.low, start)
        )


def one_alphabet(low: str) -> str:
    """Replace Latin letters by the Russian ones they look like. A word of only ASCII letters stays unchanged."""
    return low if low.isascii() else low.translate(LOOKALIKES)


def _opens(low: str, start: int) -> bool:
    """Return whether the word at `start` begins a sentence, where a capital letter does not indicate a name."""
    before = low[max(0, start - 6) : start].rstrip(" \"'«(-")
    return start == 0 or not before or before[-1] in "\n.!?:;" or "\n" in low[max(0, start - 2) : start]


def is_ordinary(low: str) -> bool:
    """Return whether a word is a form of an ordinary word, even if it ends like a surname."""
    if low in OPENERS or low in STEMS:
        return True
    # three terms: this is asked of each word of a text many times, and `any` over a generator costs twice as much
    return (
        (low[-1:] in ENDINGS and low[:-1] in STEMS)
        or (low[-2:] in ENDINGS and low[:-2] in STEMS)
        or (low[-3:] in ENDINGS and low[:-3] in STEMS)
    )


def is_surname(word: Word) -> bool:
    """Return whether a word looks like a surname and is not an ordinary word."""
    last = word.low.rsplit("-", 1)[-1]
    if word.low in GIVEN or not 3 < len(last) < LONGEST or is_ordinary(last) or is_ordinary(word.low):
        return False
    return bool(SURNAME.fullmatch(last)) or (
        word.title and bool(CAPITAL_SURNAME.fullmatch(last)) and not _adjective(last)
    )


def _adjective(low: str) -> bool:
    return "ическ" in low or low.startswith(ADJECTIVES) or (low.endswith(("их", "ых")) and len(low) < 5)


def is_given(word: Word) -> bool:
    """Return whether a word is a given name. A name that is also an ordinary word counts only with a capital letter."""
    if "-" in word.low:
        return word.low.split("-")[0] in GIVEN
    return word.low in GIVEN and (word.capital or word.low not in AMBIGUOUS) and len(word.low) > 2


def is_patronymic(word: Word) -> bool:
    """Return whether a word is a patronymic."""
    last = word.low.rsplit("-", 1)[-1]
    return (
        may_be_patronymic(last)
        and len(last) < LONGEST
        and bool(PATRONYMIC.fullmatch(last))
        and not only_sounds_so(last)
    )


def may_be_patronymic(low: str) -> bool:
    """Return False if the last letters of a word (in small letters) exclude a patronymic. This is a quick test."""
    tail = low[-4:]
    return "ч" in tail or "н" in tail or tail.isascii()


def only_sounds_so(low: str) -> bool:
    """Return whether a word that ends like a patronymic is an ordinary word: «повседневной»."""
    stem = low.rstrip("аыеуойю")
    return stem in NOT_PATRONYMICS or stem.endswith("дневн")
