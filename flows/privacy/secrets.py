"""Finds personal data by its form or by the words around it: e-mails, passwords, birth certificates, addresses."""

import re
from collections.abc import Callable, Iterator

from flows.privacy.codes import hidden
from flows.privacy.ordinary_words import ORDINALS, PRODUCTS, SHORT_WORDS
from flows.privacy.plain import BARRIER, DIGIT, Plain, RedactionSpan
from flows.text.prefilter import any_of

# Every repetition is bounded or possessive, so that a malicious text cannot make the search slow.
NAME_AT = r"(?<![\w.+-])[\w.+-]{1,64}+"
EMAILS = (
    re.compile(
        rf"{NAME_AT}\s{{0,2}}@\s{{0,2}}[\w-]{{1,64}}+(?:\s{{0,2}}(?:\.|,(?=ru|com)|точка\s|dot\s)\s{{0,2}}[\w-]{{2,30}}){{0,4}}"
    ),
    re.compile(
        rf"(?:(?<![\w.-])[\w-]{{1,64}}+\s(?:точка|dot)\s)?{NAME_AT}\s{{0,2}}[(\[]?\s?(?:собак[аи]|собачк[аи]|at|эт)\s?[)\]]?\s{{0,2}}[\w-]{{1,64}}+"
        r"(?:\s{0,2}(?:\.|[(\[]?(?:точка|dot)[)\]]?\s)\s{0,2}[\w-]{2,30}){1,4}"
    ),
    re.compile(
        rf"{NAME_AT}\s(?:собака|собачка)\s"
        r"(?:яндекс|ма[ий]л|ме[ий]л|гме[ий]л|джиме[ий]л|бк|инбокс|рамблер)[а-я]{0,2}(?:\s(?:ру|ком))?"
    ),
    re.compile(
        r"(?<![\w.-])(?:[\w.-]{1,64}+\s)?(?:mail|yandex|gmail|bk|inbox|list|rambler|ya|yahoo|icloud|outlook)"
        r"\s?(?:\.|точка)\s?(?:ru|com|ру|ком)\b"
    ),
)

# Prefilter: every e-mail contains one of these, or «at» as a word.
EMAIL_PREFILTER = ("@", "соба", "точка", ".ru", ".com", ".ру")
SPOKEN_AT = ("at", "эт")
ALONE_AT = re.compile(r"(?:at|эт)(?<!\wat)(?<!\wэт)\b")  # lookbehind last: three times as fast

# Prefilter: every KEY begins with one of these.
KEY_PREFILTER = ("парол", "логин", "кодов", "password", "login", "pass", "пасворд")
KEY = (
    r"(?<![а-яa-z])(?:парол[ьяеию][а-я]{0,2}|логин[а-я]{0,2}|кодов[а-я]{2} слов[ао]|"
    r"password|login|pass|пасворд)"
)
JOIN = (
    r"(?:\s{0,2}(?:[:=/,-]|->|это|такой|был|стоит|вот|и|теперь|новый|моего?|мой|есть|не)){0,3}"
    r"\s{0,2}[:=-]?\s{0,2}[\"'«(]?"
)
TYPED = r"[^\sа-я\0«»]{3,64}"
LATIN = re.compile(
    rf"{KEY}(?:{JOIN}{KEY})?{JOIN}(?P<a>{TYPED})(?:[\s/,;]{{1,3}}(?:и\s)?(?!{KEY})(?P<b>{TYPED}))?(?![а-я])"
)
# With a few words in between, the token itself must look like a password.
FAR = re.compile(
    rf"{KEY}(?:[\s:,-]{{1,3}}[а-я]{{1,15}}){{1,5}}[\s:=\"«-]{{1,4}}(?P<a>{TYPED}|[а-я]{{3,20}}[0-9]{{2,10}})"
)
MIXED = re.compile(rf"{KEY}{JOIN}(?P<a>(?=[^\s\d]{{1,30}}\d|\d{{1,30}}[^\s\d.,!?)-])[^\s\0]{{4,64}})")
ALONE = re.compile(
    rf"{KEY}\s?[:=]\s{{0,2}}(?P<a>(?!не|забы|утер|потер|ошиб|нет|да\b|как|где|что)[а-я!@#$%^&*_-]{{3,40}})\s*$",
    re.MULTILINE,
)
BACKWARD = re.compile(rf"(?<!\S)(?P<a>{TYPED})\s?[:=-]?\s?(?:(?:это|мой|наш)\s)?{KEY}")

