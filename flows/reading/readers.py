"""What a screen can read from typed text: `read: past_day`. A reader tells words, or None when it is no answer."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from flows.privacy.codes import codes, retyped
from flows.privacy.name_forms import given_names
from flows.privacy.plain import CROSSED
from flows.text.labels import family_title

CODE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9_-]{4,64}")  #: with a letter: figures alone are a number nobody asked for
MOST_FAMILIES = 60  #: of one class; a greater number is a slip of the finger
DRAFT_LIMIT = 1000  #: characters of a parent's own words in a ticket; the summary and they are one screen
ANSWER_LIMIT = 1200  #: characters of a human's answer; with the summary it is one screen of the strictest channel
LESSON_LIMIT = 300  #: characters of what somebody shows their school to teach the bot
PHRASE_LIMIT = 120  #: of a phrase the office attaches: one question, as a parent would type it
LETTER_LIMIT = 2500  #: characters of a broadcast's own words: it and its preview are one screen in either messenger
LONGEST_WAIT = 60  #: working days, twice the longest term of a check
SLIP = timedelta(days=31)  #: a day so near ahead, its year unsaid, is no day of the year before
FARTHEST = 60  #: days ahead a broadcast may wait
BLANK = " \t\n\u200d\ufe0f\u2800\u3164\u115f\u1160\uffa0"  #: what a keyboard can type and nobody can see
_MONTHS = ["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"]
_COUNTS = {
    **{word: n for n, words in enumerate(
        ("", "один одну", "два две пару пара", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")
    ) for word in words.split()},
    "полтора": 1.5, "полторы": 1.5,
}  # fmt: skip
_LENGTHS = {"дн": 1, "день": 1, "сут": 1, "недел": 7, "месяц": 30}
_AGO = re.compile(rf"\b(?:(?P<figures>\d{{1,3}})|(?P<word>{'|'.join(_COUNTS)}))\s*(?P<length>дн|день|сут|недел|месяц)")
_ABOUT = re.compile(r"\b((?:дн|недел|месяц)[а-я]*)\s+(\d{1,3}|[а-я]+)\s+назад")  #: «недели две назад»
_OF_MONTH = re.compile(r"\b(\d{1,2})(?:-?го)?\s+числа\b|\bчисла\s+(\d{1,2})\b|\b(\d{1,2})-?го$")
_WEEKDAYS = ("понедельник", "вторник", "сред[уаы]", "четверг", "пятниц", "суббот", "воскресень")
_CLASS = re.compile(r"(\d{1,2})(?:\s*-?\s*(?:й|м|ый|ом)\s)?\s*[-–—«\"“„']?\s*([А-ЯЁа-яёA-Za-z])[»\"“”']?\.?")
_CLOCK = re.compile(r"(?:\bв\s+|\b)(\d{1,2})(?:[:.-](\d{2}))?(?:\s*час\w*)?(?:\s*(утра|дня|вечера))?$")
_AROUND_A_CLASS = re.compile(r"(?i)^(?:в|у нас|наш)\s|\bкласс[а-я]?\b")
_LATIN = str.maketrans("ABCEHKMOPTXYabcehkmoptxy", "АВСЕНКМОРТХУАВСЕНКМОРТХУ")


class Read(NamedTuple):
    """What a reader may look at: the text (crossed out unless the reader is raw), the day it is, the draft so far."""

    text: str
    today: date
    draft: str = ""


class Reader(NamedTuple):
    """One reader: the words it tells, how it reads, whether it sees the text before it is crossed out."""

    tells: tuple[str, ...]
    reads: Callable[[Read], Mapping[str, str] | None]
    raw: bool = False
    free: bool = False  #: any text is an answer, so no other meaning is looked for in it
    figures: bool = False  #: a bare number is an answer, before it is the place of a button


def code(said: Read) -> Mapping[str, str] | None:
    """Read a code: the only one of ours in the text, else one word of `[A-Za-z0-9_-]`, 4 to 64 long.

    Raw, because a code can look like a number.
    """
    if held := codes(said.text):
        return {"code": held[0]} if len(held) == 1 else None
    word = said.text.strip().strip("«»\"'.").removeprefix("/start ").strip()
    if meant := retyped(word):
        return {"code": meant}
    return {"code": word} if CODE.fullmatch(word) else None


def past_day(said: Read) -> Mapping[str, str] | None:
    """Read a day that is not in the future: «сегодня», «вчера», «две недели назад», «в среду», «10 числа», «12.11»."""
    day = _day(said.text.casefold().strip(), said.today)
    return {"sent_on": day.isoformat()} if day and said.today - timedelta(days=400) <= day <= said.today else None


def coming_day(said: Read) -> Mapping[str, str] | None:
    """Read a day within a year from now: «завтра», «через две недели», «в пятницу», «12.12», «12 декабря»."""
    day = _coming(said.text.casefold().strip(), said.today)
    return {"last_day": day.isoformat()} if day and said.today <= day <= said.today + timedelta(days=366) else None


def _coming(text: str, today: date) -> date | None:
    for word, ahead in (("послезавтра", 2), ("завтра", 1), ("сегодня", 0), ("через неделю", 7), ("через месяц", 30)):
        if word in text:
            return today + timedelta(days=ahead)
    named = next((n for n, name in enumerate(_WEEKDAYS) if re.search(rf"\b{name}", text)), None)
    if named is not None:
        return _weekday_ahead(named, today, next_week="следующ" in text)
    if "через" in text and (ahead_of := _AGO.search(text)):
        many = float(ahead_of["figures"] or _COUNTS[ahead_of["word"]])
        return today + timedelta(days=int(many * _LENGTHS[ahead_of["length"]]))
    if said := _OF_MONTH.search(text):
        return _of_month_ahead(int(said[1] or said[2] or said[3]), today)
    year = today + timedelta(days=364)  # the newest such day of the year that lies ahead
    found = _date(text, year)
    return found if found == _date(text, year - SLIP) else None  # one just gone, its year unsaid, is a slip


def _weekday_ahead(named: int, today: date, *, next_week: bool) -> date:
    """Give the first such day from today on; «следующий» is of the week after this one."""
    if next_week:
        return today + timedelta(days=7 - today.weekday() + named)
    return today + timedelta(days=(named - today.weekday()) % 7)


def _day(text: str, today: date) -> date | None:
    for word, back in (("позавчера", 2), ("вчера", 1), ("сегодня", 0), ("неделю назад", 7), ("месяц назад", 30)):
        if word in text:
            return today - timedelta(days=back)
    named = next((n for n, name in enumerate(_WEEKDAYS) if re.search(rf"\b{name}", text)), None)
    if named is not None:
        return _weekday(named, today, last_week="прошл" in text)
    if ago := _AGO.search(_ABOUT.sub(r"\2 \1", text)):
        many = float(ago["figures"] or _COUNTS[ago["word"]])
        return today - timedelta(days=int(many * _LENGTHS[ago["length"]]))
    if whole := re.search(r"\b(неделю|месяц)\b", text):
        return today - timedelta(days=7 if whole[1] == "неделю" else 30)
    if said := _OF_MONTH.search(text):
        return _of_month(int(said[1] or said[2] or said[3]), today)
    return _gone(text, today)


def _gone(text: str, today: date) -> date | None:
    """Give the newest such day; one that is about to come, its year unsaid, is a slip: «17.12» for «17.11»."""
    found = _date(text, today)
    return found if found == _date(text, today + SLIP) else None


def _weekday(named: int, today: date, *, last_week: bool) -> date:
    """Give the newest such day; «прошлый» is of the week before this one."""
    if last_week:
        return today - timedelta(days=today.weekday() + 7 - named)
    return today - timedelta(days=(today.weekday() - named) % 7)


def _of_month(day: int, today: date) -> date | None:
    """Give the newest such day of a month that is not in the future: «10 числа»."""
    if not 1 <= day <= 31:
        return None
    at = today
    while at.day != day:
        at -= timedelta(days=1)
    return at


def _of_month_ahead(day: int, today: date) -> date | None:
    """Give the first such day of a month from today on: «до 30 числа»."""
    if not 1 <= day <= 31:
        return None
    at = today
    while at.day != day:
        at += timedelta(days=1)
    return at


def _date(text: str, today: date) -> date | None:
    if match := re.search(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", text):
        return _newest(int(match[3]), int(match[2]), match[1], today)
    if match := re.search(r"\b(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?(?!\d)", text):
        return _newest(int(match[1]), int(match[2]), match[3], today)
    if match := re.search(r"\b(\d{1,2})(?:-?го)?\s*([а-яё]{3,})\.?(?:\s+(\d{4}))?", text):
        month = next((n for n, name in enumerate(_MONTHS, 1) if match[2].startswith((name, *_short(name)))), 0)
        return _newest(int(match[1]), month, match[3], today)
    return None


def _short(month: str) -> tuple[str, ...]:
    return (month[:3],) if len(month) > 3 else ()


def _newest(day: int, month: int, year: str | None, today: date) -> date | None:
    years = [int(year) + (2000 if int(year) < 100 else 0)] if year else [today.year, today.year - 1]
    for at in years:
        try:
            found = date(at, month, day)
        except ValueError:
            return None
        if year or found <= today:
            return found
    return None


def class_name(said: Read) -> Mapping[str, str] | None:
    """Read the name of a class: «3б», «3 «Б»», «11-А класс» become 3Б, 3Б, 11А; Latin look-alikes are Cyrillic."""
    match = _CLASS.fullmatch(_AROUND_A_CLASS.sub(" ", said.text.strip()).strip())
    if not match or not 1 <= int(match[1]) <= 11:
        return None
    letter = match[2].translate(_LATIN).upper()
    return {"class_name": f"{int(match[1])}{letter}"} if "А" <= letter <= "Я" or letter == "Ё" else None


def count(said: Read) -> Mapping[str, str] | None:
    """Read how many families a paper list has: «28», «28 семей», «у нас 28»."""
    found = _number(said.text)
    return {"count": str(found)} if found else None


def family(said: Read) -> Mapping[str, str] | None:
    """Read which family is meant by its number on the paper list: «7», «№ 7», «семья 7»."""
    found = _number(said.text)
    return {"family": str(found), "family_label": family_title(found, None)} if found else None


def number(said: Read) -> Mapping[str, str] | None:
    """Read the number a new family gets: «7», «№ 7»."""
    found = _number(said.text)
    return {"number": str(found)} if found else None


def _number(text: str) -> int | None:
    figures = re.findall(r"\d+", text)
    found = _of_family(figures[0]) if len(figures) == 1 else 0
    return found or None


def _of_family(figures: str) -> int:
    """Give the number of a family; 0 for what is none. As many figures as a message holds are no number at all."""
    found = int(figures) if figures.isdecimal() and len(figures) < 5 else 0
    return found if found <= MOST_FAMILIES else 0


def _seen(text: str) -> str:
    """Give the text without its margins; nothing where there is nothing to see."""
    return text.strip() if text.strip(BLANK) else ""


def draft(said: Read) -> Mapping[str, str] | None:
    """Read a parent's words for a ticket; several messages make one draft, None when it grows too long."""
    whole = _seen(said.text)
    return {"draft": whole} if whole and len(whole) <= DRAFT_LIMIT else None


