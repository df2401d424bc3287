"""Redacts digits that are personal data.

Four digits or more in a row are redacted, unless they are harmless: a date near today, a time, a year or a count.
Access codes stay too, because schools and teachers send them to parents.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

from flows.privacy.codes import hidden
from flows.privacy.plain import BARRIER, DIGIT, Plain, RedactionSpan

# A date outside this range may be a birthday: no check or deadline is that far from today.
PAST, FUTURE = timedelta(days=400), timedelta(days=60)

# The fewest digits of a number to redact: written together; with other characters in between; alone on a line.
TOGETHER, APART, ALONE = 4, 7, 3

# The most harmless spans in a row that stay, full dates not counted: a longer row may be a number in disguise.
IN_A_ROW = 3

MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
MONTH = r"(?:янв|фев|мар(?:т|\b)|апр|ма[йяе]|июн|июл|авг|сен|окт|ноя|дек)[а-я]{0,6}"
UNIT = (
    r"(?:(?:дн|раб|календ|минут|час|недел|мес|класс|человек|секунд|уч|дет|символ|букв|балл|процент|янв|фев|март|"
    r"апр|ма[йя]|июн|июл|авг|сент|окт|нояб|дек|урок|кабинет|школ|четверт|предмет)[а-я]{0,8}|день|лет|год[аув]?|раза?|"
    r"руб|кл|мин|сек|чел|нед|ч|шт)(?![а-я])|%"
)

FULL_DATES = tuple(
    re.compile(shape)
    for shape in (
        r"(?<![0-9.])(?P<d>[0-9]{1,2})(?P<s>[./])(?P<m>[0-9]{1,2})(?P=s)(?P<y>[0-9]{4}|[0-9]{2})(?![0-9]|[./][0-9])",
        r"(?<![0-9])(?<![0-9]-)(?P<d>[0-9]{1,2})-(?P<m>[0-9]{1,2})-(?P<y>[0-9]{4}|[0-9]{2})(?![0-9]|-[0-9])",
        r"(?<![0-9])(?<![0-9]-)(?P<y>[0-9]{4})(?P<s>[-./])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9]|-[0-9])",
        rf"(?<![0-9])(?P<d>[0-9]{{1,2}})(?:-?(?:го|е|ое|ого))?[\s.,-]{{0,3}}(?P<w>{MONTH})[\s.,-]{{0,3}}"
        r"(?P<y>[0-9]{4}|[0-9]{2}(?=\s?(?:г\b|год)))(?![0-9])",
    )
)
YEAR = re.compile(
    r"(?<![0-9.])(?P<y>(?:19|20)[0-9]{2})(?:(?P<s>\s?[-/]\s?)(?P<y2>20[0-9]{2}|[0-9]{2}))?(?![0-9]|[-./][0-9])"
)
COUNTED = re.compile(
    rf"(?<![0-9])[0-9]{{1,3}}(?=\s?{UNIT})"
    rf"|(?<![0-9])(?<![0-9][-./])[0-9]{{1,3}}\s?[-./,]\s?[0-9]{{1,3}}(?=(?:-?[а-я]{{1,2}})?\s{{0,2}}{UNIT})"
    r"|(?<![0-9])[0-9]{1,3}(?=\s?-?\s?фз\b)"
)
HOUR = re.compile(
    r"(?<![0-9:])(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![0-9]|:[0-9])"
    r"|(?<![0-9./])(?:[01]?[0-9]|2[0-3])\.[0-5][0-9](?![0-9]|[./][0-9])"
    r"|(?<![0-9./])(?:0?[1-9]|[12][0-9]|3[01])\.(?:0?[1-9]|1[0-2])(?![0-9]|[./][0-9])"
)
#: A sum of money written together, and the beginning of a hotline's number.
MONEY = re.compile(r"(?<![0-9])(?<![0-9][-./\s])[0-9]{1,5}(?=\s?(?:руб|₽))")
HOTLINE = re.compile(r"(?<![0-9])(?<![0-9][-./\s])8[\s-]800(?![\s-]{0,2}[0-9])")
CLAUSE = re.compile(
    r"(?<![а-яa-z])(?:пп?|пункт[а-я]{0,3}|шаг[а-я]{0,2}|раздел[а-я]{0,2}|ст|верси[яию]|ios|android|андроид|айос)"
    r"\.?\s?(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})(?![0-9]|[.-][0-9])"
)

SHORT = (COUNTED, HOUR, MONEY, HOTLINE)  #: the harmless figures that are no dates

LOOSE_ZERO = re.compile(r"(?<![^\W_])(?=[оoз]{0,3}[0-9])[0-9оoз]+(?![^\W_])")
NARROW = re.compile(r"[0-9](?:[\s./:_-]{0,3}[0-9])*")
# The dash may be spelled out: «112 тире 233».
WIDE = re.compile(rf"[0-9](?:(?:[^\w{BARRIER}]|_){{0,4}}(?:(?:тире|дефис|пробел|точка|минус)\W{{1,3}})?[0-9])*")
WORDLESS_LINE = re.compile(r"^(?:[^\w\n]|_)*+(?P<n>[0-9](?:[^\w\n]|[0-9_])*+)$", re.MULTILINE)
WORDLESS = re.compile(r"\A(?:\W|_)*+(?P<n>[0-9](?:\W|[0-9_])*+)\Z")
BORN = (
    re.compile(
        rf"\b(?:родил[а-я]{{1,5}}|дат[аыуе] рожд[а-я]+|день рожд[а-я]+|д\.?\s?р\b)\.?[\s:=-]{{1,3}}"
        rf"(?P<n>[0-9]{{1,2}}(?:[./-][0-9]{{1,2}}|\s?-?(?:го)?\s?{MONTH}))"
    ),
    re.compile(r"(?<![0-9])(?P<n>[0-9]{2})\s?г\.?\s?р\b"),
)
CODE = re.compile(
    r"\b(?:код[а-я]{0,2}|смс(?:ка)?|sms|pin|пин|cvv|cvc)(?:[\s:=-]{1,3}(?:из|в|смс|sms|подтверждения|пришел|такой|это|вот|"
    r"мне|от|с|госуслуг|банка)\b){0,3}[\s:=\"«№-]{1,4}(?P<n>[0-9]{3,})(?![0-9])"
)


Dated = tuple[re.Match[str], date]  #: a full date in a text, and its day


def numbers(seen: Plain, today: date) -> list[RedactionSpan]:
    """Return the spans of digits to redact.

    Dates and years near `today` stay; possible dates and years of birth are redacted.
    """
    if not DIGIT.search(seen.low):
        return []
    low = LOOSE_ZERO.sub(_digits_for_letters, hidden(seen.low))
    dates, years = list(_dates(low, today)), list(YEAR.finditer(low))
    harmless = _harmless(low, dates, years, today)
    said = chain(_births(low, dates, years, today), _codes(low), _runs(low, harmless), _lines(low, harmless))
    return [RedactionSpan(_with_plus(low, span.start), span.end, span.kind) for span in said]


def seam(before: Plain, text: Plain) -> list[RedactionSpan]:
    """Find a number that begins at the end of `before` and continues at the start of `text`.

    Positions in the result refer to the joined text: `before`, a newline, `text`. A count at the start of `text`
    («20 дней») is not the second half of a number.
    """
    low, last = hidden(text.low), hidden(before.low)
    head = re.match(rf"[^\w{BARRIER}]*[0-9][0-9\s./:_-]*", low)
    tail = re.search(rf"(?:[0-9][0-9\s./:_-]{{0,40}}|{BARRIER})[^\w{BARRIER}]{{0,9}}\Z", last[-60:])
    if not head or not tail or _continues_in_words(low, head.end()):
        return []
    start = len(last) - len(last[-60:]) + tail.start()
    found = [RedactionSpan(len(last) + 1, len(last) + 1 + len(head.group().rstrip()), "number")]
    return found if tail.group()[0] == BARRIER else [RedactionSpan(start, found[0].end, "number")]


def _continues_in_words(low: str, end: int) -> bool:
    return bool(re.match(rf"\s?-?(?:{UNIT})|[а-я]|-[а-я]", low[end - (low[end - 1] in " -") : end + 20]))


def _digits_for_letters(found: re.Match[str]) -> str:
    """Replace О by 0 and З by 3 in a matched word that otherwise has only digits."""
    return found.group().translate(str.maketrans("оoз", "003"))


def _harmless(
    low: str, dates: Iterable[Dated], years: Iterable[re.Match[str]], today: date
) -> list[tuple[int, int, bool]]:
    """Return the spans of digits that may stay, as (start, end, whether the span is a full date near `today`)."""
    near = [(found.start(), found.end(), True) for found, day in dates if _near(day, today)]
    now = ((found.start(), found.end(), False) for found in years if _school_year(found, today))
    counts = ((found.start(), found.end(), False) for found in chain(*(shape.finditer(low) for shape in SHORT)))
    clauses = ((*found.span("n"), False) for found in CLAUSE.finditer(low))
    return sorted(chain(near, now, counts, clauses))


def _dates(low: str, today: date) -> Iterator[Dated]:
    for found in chain.from_iterable(shape.finditer(low) for shape in FULL_DATES):
        if (day := _day(found.groupdict(), today)) is not None:
            yield found, day


def _day(parts: dict[str, str | None], today: date) -> date | None:
    month = str(parts["m"] if parts.get("m") else 1 + MONTHS.index(_stem(str(parts["w"]))))
    year = int(str(parts["y"]))
    try:
        return date(year if year > 99 else _century(year, today), int(month), int(str(parts["d"])))
    except ValueError:
        return None


def _stem(month: str) -> str:
    return month[:3] if month[:3] in MONTHS else month[:2]


def _century(year: int, today: date) -> int:
    return 2000 + year if 2000 + year <= today.year + 1 else 1900 + year


def _near(day: date, today: date) -> bool:
    return -PAST <= day - today <= FUTURE


def _school_year(found: re.Match[str], today: date) -> bool:
    years = [int(year) % 100 for year in found.group("y", "y2") if year]
    return all(abs(2000 + year - today.year) <= 1 for year in years) and found.group("y").startswith("20")


def _births(low: str, dates: Iterable[Dated], years: Iterable[re.Match[str]], today: date) -> Iterator[RedactionSpan]:
    yield from (RedactionSpan(*found.span(), "birth") for found, day in dates if not _near(day, today))
    yield from (RedactionSpan(*found.span("n"), "birth") for shape in BORN for found in shape.finditer(low))
    yield from (RedactionSpan(*found.span(), "birth") for found in years if not _school_year(found, today))


def _codes(low: str) -> Iterator[RedactionSpan]:
    return (RedactionSpan(*found.span("n"), "code") for found in CODE.finditer(low))


def _runs(low: str, harmless: list[tuple[int, int, bool]]) -> Iterator[RedactionSpan]:
    for shape, limit in ((NARROW, TOGETHER), (WIDE, APART)):
        for found in shape.finditer(low):
            if _digits(found.group()) >= limit and _secret(low, found.span(), harmless, limit):
                yield RedactionSpan(*found.span(), _kind(low, *found.span()))


def _lines(low: str, harmless: list[tuple[int, int, bool]]) -> Iterator[RedactionSpan]:
    """Yield the spans to redact in lines of digits without words, and in a text that has digits and no words at all."""
    for found in [*WORDLESS_LINE.finditer(low), *WORDLESS.finditer(low)]:
        if _digits(found.group("n")) >= ALONE and _secret(low, found.span("n"), harmless, ALONE):
            yield RedactionSpan(*found.span("n"), _kind(low, *found.span("n")))


def _secret(low: str, span: tuple[int, int], harmless: list[tuple[int, int, bool]], limit: int) -> bool:
    """Return whether `low[span]` must be redacted.

    True if the span has at least `limit` digits outside the harmless spans, or if it contains more than IN_A_ROW
    harmless spans that are not full dates: together they may be one number written in pieces.
    """
    start, end = span
    near = harmless[bisect_left(harmless, (start,)) : bisect_left(harmless, (end,))]
    inside = [part for part in near if part[1] <= end]
    left = _without(low, span, inside)
    short = sum(not full for _, _, full in inside)
    return _digits(left) >= limit or short > IN_A_ROW


def _without(low: str, span: tuple[int, int], inside: Iterable[tuple[int, int, bool]]) -> str:
    pieces, at = [], span[0]
    for start, end, _ in inside:
        pieces.append(low[at : max(at, start)])
        at = max(at, end)
    return " ".join([*pieces, low[at : span[1]]])


def _digits(text: str) -> int:
    return len(DIGIT.findall(text))


def _kind(low: str, start: int, end: int) -> str:
    """Guess the kind of the number `low[start:end]`, mainly by its length, to name it to the person."""
    digits = "".join(filter(str.isdigit, low[start:end]))
    if len(digits) == 11:
        mobile = digits[0] in "78" and "снилс" not in low[max(0, start - 20) : start]
        return "phone" if mobile else "snils"
    kinds = {4: "code", 5: "code", 6: "code", 10: "phone" if digits[0] == "9" else "passport"}
    return "card" if 15 < len(digits) < 20 else kinds.get(len(digits), "number")


def _with_plus(low: str, start: int) -> int:
    return start - 1 if low[start - 1 : start] == "+" else start