ROMAN = r"(?<![а-яa-z0-9-])(?:[ivxхіуп]{1,5}|ш|[1-9]|l|\|{1,3}|[il1|]{2,3})"
SERIES = re.compile(
    rf"{ROMAN}[\s-]{{0,3}}[а-яa-z]{{2}}[\s,]{{0,2}}(?:№|номер|no?\b)?\.?[\s:-]{{0,3}}"
    r"[0-9](?:[\s.-]?[0-9]){5}(?![0-9])"
)
BARE_SERIES = re.compile(r"(?<![\w-])(?P<r>[IVXХІУП]{1,5}|Ш|[1-9l|])(?P<s>\s?-\s?|\s)(?P<l>[А-ЯA-Z]{2})(?![\w-])")
LOW_SERIES = re.compile(r"(?<![\w-])[ivxхі]{1,5}-(?P<l>[а-яa-z]{2})(?![\w-])")

HOUSE = r"(?:д|дом|дома|зд)?\.?\s{0,2}№?\s?[0-9]{1,3}(?:\s?[а-я](?![а-я]))?(?:\s?/\s?[0-9]{1,3})?"
FLAT = r"(?:[\s,]{0,3}(?:-|кв|квартира|корп|корпус|к|стр|оф|подъезд|эт|этаж)\.?\s{0,2}[0-9]{1,4}[а-я]?(?![а-я]))"
STREET = (
    r"(?<![а-яa-z])(?:ул|улиц[аеуы]|пр-?к?т|просп|проспект[а-я]?|пер|переул[а-я]{1,4}|бульвар[а-я]?|б-р|шоссе|наб|"
    r"набережн[а-я]{2}|мкр?н?|м-?н|микрорайон[а-я]?|пос|дер)"
)
NOT_HOUSE = r"(?!\s?(?:дн|раб|мин|час|недел|мес|класс|лет|год|раз|руб|град|метр|человек|%|[0-9]))"
PLACE = r"[а-я0-9][а-я.-]{0,25}"
HOME = (
    r"(?<![а-я])(?:прожива[а-я]{2,4}|живу|живем|живет|живут|адрес[а-я]{0,2}|прописан[а-я]{0,2}|"
    r"прописк[а-я]|зарегистрирован[а-я]{0,2}|регистраци[яиюе])"
)
ADDRESSES = (
    re.compile(
        rf"{STREET}(?:\.\s?|\s{{1,2}})(?!минус|плюс|уже|около){PLACE}(?:\s{PLACE}){{0,3}}?[\s,]{{0,3}}{HOUSE}(?![0-9а-я])"
        rf"{FLAT}{{0,4}}{NOT_HOUSE}"
    ),
    re.compile(rf"(?<![а-яa-z])[а-я-]{{3,25}}+\s{STREET}\.?[\s,]{{1,3}}{HOUSE}(?![0-9а-я]){FLAT}{{0,4}}{NOT_HOUSE}"),
    re.compile(rf"(?<![а-яa-z])(?:д|дом)\.?\s{{0,2}}[0-9]{{1,3}}(?:\s?[а-я](?![а-я]))?{FLAT}{{1,4}}"),
    re.compile(r"(?<![а-яa-z0-9])кв(?:артир[аеуы])?\.?\s{0,2}№?\s?(?!20[0-9]{2})[0-9]{1,4}(?![0-9])"),
    re.compile(
        rf"{HOME}[\s:,-]{{1,3}}(?P<n>(?:[а-я.-]{{1,25}}[\s,]{{1,3}}){{1,5}}?[0-9]{{1,3}}[а-я]?"
        r"\s?[-/,]\s?(?:кв\.?\s?)?[0-9]{1,4})"
        rf"{NOT_HOUSE}"
    ),
)
TYPED_ADDRESSES = (
    # «живём Ленина 5»: a capitalised name, and no counted word after the number.
    re.compile(
        r"(?i:прожива\w{2,4}|живу|живем|живет|адрес\w{0,2}|прописан\w{0,2}|регистраци[яиюе])[\s:,-]{1,3}(?:[а-я]{1,4}\.?\s){0,3}"
        r"(?P<n>(?:[А-Я][а-я-]{2,25}\s){1,3}[0-9]{1,3}[а-я]?)(?! ?[а-я0-9%])"
    ),
    re.compile(
        r"(?P<n>\b(?:Ленина|Мира|Гагарина|Пушкина|Советск\w{2}|Коммунистическ\w{2}|Интернациональн\w{2}|Первомайск\w{2}|"
        r"Октябрьск\w{2}|Кирова|Горького|Карла Маркса|Орджоникидзе|Морозова|Димитрова|"
        r"Куратова|Бабушкина|Комсомольск\w{2}|"
        r"Космонавтов|Строителей|Свободы|Победы|Чернова|Катаева|Старовского|Малышева|Петрозаводск\w{2}|Тентюковск\w{2})"
        r"[\s,]{1,3}(?:д|дом)?\.?\s?[0-9]{1,3}\w?(?:\s?(?:[-/,]\s?(?:кв\.?\s?)?|кв\.?\s?)[0-9]{1,4})?)(?! ?[а-я0-9%])"
    ),
)


