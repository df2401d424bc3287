"""Reading days and times: «вчера», «через две недели», «12.12», «завтра в 9»."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from flows.reading.reader import ReaderInput

SLIP = timedelta(days=31)  #: a day without a year, at most this far on the wrong side of today, is a typing error
FARTHEST = 60  #: days ahead for which a broadcast may be scheduled
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
#: «в 18», «18:00», «18 00», «18ч», «7 вечера»
_CLOCK = re.compile(
    r"(?P<at>\bв\s+|\b)(?P<hour>\d{1,2})(?:(?P<mark>[:. -])(?P<minute>\d{2}))?(?P<unit>\s*ч(?:ас\w*)?)?\.?"
    r"(?:\s*(?P<part>утра|дня|вечера))?$"
)


def past_day(said: ReaderInput) -> Mapping[str, str] | None:
    """Read today or a day in the last 400 days: «сегодня», «вчера», «две недели назад», «в среду», «12.11»."""
    day = _day(said.text.casefold().strip(), said.today)
    return {"sent_on": day.isoformat()} if day and said.today - timedelta(days=400) <= day <= said.today else None


def coming_day(said: ReaderInput) -> Mapping[str, str] | None:
    """Read today or a day at most a year ahead: «завтра», «через две недели», «в пятницу», «12.12»."""
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
    year = today + timedelta(days=364)  # find the last such day before this one, so within a year from today
    found = _date(text, year)
    return found if found == _date(text, year - SLIP) else None  # a day just passed, without a year, is a typing error


def _weekday_ahead(named: int, today: date, *, next_week: bool) -> date:
    """Return the next day with the weekday `named` (0: Monday), maybe today; or that of next week («следующий»)."""
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
    """Return the day of a written date («12.11»). Without a year it is the latest one up to today.

    None if such a date comes soon: «17.12», typed in November, is probably an error for «17.11».
    """
    found = _date(text, today)
    return found if found == _date(text, today + SLIP) else None


def _weekday(named: int, today: date, *, last_week: bool) -> date:
    """Return the last day with the weekday `named` (0: Monday), maybe today; or that of last week («прошлый»)."""
    if last_week:
        return today - timedelta(days=today.weekday() + 7 - named)
    return today - timedelta(days=(today.weekday() - named) % 7)


def _of_month(day: int, today: date) -> date | None:
    """Return the latest date, up to today, whose day of the month is `day`: «10 числа»."""
    if not 1 <= day <= 31:
        return None
    at = today
    while at.day != day:
        at -= timedelta(days=1)
    return at


def _of_month_ahead(day: int, today: date) -> date | None:
    """Return the first date, from today on, whose day of the month is `day`: «до 30 числа»."""
    if not 1 <= day <= 31:
        return None
    at = today
    while at.day != day:
        at += timedelta(days=1)
    return at


def _date(text: str, today: date) -> date | None:
    if match := re.search(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", text):
        return _newest(int(match[3]), int(match[2]), match[1], today)
    if match := re.search(r"\b(\d{1,2})[./,-](\d{1,2})(?:[./,-](\d{4}|\d{2}))?(?!\d)", text):
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
        except ValueError:  # 29.02 of a year without it
            continue
        if year or found <= today:
            return found
    return None


def coming_moment(said: ReaderInput) -> Mapping[str, str] | None:
    """Read a time on a coming day, in the time zone of the school: «завтра в 7 вечера», «25.11 в 13:00», «в 18».

    Without a day, it is today. A date alone («в пятницу 4.12») has no time.
    """
    text = said.text.casefold().strip().rstrip(".")
    clock = _CLOCK.search(text)
    if not clock or _is_date(clock, text, said.today):
        return None
    day = _day_before(clock, text, said.today)
    if day is None or not said.today <= day <= said.today + timedelta(days=FARTHEST):
        return None
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    hour += 12 if clock["part"] in {"дня", "вечера"} and hour < 12 else 0
    return {"at": f"{day.isoformat()}T{hour:02}:{minute:02}"} if hour < 24 and minute < 60 else None


def _day_before(clock: "re.Match[str]", text: str, today: date) -> date | None:
    before = text[: clock.start()].strip(" ,")
    if before:
        return _coming(before, today)
    sure = clock["at"] or clock["mark"] == ":" or clock["unit"] or clock["part"]
    return today if sure else None


def _is_date(clock: "re.Match[str]", text: str, today: date) -> bool:
    """Return whether what looks like a time is the date of a day that is named already: «в пятницу 4.12»."""
    if clock["mark"] not in {".", "-"} or clock["at"] or not (before := text[: clock.start()].strip(" ,")):
        return False
    named = _coming(f"{clock['hour']}.{clock['minute']}", today)
    return named is not None and named == _coming(before, today)
