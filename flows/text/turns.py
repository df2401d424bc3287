"""Replaces fixed phrases by the word they stand for: «св во» → «свидетельство».

This module calls the phrases turns. They have nothing to do with the turns of a chat.
"""

import re

# Turns are replaced in this order. Some consist of a number and the word after it.
_TEENS = r"1[4-8]|четырнадцат\w*|пятнадцат\w*|шестнадцат\w*|семнадцат\w*|восемнадцат\w*|совершеннолет\w*"
_UNITS = r"дн|день|сут|недел|мес|час|мин|числ|руб|шт|янв|фев|март|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
_COUNTS = (
    r"две|два|двух|двое|три|трет(?:ий|ья|ью|ье)|трех|четыре\w*|четверт\w+|пять|пят(?:ый|ая|ую|ой|ые)|шест\w+|семь|седьм\w+"
    r"|восем\w*|восьм\w+|девят\w+|десят\w*|двадцат\w*|тридцат\w*|втор(?:ой|ая|ую|ые)|пару?|несколько"
    r"|полтор\w+|\d+(?: ?(?:й|е|я|ый|ая|ти)\b)?"
)
_TURNS = tuple(
    (re.compile(sign), re.compile(pattern), plain)
    for sign, pattern, plain in (  # prefilter (matches one word of every such turn), pattern, replacement
        ("дела", r"\bчто (?:мне |нам )?(?:теперь |тогда |с этим |дальше )*дела\w+", " "),
        (  # a class code comes from this bot, so it needs no warning about fraud
            "код",
            r"\bкод\w* (?:из ссылки|(?:от |для )?(?:класса|школы|ребенка|сотрудника|учителя)"
            r"|(?:для )?втор\w+ родител\w+)",
            " кодкласса ",
        ),
        ("если", r"\bчто (?:мне |нам |ребенку )?(?:за это )?будет если\b", " последствия "),
        (
            "хо[чт]|буд|жела|собира",
            r"\bне (?:хо(?:чу|тим|чется|тела|тел)|буд(?:у|ем)|жела(?:ю|ем)|собира(?:юсь|емся))\b",
            " нежелание не ",
        ),
        ("добр", r"\bдобр\w+ (?:день|вечер|утро)|\bдоброго (?:дня|вечера|утра|времени суток)", " "),
        (
            "(?:my)?school|shkola|fgis|фгис|(?:май)?скул|школ",
            r"\bmy ?school\b|\bmoya shkola\b|\bfgis\b|\bфгис\b|\bмай ?скул\w*"
            r"|\bмо(?:я|ей|ю|ею|и|еи) школ(?:[аеуы]|ой|ои)\b",
            " мояшкола ",
        ),
        ("мояшкола", r"\bмояшкола +мояшкола\b", "мояшкола"),
        (
            "зап[иа]с|кабинет|zapis",
            r"\bуч[еио]т\w* зап[иа]с\w*|\bличн\w+ кабинет\w*|\buchetn\w+ zapis\w*",
            "учетка",
        ),
        (  # «кто записал» is a complaint, «кто записывает» asks whose task it is
            "без$|зарегистрировал|создал|завел|оформил",
            r"\bбез (?:(?:моего|нашего) )?(?:меня|нас|спроса?|ведома|согласия|разрешения)\b"
            r"|\bкто(?: то)?(?= (?:\w+ )?(?:зарегистрировал|создал|завел|оформил)[аи]?\b)",
            " самовольно ",
        ),
        (
            "созда|завод|регистрир|оформля",
            r"\bкто(?: из \w+)?(?= (?:должен |может |будет )?(?:созда(?:ет|вать)|завод|регистрир|оформля))",
            " чьедело ",
        ),
        ("св(?:ид)?(?:в[оау])?$", r"\bсв(?:ид)? ?в[оау]\b", "свидетельство"),
        ("фонд", r"\b(?:пенсионн\w+|социальн\w+|соц) фонд\w*", "сфр"),
        ("школ", r"\bшкол[аеуы]\w* (?:no ?)?\d+", "школа"),
        (
            _TEENS,
            rf"\b(?:до|младше|меньше|нет|не исполнилось|раньше) (?:{_TEENS})(?: ?ти)?\b(?! ?(?:{_UNITS}))(?: лет)?",
            " ",
        ),
        (_TEENS, rf"\b(?:{_TEENS})(?: ?ти)?(?! ?(?:{_UNITS}))(?=\D|$)", " 14 "),
        (rf"(?:{_COUNTS})\b", rf"\b(?!14 )(?:{_COUNTS})\b", " 9 "),
        ("ne$", r"\bne\b", "не"),
    )
)


def turns_in(word: str) -> int:
    """Return the fixed phrases («май скул») that `word` may be part of, as a bit mask."""
    return sum(1 << at for at, (sign, _, _) in enumerate(_TURNS) if sign.match(word))


def turned(form: str, turns: int = -1) -> str:
    """In a text in normal form, replace each fixed phrase by the word it stands for: «май скул» → «мояшкола».

    `turns`: a bit mask of the phrases to try, in the order of _TURNS; -1 tries all. After the first replacement all
    phrases after it are tried, because the new word may be part of one.
    """
    for at, (_, pattern, plain) in enumerate(_TURNS):
        if turns >> at & 1 and (found := pattern.sub(plain, form)) != form:
            form, turns = found, -1
    return form
