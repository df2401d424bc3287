"""Reading since which day a person has waited: «уже 20 дней», «третью неделю», «с 1 октября», «вчера отправила»."""

import re
from datetime import date, timedelta

from flows.reading.days import past_day
from flows.reading.reader import ReaderInput
from flows.text.prefilter import any_of

LONGEST = 400  #: days; a longer time is not about waiting

_WORDS = {
    "перв": 1, "один": 1, "одн": 1, "втор": 2, "две": 2, "два": 2, "двух": 2, "двое": 2, "пар": 2, "трет": 3, "три": 3,
    "трех": 3, "трое": 3, "четверт": 4, "четыр": 4, "пят": 5, "шест": 6, "сем": 7, "седьм": 7, "восем": 8, "восьм": 8,
    "девят": 9, "десят": 10, "одиннадцат": 11, "двенадцат": 12, "тринадцат": 13, "четырнадцат": 14, "пятнадцат": 15,
    "шестнадцат": 16, "семнадцат": 17, "восемнадцат": 18, "девятнадцат": 19, "двадцат": 20, "тридцат": 30, "сорок": 40,
}  # fmt: skip
_ORDINAL = re.compile(
    r"(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|\w+надцат|двадцат|тридцат)(?:ый|ая|ую|ой|ий|ья"
    r"|ью|ые)$"
)
_LENGTHS = {"д": 1, "с": 1, "н": 7, "м": 30}
_COUNTED = re.compile(
    r"\b(?P<before>обеща\w+|до|от|за|максимум|через|положено|еще)? ?"
    r"(?:(?P<tens>двадцать|тридцать) )?(?P<count>\d{1,3}|полтор\w+|[а-я]+) ?(?P<nth>й|ый|ую|ю|ая|ой)? ?"
    r"(?P<working>рабоч\w+ |календарн\w+ )?(?P<unit>дн(?:ей|я|и)?|день|нед|мес|сут(?:ки|ок)|недел[юяьие]\w*|месяц\w*)\b"
)
_WHOLE = re.compile(
    r"\b(?:уже|целую|целый|почти|больше|прошла|прошел|жду|ждем|висит|стоит|идет|провер\w+|ищ\w+|около)"
    r"(?: уже| почти| больше)? (?P<unit>недел[юя]|месяц|полгода)\b"
    r"|\b(?P<bare>недел[юя]|месяц|полгода) (?:уже|жду|ждем|висит|стоит|идет|провер\w+|ищ\w+|прош\w+)\b"
    r"|\bс прошл\w+ (?P<last>недел\w+|месяц\w*)"
)
_DAY = re.compile(
    r"\bс (?:понедельника|вторника|среды|четверга|пятницы|субботы|воскресенья|\d{1,2} ?(?:го)?(?: [а-я]+)?)\b"
    r"|\b(?:поза)?вчера\b|назад\b"
)
#: Prefilter: every span and every day contains one of these or a digit
_PREFILTER = (
    "дн", "ден", "нед", "мес", "сут", "полгод", "вчера", "назад", "вторник", "сред", "четверг", "пятниц", "суббот",
    "воскрес",
)  # fmt: skip
_FIGURE = re.compile(r"\d")


def since(plain: str, today: date) -> date | None:
    """Return the day since which the person has waited, according to the text; None if the text does not say it.

    `plain` is the normalised text.
    """
    if not any_of(_PREFILTER, plain) and not _FIGURE.search(plain):
        return None
    days = _counted(plain) or _whole(plain)
    if days:
        return today - timedelta(days=days) if days <= LONGEST else None
    read = (
        past_day(ReaderInput(_DATIVE.sub(lambda word: _WEEKDAYS[word[0]], plain), today))
        if _DAY.search(plain)
        else None
    )
    return date.fromisoformat(read["sent_on"]) if read else None


def _counted(plain: str) -> int:
    """Return the longest period that a text names, in days, or 0.

    A period that somebody promised does not count («обещали 5 дней»).
    """
    found = [
        days for span in _COUNTED.finditer(plain) if not span["before"] and (days := _days(span))
    ]  # fmt: skip
    return max(found, default=0)


def _days(span: "re.Match[str]") -> int:
    word = span["count"]
    many = float(word) if word.isdigit() else 1.5 if word.startswith("полтор") else float(_number(word))
    many += {"двадцать": 20, "тридцать": 30}.get(span["tens"] or "", 0) if many else 0
    length = _LENGTHS[span["unit"][0]]
    if length > 1 and (span["nth"] or _ORDINAL.match(word)):
        return int((many - 1) * length) + 1  # «третья неделя» is day 15 at least
    working = 7 / 5 if (span["working"] or "").startswith("рабоч") else 1
    return int(many * length * working)


def _number(word: str) -> int:
    stems = [stem for stem in _WORDS if word.startswith(stem)]
    return _WORDS[max(stems, key=len)] if stems else 0


def _whole(plain: str) -> int:
    said = _WHOLE.search(plain)
    unit = (said["unit"] or said["bare"] or said["last"]) if said else ""
    return {"н": 7, "м": 30, "п": 182}.get(unit[:1], 0)


_WEEKDAYS = {"понедельника": "понедельник", "вторника": "вторник", "среды": "среда", "четверга": "четверг",
             "пятницы": "пятница", "субботы": "суббота", "воскресенья": "воскресенье"}  # fmt: skip
_DATIVE = re.compile("|".join(_WEEKDAYS))
