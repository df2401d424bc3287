"""Finds what a message mentions: an age of 14 or more, a birth abroad, a long wait, services, a document."""

import re
from collections.abc import Mapping
from functools import lru_cache

from flows.nlu.message import Message
from flows.text.caches import TEXTS, while_answered
from flows.text.prefilter import any_of

# --- the age --------------------------------------------------------------------------------------------------------

_TEEN = r"(?:1[4-8]|четырнадцат\w*|пятнадцат\w*|шестнадцат\w*|семнадцат\w*|восемнадцат\w*)"
_KIN = (
    r"(?:сын\w*|парн\w*|парень|пацан\w*|мал(?:ому|ой|ого)|доч\w*|ребен\w+|подрост\w+|стар?ш(?:ему|ей|ий|ая|его)|младш\w+|мальчик\w*|девочк\w*|внук\w*"
    r"|внучк\w*|дет(?:ям|и|ей)"
    r"|ему|ей|нам|им|мне|школьник\w*|ученик\w*|девятикласс\w+|десятикласс\w+|одиннадцатикласс\w+)"
)
_UNIT = (
    r"(?:дн\w*|ден\w*|сут\w*|недел\w*|мес\w*|час\w*|ч|мин\w*|числ\w*|руб\w*|р|шт\w*|янв\w*|фев\w*|март\w*"
    r"|апр\w*|ма[йя]|июн\w*"
    r"|июл\w*|авг\w*|сен\w*|окт\w*|ноя\w*|дек\w*|класс\w*|школ\w*|сош|лицей|гимнази\w*|человек\w*|чел|раз\w*"
    r"|урок\w*|каб\w*"
    r"|цифр\w*|знак\w*|символ\w*|букв\w*|звонк\w*|смс|по|00|30|15|45|рабоч\w+|календарн\w+|детей|учеников|мб"
    r"|процент\w*|го)"
)
_AGES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_TEEN}(?: ?т[иь])?(?: с половиной)? ?(?:лет|год|полных)\w*",
        rf"\b{_KIN}(?: (?!{_TEEN}|до|нет|не)\w+){{0,3}} {_TEEN}(?: ?т[иь])?\b(?! {_UNIT}\b)",
        rf"\b{_TEEN}(?: ?т[иь])?(?! {_UNIT}\b)(?: \w+)? {_KIN}\b",
        rf"\b(?:исполн\w*|стукну\w*|скоро|почти|завтра|после|старше|больше|достиг\w*|с|в"
        rf"|уже) {_TEEN}(?: ?т[иь])?\b(?! {_UNIT}\b)",
        rf"\b{_TEEN}(?: ?т[иь])? (?:исполн\w*|стукну\w*|будет|скоро)",
        r"\bсовершеннолет\w*",
        r"\b1[4-8] ?(?:т[иь] )?летн\w+|\bчетырнадцатилет\w+|\bпятнадцатилет\w+|\bшестнадцатилет\w+"
        r"|\bсемнадцатилет\w+",
    )
)
_NOT_YET = re.compile(
    rf"\b(?:до|младше|меньше|нет|моложе|не исполнилось|раньше|чем|не) (?:еще )?{_TEEN}(?: ?т[иь])?\b(?: ?лет)?"
)
_NUMBERED = re.compile(
    rf"\b(?:школ\w+|сош|лице\w+|гимнази\w+|сад\w*|номер|кабинет\w*|дом\w*|кв|версия|андроид|ios|айфон\w*"
    rf"|iphone)(?: n| no)? {_TEEN}\b"
)
_TEEN_PREFILTER = ("14", "15", "16", "17", "18", "надцат", "совершеннолет")  #: prefilter: every such age contains one


def teen(said: Message) -> bool:
    """Return whether the message names an age of 14 or more. «до 14» and «14 дней» do not count."""
    if not any_of(_TEEN_PREFILTER, said.plain):
        return False
    rest = _NUMBERED.sub(" ", _NOT_YET.sub(" ", said.plain))
    return any(age.search(rest) for age in _AGES)


# --- from abroad ----------------------------------------------------------------------------------------------------

