"""Full names: a patronymic with its neighbours, a given name beside a surname, a surname with initials.

A given name alone («сын Ваня») stays: it names nobody.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from flows.privacy.given_names import EVERYDAY, GIVEN_NAMES, IRREGULAR, TURKIC
from flows.privacy.ordinary_words import ADJECTIVES, ENDINGS, NOT_PATRONYMICS, OPENERS, STEMS
from flows.privacy.plain import Plain, Span
from flows.text.prefilter import any_of, parted

# No name is longer, and longer words would be slow to compare.
LONGEST = 40

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
GAP = re.compile(r"[\s_]{1,3}")
IN_LINE = re.compile(r"[^\n.,!?:;\d\0]{1,3}")
COMMA_GAP = re.compile(r"\s?,\s?|\.")
# Latin letters that look Russian, for words typed with both.
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
# Shapes that everyday words share, trusted only with a capital letter.
CAPITAL_SURNAME = re.compile(
    r"[а-я]{2,}(?:[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|ко|ук|як|ик|ян(?:а|у|ом|е)?|их|ых|их|ия|ля|ец|ман|берг|штейн|ер)"
)
_I = r"(?<!\w)[А-ЯA-Z]\.\s?"
INITIALS_FIRST = re.compile(rf"{_I}(?:(?:[А-ЯA-Z]\.)\s?)?(?P<w>[А-ЯA-Z][\w-]{{2,40}})")
INITIALS_LAST = re.compile(r"(?<![\w-])(?P<w>[А-ЯA-Z][\w-]{2,40})\s{1,2}(?P<i>[А-ЯA-Z]\.\s?(?:[А-ЯA-Z](?:\.|(?!\w)))?)")
LOW_INITIALS = re.compile(
    r"(?<![\w-])(?P<w>[а-я-]{4,40})\s{1,2}(?!и\s?\.\s?о|[тг]\.\s?[дпеокрн]|[кд]\.|н\.\s?э)[а-я]\.\s?[а-я](?:\.|(?!\w))"
    r"|(?<!\w)(?!и\s?\.\s?о|[тг]\.\s?[дпеокрн]|н\.\s?э)[а-я]\.\s?[а-я]\.\s?(?P<v>[а-я-]{4,40})"
)
LABEL = re.compile(
    r"(?<!\w)(?:фамили[яюеи]|имя|отчество|фио|ф\.\s?и\.\s?о\.?)"
    r"(?:\s(?:ребенка|сына|дочери|дочки|ученика|ученицы|мамы|папы|родителя|матери|отца|моя|мое|наша|наше))?(?P<c>\s?[:=-])?\s{1,2}(?=[^\W\d_])|(?<!\w)(?:фамилия|имя|отчество|фио)(?P<d>[:=])(?=[^\W\d_])"
)
# What stands in every LABEL, in every patronymic of Russian letters, and between a surname and a capital after it.
LABEL_SIGNS = ("фамили", "имя", "отчество", "фио", "ф.")
PATRONYMIC_SIGNS = ("ич", "ыч", "овн", "евн", "санна")
CAPITALS = re.compile(r"[А-ЯA-Z][а-яa-z]{3,40}[\s_.]{1,3}[^\W\d_а-яa-z]")
LETTERS = re.compile(r"[^\W\d_]+")
LATIN_LETTER = re.compile(r"[a-z]")


class Word(NamedTuple):
    """One word: small letters of one alphabet, and how it was typed; what opens a sentence is asked of capitals."""

    start: int
    end: int
    low: str
    capital: bool
    title: bool
    opens: bool


def _forms(name: str) -> list[str]:
    """Give a name in the cases of a Russian sentence."""
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


GIVEN = {form for name in GIVEN_NAMES for form in _forms(name)} | IRREGULAR
GIVEN |= {latin for name in GIVEN_NAMES - EVERYDAY for latin in _in_latin(name) if len(latin) > 3}
KNOWN = GIVEN | TURKIC  #: parts of names known by heart, none with a hyphen or an apostrophe
AMBIGUOUS = {form for name in EVERYDAY for form in _forms(name)} | {"льва", "семена", "кости"}


def given_names(text: str) -> list[str]:
    """Give the words of a text that are given names and nothing else: «Ваня», not «вера» or «роман»."""
    return [low for low in WORD.findall(text.casefold()) if low in GIVEN and low not in AMBIGUOUS and len(low) > 2]


def names(seen: Plain) -> list[Span]:
    """Find the full names to strike."""
    spans = [*_in_words(seen, list(_words(seen))), *_initials(seen)] if _may_name(seen) else _initials(seen)
    return [Span(start, end, "name") for start, end in spans]


def _in_words(seen: Plain, found: list[Word]) -> Iterator[tuple[int, int]]:
    yield from _patronymics(seen, found)
    yield from _pairs(seen, found)
    yield from _short_lines(seen, found)
    yield from _labelled(seen, found)


def _may_name(seen: Plain) -> bool:
    """Tell whether a closer look at the words is due: most texts have nothing that every name has.

    That is a label before it, two capitals, a given name or a patronymic; what mixes alphabets is looked at closely.
    """
    low = seen.low
    if any_of(LABEL_SIGNS, low) or LATIN_LETTER.search(low):
        return True
    if seen.typed != low and CAPITALS.search(seen.typed):
        return True
    parts = parted(low)
    if not "".join(parts).isalpha():
        parts = LETTERS.findall(low)
    if any_of(PATRONYMIC_SIGNS, low) and any(map(_called_after_father, parts)):
        return True
    known = KNOWN.intersection(parts)
    return bool(known) and not (known <= AMBIGUOUS and _everyday(seen, parts))


def _everyday(seen: Plain, parts: list[str]) -> bool:
    """Tell whether «слава богу» is all there is: without a capital only a surname makes a name of an everyday word."""
    return seen.typed == seen.low and "-" not in seen.low and not any(map(SURNAME.fullmatch, parts))


def _called_after_father(low: str) -> bool:
    return PATRONYMIC.fullmatch(low) is not None and not _only_sounds_so(low)


def _words(seen: Plain) -> Iterator[Word]:
    for found in WORD.finditer(seen.low):
        start, end = found.span()
        typed = seen.typed[start:end]
        title = typed.istitle()
        yield Word(
            start, end, _one_alphabet(found.group()), typed[0].isupper(), title, title and _opens(seen.low, start)
        )


def _one_alphabet(low: str) -> str:
    return low if low.isascii() else low.translate(LOOKALIKES)


def _opens(low: str, start: int) -> bool:
    """Answer whether a word begins a sentence, where a capital means nothing."""
    before = low[max(0, start - 6) : start].rstrip(" \"'«(-")
    return start == 0 or not before or before[-1] in "\n.!?:;" or "\n" in low[max(0, start - 2) : start]


def _ordinary(low: str) -> bool:
    """Answer whether a word with the shape of a surname is an everyday one in some case."""
    return low in OPENERS or any(low[-cut:] in ENDINGS and low[:-cut] in STEMS for cut in (1, 2, 3)) or low in STEMS


def _surname(word: Word) -> bool:
    last = word.low.rsplit("-", 1)[-1]
    if word.low in GIVEN or not 3 < len(last) < LONGEST or _ordinary(last) or _ordinary(word.low):
        return False
    return bool(SURNAME.fullmatch(last)) or (
        word.title and bool(CAPITAL_SURNAME.fullmatch(last)) and not _adjective(last)
    )


def _adjective(low: str) -> bool:
    return "ическ" in low or low.startswith(ADJECTIVES) or (low.endswith(("их", "ых")) and len(low) < 5)


def _given(word: Word) -> bool:
    if "-" in word.low:
        return word.low.split("-")[0] in GIVEN
    return word.low in GIVEN and (word.capital or word.low not in AMBIGUOUS) and len(word.low) > 2


def _patronymic(word: Word) -> bool:
    last = word.low.rsplit("-", 1)[-1]
    return (
        may_be_patronymic(last)
        and len(last) < LONGEST
        and bool(PATRONYMIC.fullmatch(last))
        and not _only_sounds_so(last)
    )


def may_be_patronymic(low: str) -> bool:
    """Tell whether a closer look is due: every patronymic, in any case, has one of these letters near its end."""
    tail = low[-4:]
    return "ч" in tail or "н" in tail or tail.isascii()


def _only_sounds_so(low: str) -> bool:
    stem = low.rstrip("аыеуойю")
    return stem in NOT_PATRONYMICS or stem.endswith("дневн")


def _patronymics(seen: Plain, found: list[Word]) -> Iterator[tuple[int, int]]:
    for at, word in enumerate(found):
        if word.low in TURKIC or word.low.rsplit("-", 1)[-1] in TURKIC:
            yield _around(seen, found, at, 3 if word.low in TURKIC else 2)
        elif _patronymic(word):
            yield _around(seen, found, at, 2)


def _around(seen: Plain, found: list[Word], at: int, before: int) -> tuple[int, int]:
    """Take in the names beside a patronymic: any word just before it, further ones only if they look like names."""
    first = last = at
    while first and at - first < before and _beside(seen, found[first - 1], found[first]):
        if not (_of_name(found[first - 1]) or (first == at and not _ordinary(found[first - 1].low))):
            break
        first -= 1
    while last + 1 < len(found) and last - at < 2 and _beside(seen, found[last], found[last + 1]):
        if not _of_name(found[last + 1]):
            break
        last += 1
    return found[first].start, found[last].end


def _of_name(word: Word) -> bool:
    return _surname(word) or word.low in GIVEN or (word.title and not word.opens and not _ordinary(word.low))


def _beside(seen: Plain, left: Word, right: Word) -> bool:
    gap = seen.low[left.end : right.start]
    return bool(GAP.fullmatch(gap)) or (left.capital and right.capital and bool(COMMA_GAP.fullmatch(gap)))


def _pairs(seen: Plain, found: list[Word]) -> Iterator[tuple[int, int]]:
    for left, right in pairwise(found):
        named = left.title or _given(left) or _given(right)
        if named and _beside(seen, left, right) and _pair(seen, left, right):
            yield left.start, right.end


def _pair(seen: Plain, left: Word, right: Word) -> bool:
    if _given(left) and _given(right):
        return False
    if (_given(left) and _surname(right)) or (_surname(left) and _given(right)):
        return True
    spaced = "\n" not in seen.low[left.end : right.start] and "," not in seen.low[left.end : right.start]
    return spaced and (_foreign(left, right) or _foreign(right, left) or _unknown(left, right))


def _foreign(given: Word, other: Word) -> bool:
    """Take «Анна Ким» by the capitals alone, in the middle of a sentence."""
    capitals = given.title and other.title and not other.opens
    return (
        capitals and given.low in GIVEN and len(other.low) > 1 and not _ordinary(other.low) and other.low not in GIVEN
    )


def _unknown(surname: Word, other: Word) -> bool:
    """Take «Рахимов Сардор»: a surname and a capital after it, whatever the name."""
    sure = surname.title and other.title and bool(SURNAME.fullmatch(surname.low)) and _surname(surname)
    return sure and len(other.low) > 2 and not other.opens and not _ordinary(other.low)


def _short_lines(seen: Plain, found: list[Word]) -> Iterator[tuple[int, int]]:
    """Take a line of two or three names and nothing else: there a form is being filled in."""
    for line in _by_line(seen, found):
        named = any(word.low in GIVEN for word in line) or any(_patronymic(word) for word in line)
        if 1 < len(line) < 4 and named and not any(_ordinary(word.low) for word in line) and _filled_in(line):
            yield line[0].start, line[-1].end


def _by_line(seen: Plain, found: list[Word]) -> Iterator[list[Word]]:
    line: list[Word] = []
    for word in found:
        if line and not IN_LINE.fullmatch(seen.low[line[-1].end : word.start]):
            yield line
            line = []
        line.append(word)
    yield line


def _filled_in(line: list[Word]) -> bool:
    given = [word.low in GIVEN for word in line]
    if all(word.title for word in line):
        return not all(given) or len(line) == 3
    return any(map(_surname, line)) if len(line) == 2 else any(map(_patronymic, line))


def _initials(seen: Plain) -> Iterator[tuple[int, int]]:
    if "." not in seen.low:
        return
    for found in INITIALS_FIRST.finditer(seen.typed):
        if (found.group().count(".") > 1 and not _ordinary(found["w"].lower())) or _surname(_bare(found["w"])):
            yield found.span()
    for found in INITIALS_LAST.finditer(seen.typed):
        two = len(re.findall(r"[^\W\d_]", found["i"])) > 1
        if _surname(_bare(found["w"])) or (two and not _ordinary(found["w"].lower())):
            yield found.span()
    for found in LOW_INITIALS.finditer(seen.low):
        if _surname(_bare(found["w"] or found["v"])):
            yield found.span()


def _bare(typed: str) -> Word:
    return Word(0, len(typed), _one_alphabet(typed.lower()), typed[0].isupper(), typed.istitle(), opens=False)


def _labelled(seen: Plain, found: list[Word]) -> Iterator[tuple[int, int]]:
    """Take what follows «Фамилия:» and «ФИО»: up to three names."""
    if not any_of(LABEL_SIGNS, seen.low):
        return
    starts = {word.start: at for at, word in enumerate(found)}
    for label in LABEL.finditer(seen.low):
        first = last = starts.get(label.end(), len(found))
        colon = bool(label["c"] or label["d"])
        while last < len(found) and last - first < 3 and _named_after(found[last], colon=colon):
            last += 1
            if last < len(found) and not _beside(seen, found[last - 1], found[last]):
                break
        if last > first:
            yield found[first].start, found[last - 1].end


def _named_after(word: Word, *, colon: bool) -> bool:
    return _surname(word) or _given(word) or _patronymic(word) or (colon and word.title and not _ordinary(word.low))