def words(seen: Plain) -> list[RedactionSpan]:
    """Return the spans of e-mails, passwords and logins, birth certificates and addresses, all to be redacted."""
    found = [*_emails(seen)] if _may_hold_email(seen.low) else []
    if any_of(KEY_PREFILTER, seen.low):
        found += _passwords(seen)
    found += _series_alone(seen)
    return [*found, *_series_numbered(seen), *_addresses(seen)] if DIGIT.search(seen.low) else found


def _may_hold_email(low: str) -> bool:
    return any_of(EMAIL_PREFILTER, low) or (any_of(SPOKEN_AT, low) and ALONE_AT.search(low) is not None)


def _emails(seen: Plain) -> Iterator[RedactionSpan]:
    return (RedactionSpan(*found.span(), "email") for shape in EMAILS for found in shape.finditer(seen.low))


def _passwords(seen: Plain) -> Iterator[RedactionSpan]:
    for shape, fits in SHAPES:
        for found in shape.finditer(seen.low):
            yield from (_token(found, part) for part in _parts(found) if fits(str(found.group(part))))


def _parts(found: re.Match[str]) -> list[str]:
    return [part for part, token in found.groupdict().items() if token]


def _token(found: re.Match[str], part: str) -> RedactionSpan:
    return RedactionSpan(*found.span(part), "password")


def _latin(token: str) -> bool:
    """Return whether a token right after a keyword such as «пароль» is a secret, not a word or the name of a site."""
    known = token.strip(".,!?()«»\"';:") in PRODUCTS
    return not known and bool(re.search(r"[a-z]|[0-9]{4}|[0-9][^\w\s,.)?!:;-]|[!@#$%^&*]\S*[0-9]", token))


def _strong(token: str) -> bool:
    word = token.strip(".,!?()«»\"';:")
    mixed = re.search(r"[a-zа-я]", word) and re.search(r"[0-9_@#$%^&*]", word)
    return bool(mixed) and word.rstrip("0123456789") not in PRODUCTS


def _any(token: str) -> bool:
    return BARRIER not in token


SHAPES: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (LATIN, _latin), (FAR, _strong), (MIXED, _any), (ALONE, _any), (BACKWARD, _strong)
)  # fmt: skip


def _series_numbered(seen: Plain) -> Iterator[RedactionSpan]:
    return (RedactionSpan(*found.span(), "certificate") for found in SERIES.finditer(hidden(seen.low)))


def _series_alone(seen: Plain) -> Iterator[RedactionSpan]:
    if seen.typed != seen.low:  # the letters of a series are capitals
        yield from (
            RedactionSpan(*found.span(), "certificate") for found in BARE_SERIES.finditer(seen.typed) if _series(found)
        )
    if "-" not in seen.low:
        return
    for found in LOW_SERIES.finditer(seen.low):
        if found["l"] not in ORDINALS:
            yield RedactionSpan(*found.span(), "certificate")


def _series(found: re.Match[str]) -> bool:
    """Return whether a match is the series of a document («I-ЕА»), unlike «I НЕ», «II-ОЙ» or «X-XI».

    A series that begins with an Arabic number must have a hyphen.
    """
    letters, hyphen = found["l"].lower(), "-" in found["s"]
    if letters in ORDINALS or re.fullmatch(r"[ivxхі]{2}", letters):
        return False
    return hyphen or (letters not in SHORT_WORDS and found["r"] not in "123456789l|")


def _addresses(seen: Plain) -> Iterator[RedactionSpan]:
    for shape in (*ADDRESSES, *TYPED_ADDRESSES):
        text = seen.typed if shape in TYPED_ADDRESSES else seen.low
        for found in shape.finditer(text):
            yield RedactionSpan(*found.span("n" if "n" in found.groupdict() else 0), "address")