def answer(said: Read) -> Mapping[str, str] | None:
    """Read a staff member's answer; None when it is longer than one message."""
    whole = _seen(said.text)
    return {"draft": whole} if whole and len(whole) <= ANSWER_LIMIT else None


def lesson(said: Read) -> Mapping[str, str] | None:
    """Read what somebody meant, to be shown to their school; None when it grows too long."""
    whole = _seen(said.text)
    return {"draft": whole} if whole and len(whole) <= LESSON_LIMIT else None


def phrase(said: Read) -> Mapping[str, str] | None:
    """Read a phrase the office attaches; None when it is too long, or something personal stood or stands in it."""
    whole = " ".join(_seen(said.text).split())
    personal = CROSSED in whole or bool(given_names(whole))
    return {"phrase": whole} if whole and len(whole) <= PHRASE_LIMIT and not personal else None


def letter(said: Read) -> Mapping[str, str] | None:
    """Read the words of a broadcast, of any length, and count their signs: too many are told of with the number."""
    whole = _seen(said.text)
    return {"draft": whole, "signs": str(signs(whole))} if whole else None


def signs(text: str) -> int:
    """Count a text as the stricter of the messengers does: in UTF-16 units, an emoji for two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def family_numbers(said: Read) -> Mapping[str, str] | None:
    """Read numbers of the paper list: «3, 7 и 10-12»."""
    text = re.sub(r"(?i)\bи\b|№|семь[яиейю]+|номер\w*", " ", said.text.replace("–", "-").replace("—", "-"))
    pieces = re.sub(r"\s*-\s*", "-", text).replace(",", " ").replace(";", " ").rstrip(". ").split()
    numbers = [number for piece in pieces for number in _range(piece)]
    return {"segment": "numbers:" + ",".join(map(str, sorted(set(numbers))))} if numbers and all(numbers) else None


def _range(piece: str) -> list[int]:
    first, dash, last = piece.partition("-")
    begins = _of_family(first)
    ends = _of_family(last) if dash else begins
    return list(range(begins, ends + 1)) if 0 < begins <= ends else [0]


def days_over(said: Read) -> Mapping[str, str] | None:
    """Read how many working days is long: «дольше 7 дней»."""
    found = re.fullmatch(r"(?:\D*\s)?(\d{1,2})(?:\s*(?:рабоч\w*)?\s*(?:дн\w*|день))?", said.text.casefold().strip())
    days = int(found[1]) if found else 0
    return {"segment": f"waiting:{days}"} if 1 <= days <= LONGEST_WAIT else None


def coming_moment(said: Read) -> Mapping[str, str] | None:
    """Read a moment to come: «завтра в 9», «завтра в 7 вечера», «25.11 в 13:00»; told in the time of the school."""
    text = said.text.casefold().strip().rstrip(".")
    clock = _CLOCK.search(text)
    day = _coming(text[: clock.start()].strip(" ,"), said.today) if clock else None
    far = day is None or not said.today <= day <= said.today + timedelta(days=FARTHEST)
    if not clock or day is None or far:
        return None
    hour, minute = int(clock[1]), int(clock[2] or 0)
    hour += 12 if clock[3] in {"дня", "вечера"} and hour < 12 else 0
    return {"at": f"{day.isoformat()}T{hour:02}:{minute:02}"} if hour < 24 and minute < 60 else None


READERS: Mapping[str, Reader] = {
    "code": Reader(("code",), code, raw=True),
    "past_day": Reader(("sent_on",), past_day),
    "coming_day": Reader(("last_day",), coming_day),
    "class_name": Reader(("class_name",), class_name),
    "count": Reader(("count",), count, figures=True),
    "family": Reader(("family", "family_label"), family, figures=True),
    "number": Reader(("number",), number, figures=True),
    "draft": Reader(("draft",), draft, free=True),
    "answer": Reader(("draft",), answer, free=True),
    "lesson": Reader(("draft",), lesson, free=True),
    "phrase": Reader(("phrase",), phrase, free=True),
    "letter": Reader(("draft", "signs"), letter, free=True),
    "family_numbers": Reader(("segment",), family_numbers, raw=True),
    "days_over": Reader(("segment",), days_over, raw=True),
    "coming_moment": Reader(("at",), coming_moment, raw=True),
}