_ABROAD = re.compile(
    r"\b(?:сша|америк\w+|англи\w+|итал\w+|франц\w+|испан\w+|болгар\w+|румын\w+|серб\w+|чехи\w+|чешск\w+"
    r"|финлянд\w+|финск\w+|канад\w+"
    r"|вьетнам\w*|иран\w*|сири\w+|египет\w*|коре[йия]\w*|япон\w+|черногор\w*|индонез\w*|таиланд\w*|кипр\w*"
    r"|апостил\w*|не (?:в )?росси\w+|не русск\w+|не рф"
    r"|друг(?:ой|ая|ую) стран\w+|чуж(?:ой|ая) стран\w+|нотариальн\w+ перевод\w*)\b"
)
_OF_BIRTH = re.compile(r"\b(?:свид\w*|рожд\w*|рожа\w*|рожен\w*|родил\w*|роды|перевод\w*|апостил\w*|докум\w* о)")
_BIRTH_PREFILTER = ("свид", "рож", "роди", "роды", "перевод", "апостил", "докум")  #: prefilter of _OF_BIRTH


def birth_abroad(said: Message) -> bool:
    """Return whether the message mentions a birth in another country or a birth certificate from there."""
    if not any_of(_BIRTH_PREFILTER, said.plain) or not _OF_BIRTH.search(said.plain):
        return False
    return "заграница" in said.roots or _ABROAD.search(said.plain) is not None


# --- a long wait
# -------------------------------------------------------------------------------------------------------

_COUNT = (
    r"(?:\d{1,3}|перв\w+|две|два|двух|второ[йе]|втору\w+|вторая|вторые|три|трет\w+|трех|четыре\w*|четверт\w+"
    r"|пять|пят(?:ый|ая|ую|ые|ой)|шест\w+|семь|седьм\w+"
    r"|восем\w+|восьм\w+|девят\w+|десят\w*|одиннадцат\w*|двенадцат\w*|пятнадцат\w*|двадцат\w*|тридцат\w*|пару?"
    r"|полтор\w+|несколько)"
)
_SPAN = r"(?:дн(?:ей|я|и)|дн|нед|мес|день|сут(?:ки|ок)|недел[юяьие]\w*|месяц\w*)"
_LONG = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_COUNT}(?: ?(?:й|ый|ая|ю))?(?: (?:рабоч|календарн)\w+)? {_SPAN}\b(?! назад)",
        r"\b(?:уже|целую|больше|почти|вторую|прошла|прошел|висит|жду|ждем|идет|стоит) (?:недел[юя]|месяц|год"
        r"|полгода)\b",
        r"\b(?:недел[юя]|месяц|полгода|год) (?:уже|висит|жду|ждем|стоит|идет|провер\w+|ищ\w+|нет)\b",
        r"\bс прошл\w+ (?:недел|месяц|год|сред|пятниц|четверг)\w*|\bс (?:начала|конца|середины) \w+",
        r"\bс \d{1,2} ?(?:го )?(?:янв|фев|март|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|числ)\w*|\bс (?:январ"
        r"|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)[яа]\b",
        r"\bс (?:понедельника|вторника|среды|четверга|пятницы|субботы|воскресенья)\b",
        r"\bсколько можно\b|\bвечно\b|\bцелую вечность\b|\bбесконечн\w+",
    )
)


def waits_long(said: Message) -> bool:
    """Return whether the message states how long the person has been waiting: «двадцатый день», «с 1 октября»."""
    return any(span.search(said.plain) for span in _LONG)


# --- services and documents -----------------------------------------------------------------------------------------

_SERVICES = {
    "sferum": re.compile(r"\bсф[еи]р(?:ум|юм|ам|ом)\w*"),
    "myschool": re.compile(r"\bмояшкола\b"),
    "diary": re.compile(r"\bдневник\w*|\bэжд\b|\bжурнал\w*"),
    "autoupdate": re.compile(r"\bавто ?обн\w*"),
}
_SERVICE_PREFILTER = ("сфер", "сфир", "мояшкола", "дневник", "эжд", "журнал", "авто")  #: prefilter of _SERVICES
_DOCUMENTS = {"свидетельство": "birth", "загс": "birth", "снилс": "snils", "сфр": "snils"}


@while_answered
@lru_cache(maxsize=TEXTS)  # several rules call it
def services(said: Message) -> frozenset[str]:
    """Return the services that the message names: sferum, myschool, diary, autoupdate."""
    both = f"{said.plain} {' '.join(said.roots)}"
    if not any_of(_SERVICE_PREFILTER, both):
        return frozenset()
    return frozenset(name for name, pattern in _SERVICES.items() if pattern.search(both))


def document(said: Message) -> Mapping[str, str]:
    """Return the slot {"document": its name} if the message names exactly one document, else an empty mapping."""
    named = {_DOCUMENTS[bare] for each in said.roots if (bare := each.lstrip("!")) in _DOCUMENTS}
    return {"document": named.pop()} if len(named) == 1 else {}
