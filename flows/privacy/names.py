"""Finds full names: a patronymic with the words beside it, a given name beside a surname, a surname with initials.

A given name alone («сын Ваня») is not redacted: it identifies nobody.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from flows.privacy.given_names import TURKIC
from flows.privacy.name_forms import AMBIGUOUS, GIVEN, KNOWN
from flows.privacy.name_parts import (
    PATRONYMIC,
    SURNAME,
    Word,
    is_given,
    is_ordinary,
    is_patronymic,
    is_surname,
    one_alphabet,
    only_sounds_so,
    words_of,
)
from flows.privacy.plain import Plain, RedactionSpan
from flows.text.prefilter import any_of, parted

GAP = re.compile(r"[\s_]{1,3}")
IN_LINE = re.compile(r"[^\n.,!?:;\d\0]{1,3}")
COMMA_GAP = re.compile(r"\s?,\s?|\.")

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
# Quick checks: every LABEL and every Russian patronymic contains one of these; two capitalised words in a row.
LABEL_PREFILTER = ("фамили", "имя", "отчество", "фио", "ф.")
PATRONYMIC_PREFILTER = ("ич", "ыч", "овн", "евн", "санна")
CAPITALS = re.compile(r"[А-ЯA-Z][а-яa-z]{3,40}[\s_.]{1,3}[^\W\d_а-яa-z]")
LETTERS = re.compile(r"[^\W\d_]+")
LATIN_LETTER = re.compile(r"[a-z]")


def names(seen: Plain) -> list[RedactionSpan]:
    """Return the full names to redact."""
    spans = [*_in_words(seen, list(words_of(seen))), *_initials(seen)] if _may_name(seen) else _initials(seen)
    return [RedactionSpan(start, end, "name") for start, end in spans]


def _in_words(seen: Plain, found: list[Word]) -> Iterator[tuple[int, int]]:
    yield from _patronymics(seen, found)
    yield from _pairs(seen, found)
    yield from _short_lines(seen, found)
    yield from _labelled(seen, found)


def _may_name(seen: Plain) -> bool:
    """Return whether the text may contain a name. If not, its words need not be examined.

    Every name has one of these: a label before it, two capitalised words, a given name, a patronymic, a Latin letter.
    """
    low = seen.low
    if any_of(LABEL_PREFILTER, low) or LATIN_LETTER.search(low):
        return True
    if seen.typed != low and CAPITALS.search(seen.typed):
        return True
    parts = parted(low)
    if not "".join(parts).isalpha():
        parts = LETTERS.findall(low)
    if any_of(PATRONYMIC_PREFILTER, low) and any(map(_called_after_father, parts)):
        return True
    known = KNOWN.intersection(parts)
    return bool(known) and not (known <= AMBIGUOUS and _everyday(seen, parts))


def _everyday(seen: Plain, parts: list[str]) -> bool:
    """Return whether words that may also be given names are ordinary words in this text («слава богу»).

    This is so if the text has no capital letter, no hyphen and no word like a surname.
    """
    return seen.typed == seen.low and "-" not in seen.low and not any(map(SURNAME.fullmatch, parts))


def _called_after_father(low: str) -> bool:
    return PATRONYMIC.fullmatch(low) is not None and not only_sounds_so(low)


def _patronymics(seen: Plain, found: list[Word]) -> Iterator[tuple[int, int]]:
    for at, word in enumerate(found):
        if word.low in TURKIC or word.low.rsplit("-", 1)[-1] in TURKIC:
            yield _around(seen, found, at, 3 if word.low in TURKIC else 2)
        elif is_patronymic(word):
            yield _around(seen, found, at, 2)


def _around(seen: Plain, found: list[Word], at: int, before: int) -> tuple[int, int]:
    """Return the span of a full name around the patronymic `found[at]`.

    It includes the word before the patronymic (unless that is an ordinary word) and further words beside it that look
    like names: at most `before` words before it and two after it.
    """
    first = last = at
    while first and at - first < before and _beside(seen, found[first - 1], found[first]):
        if not (_of_name(found[first - 1]) or (first == at and not is_ordinary(found[first - 1].low))):
            break
        first -= 1
    while last + 1 < len(found) and last - at < 2 and _beside(seen, found[last], found[last + 1]):
        if not _of_name(found[last + 1]):
            break
        last += 1
    return found[first].start, found[last].end


def _of_name(word: Word) -> bool:
    return is_surname(word) or word.low in GIVEN or (word.title and not word.opens and not is_ordinary(word.low))


def _beside(seen: Plain, left: Word, right: Word) -> bool:
    gap = seen.low[left.end : right.start]
    return bool(GAP.fullmatch(gap)) or (left.capital and right.capital and bool(COMMA_GAP.fullmatch(gap)))


def _pairs(seen: Plain, found: list[Word]) -> Iterator[tuple[int, int]]:
    for left, right in pairwise(found):
        named = left.title or is_given(left) or is_given(right)
        if named and _beside(seen, left, right) and _pair(seen, left, right):
            yield left.start, right.end


def _pair(seen: Plain, left: Word, right: Word) -> bool:
    if is_given(left) and is_given(right):
        return False
    if (is_given(left) and is_surname(right)) or (is_surname(left) and is_given(right)):
        return True
    spaced = "\n" not in seen.low[left.end : right.start] and "," not in seen.low[left.end : right.start]
    return spaced and (_foreign(left, right) or _foreign(right, left) or _unknown(left, right))


def _foreign(given: Word, other: Word) -> bool:
    """Return whether `other`, capitalised inside a sentence, is the surname beside the given name: «Анна Ким»."""
    capitals = given.title and other.title and not other.opens
    return (
        capitals and given.low in GIVEN and len(other.low) > 1 and not is_ordinary(other.low) and other.low not in GIVEN
    )


def _unknown(surname: Word, other: Word) -> bool:
    """Return whether `other`, capitalised, is an unlisted given name after the surname: «Рахимов Сардор»."""
    sure = surname.title and other.title and bool(SURNAME.fullmatch(surname.low)) and is_surname(surname)
    return sure and len(other.low) > 2 and not other.opens and not is_ordinary(other.low)


def _short_lines(seen: Plain, found: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield the spans of lines that consist only of two or three names, as in a filled-in form."""
    for line in _by_line(seen, found):
        named = any(word.low in GIVEN for word in line) or any(is_patronymic(word) for word in line)
        if 1 < len(line) < 4 and named and not any(is_ordinary(word.low) for word in line) and _filled_in(line):
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
    return any(map(is_surname, line)) if len(line) == 2 else any(map(is_patronymic, line))


def _initials(seen: Plain) -> Iterator[tuple[int, int]]:
    if "." not in seen.low:
        return
    for found in INITIALS_FIRST.finditer(seen.typed):
        if (found.group().count(".") > 1 and not is_ordinary(found["w"].lower())) or is_surname(_bare(found["w"])):
            yield found.span()
    for found in INITIALS_LAST.finditer(seen.typed):
        two = len(re.findall(r"[^\W\d_]", found["i"])) > 1
        if is_surname(_bare(found["w"])) or (two and not is_ordinary(found["w"].lower())):
            yield found.span()
    for found in LOW_INITIALS.finditer(seen.low):
        if is_surname(_bare(found["w"] or found["v"])):
            yield found.span()


def _bare(typed: str) -> Word:
    return Word(0, len(typed), one_alphabet(typed.lower()), typed[0].isupper(), typed.istitle(), opens=False)


def _labelled(seen: Plain, found: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield the spans of up to three names after a label such as «Фамилия:» or «ФИО»."""
    if not any_of(LABEL_PREFILTER, seen.low):
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
    return (
        is_surname(word)
        or is_given(word)
        or is_patronymic(word)
        or (colon and word.title and not is_ordinary(word.low))
    )
