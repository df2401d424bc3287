"""What a person typed, made comparable: letters (`normal`), keyboard (`layouts`), words (`roots`).

What is meant by it is not here: `answers` knows buttons, `meanings` knows questions.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, Protocol, TypeVar
from weakref import WeakSet

from flows.text.prefilter import parted

LONGEST = 400
"""Letters of a text that are looked at; the rest is not needed to know what it is about."""

TEXTS = 32
"""Forms of what was typed last that are kept taken apart while it is answered, and no longer (`let_go`)."""

WORDS = 8192
"""Words that are kept taken apart: what people say first they say most."""

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(
    _ENGLISH + _ENGLISH.upper() + '~{}:"<>',
    _RUSSIAN + _RUSSIAN.upper() + "ёхъжэбю",
)
_TO_ENGLISH = str.maketrans(_RUSSIAN, _ENGLISH)

_PLAIN = re.compile(r"[ -~\nА-Яа-яЁё«»—–]*")  # nothing to compose or to leave out: nearly every text
_INVISIBLE = {"Mn", "Me", "Cf"}  # stress marks, the frame of 1️⃣, zero-width joints, soft hyphens
_NOT_A_WORD = re.compile(r"[\W_]+")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_THRICE = re.compile(r"(.)\1\1")  # the same for any sign: it is four times as quick, and hardly ever there
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яё]")
_MUTE = "[бвгджзйклмнпрстфхцчшщьъ]"
_NO_RUSSIAN_WORD = re.compile(rf"\b[ьъы]|\b{_MUTE}{{3,}}\b|{_MUTE}{{5,}}|[аеиоуыэюя]{{4,}}")
_NO_ENGLISH_WORD = re.compile(r"\b[^\Waeiou]{2,}\b|[^\Waeiou]{5,}|[^a-z ]")
_ON_MUTE_KEYS = "".join(
    letter for key, letter in zip(_ENGLISH, _RUSSIAN, strict=True) if key in "bcdfghjklmnpqrsvwxyz"
)  #: letters on keys of English consonants; «е» is on one too, but may stand for «ё», which is not
_MUTE_KEYS = re.compile(f"[{_ON_MUTE_KEYS}]{{5}}")
_MUTE_WORD = re.compile(rf"\b[{_ON_MUTE_KEYS}]{{2,}}\b")
_RUSSIAN_VOWELS = re.compile(r"[аеиоуыэюя]")


class Cache(Protocol):
    """What was made of texts, kept by them."""

    def cache_clear(self) -> None:
        """Keep nothing more of it."""


Kept = TypeVar("Kept", bound=Cache)
_OF_TEXTS: WeakSet[Cache] = WeakSet()


def while_answered(kept: Kept) -> Kept:
    """Let what is made of texts be kept until `let_go`: a text is asked of many ways while it is answered."""
    _OF_TEXTS.add(kept)
    return kept


def let_go() -> None:
    """Keep nothing more of what people typed, once it is answered. Words said by many are kept, texts never."""
    for kept in _OF_TEXTS:
        kept.cache_clear()


@while_answered
@lru_cache(maxsize=TEXTS)
def normal(text: str) -> str:
    """Give `text` in small letters without ё, marks, emoji and stretched letters, words parted by one space.

    Only the first 400 characters count. A letter said three times or more is said once: «даааа» is «да».
    """
    low = folded(text)
    words = parted(low) if len(low) <= LONGEST else []
    said = " ".join(words) if "".join(words).isalnum() else _NOT_A_WORD.sub(" ", low)
    return (_STRETCHED.sub(r"\1", said) if _THRICE.search(said) else said)[:LONGEST].strip()


def folded(text: str) -> str:
    """Give `text` in small letters without ё and invisible marks, its signs as they stand."""
    return _seen(text[:LONGEST]).casefold().replace("ё", "е")


@while_answered
@lru_cache(maxsize=TEXTS)  # courtesies, layouts and the tongue ask
def typed_plainly(text: str) -> bool:
    """Tell whether the letters of a text are looked at as they stand: none is composed, none left out."""
    return _PLAIN.fullmatch(text, 0, LONGEST) is not None


def _seen(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    whole = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in whole if unicodedata.category(char) not in _INVISIBLE)


@while_answered
@lru_cache(maxsize=TEXTS)
def layouts(text: str) -> tuple[str, ...]:
    """Give the normal form, then, when it could be a slip, the one meant in the other keyboard layout.

    «rfr djqnb» gives «как войти» second, «ьутг» gives «menu»; an ordinary text gives itself alone.
    """
    said = normal(text)
    meant = _other_layout(text[:LONGEST].casefold())
    return (said, meant) if meant and meant != said else (said,)


def _other_layout(text: str) -> str:
    """Give `text` as typed on the other layout, or nothing when that is no word a person could mean."""
    latin, cyrillic = _LATIN.search(text), _CYRILLIC.search(text)
    if latin and not cyrillic:
        meant = normal(text.translate(_TO_RUSSIAN))
        return meant if _could_be_russian(meant) else ""
    if cyrillic and not latin and not _surely_russian(text):
        meant = normal(text.translate(_TO_ENGLISH))
        return "" if _NO_ENGLISH_WORD.search(meant) else meant
    return ""


def _surely_russian(text: str) -> bool:
    # on the keys of five letters in a row, or of a whole word, no English vowel stands: there is nothing to turn over
    mute = _MUTE_KEYS.search(text) or _MUTE_WORD.search(text)
    return mute is not None and not _THRICE.search(text) and typed_plainly(text)


def _could_be_russian(text: str) -> bool:
    # About two letters of five are vowels in Russian; a text of another language turned over has far fewer.
    letters = len(text) - text.count(" ")
    return not _NO_RUSSIAN_WORD.search(text) and len(_RUSSIAN_VOWELS.findall(text)) * 4 >= letters


# --- roots: what is left of a sentence when it is only asked what it is about ----------------------------------------


DENIED = "!"
"""Stands before a root that was denied: «не найден» is «!найд»."""


@while_answered
@lru_cache(maxsize=TEXTS)
def roots(form: str) -> tuple[str, ...]:
    """Give the telling words of a normal text, without endings, one word for what people call differently.

    Latin letters are read as Russian ones («dnevnik»), ages from 14 to 18 are «14», other numbers and «две»,
    «третий» are «9», days, weeks and months are «срок»; a denial sticks to the word it denies.
    """
    words = [_word(each) for each in form.split()]
    turns = turns_of(words)
    return _telling([_word(each) for each in turned(form, turns).split()] if turns else words)


class Word(NamedTuple):
    """One word: the turns it may be a part of, a bit for each, its root, and its root denied; small words have none."""

    turns: int
    root: str = ""
    unsaid: str = ""


@lru_cache(maxsize=WORDS)
def _word(word: str) -> Word:
    turns = sum(1 << at for at, (sign, _, _) in enumerate(_TURNS) if sign.match(word))
    if word in _DENIALS:
        return Word(turns, DENIED)
    russian = _russian(word)
    if russian in _SMALL_WORDS or not (len(russian) > 1 or russian.isdigit()):
        return Word(turns)
    return Word(turns, root(russian), root(russian, denied=True))


def turns_of(words: Iterable[Word]) -> int:
    """Give the turns of speech that some words may be a part of, a bit for each."""
    turns = 0
    for word in words:
        turns |= word.turns
    return turns


def turned(form: str, turns: int = -1) -> str:
    """Give a normal text with these turns of speech, or all of them, said in one word.

    Once one is found, all after it are looked for: it may have made them.
    """
    for at, (_, pattern, plain) in enumerate(_TURNS):
        if turns >> at & 1 and (found := pattern.sub(plain, form)) != form:
            form, turns = found, -1
    return form


def _telling(words: Iterable[Word]) -> tuple[str, ...]:
    found: list[str] = []
    denied = False
    for word in words:
        if word.root == DENIED:
            denied = True
        elif word.root:
            found.append(word.unsaid if denied else word.root)
            denied = False
    return tuple(found)


def root(word: str, *, denied: bool = False) -> str:
    """Give the word all its forms and synonyms share: «дочке», «сыну» and «ребёнка» are «ребенок»."""
    same = _SAME.match(word)
    plain = _NAMES[same.lastindex - 1] if same and same.lastindex else stem(word)
    return _UNSEEN.get(plain, DENIED + plain) if denied else plain


def stem(word: str) -> str:
    """Give a word without its ending, of three letters at least."""
    bare = word[:-2] if len(word) > 5 and word.endswith(("ся", "сь")) else word
    parted = _ENDING.fullmatch(bare)
    return parted[1] if parted else bare


def _russian(word: str) -> str:
    """Give a word of Latin letters as it sounds in Russian ones; any other word as it is."""
    return _SOUND.sub(lambda found: SOUNDS[found[0]], word) if _LATIN_WORD.fullmatch(word) else word


_DENIALS = {"не", "ни"}
_LATIN_WORD = re.compile(r"[a-z]+")
#: Latin spellings of Russian sounds, as words are typed for buttons
SOUNDS = dict(
    pair.split(":")
    for line in (
        "a:а b:б v:в g:г d:д e:е z:з i:и j:й k:к l:л m:м n:н o:о p:п r:р s:с t:т u:у f:ф h:х c:ц y:ы q:к w:в x:кс",
        "shch:щ sch:щ sh:ш ch:ч zh:ж kh:х ts:ц yu:ю ju:ю iu:ю ya:я ja:я ia:ия yo:е jo:е ye:е yy:ый iy:ий yi:ый",
    )
    for pair in line.split()
)
_SOUND = re.compile("|".join(sorted(SOUNDS, key=len, reverse=True)))

_ENDING = re.compile(
    r"(\w{3,}?)(?:[аяоеыиуюьй]|[ая]ми?|[ая]х|[оеё]м|[оеё]в|[оеы]ю?й|[ьие]ю|и[яией]|ией|иями?|иях|[ая]я|[оеыи]е|ый"
    r"|[оеё]го|[оеё]му|[ыи]ми?|[ыи]х|[ую]ю|т[ьи]|л[аои]?|[еияюуа]т|[еи]шь|[еи]те|[аие]л[аои]?|[аие]ть|а[ею]т|ен[аоы]?)?"
)

_SMALL = """
а и но да в во на с со у к ко по под из от о об за то же ли бы что чтобы чтоб это этот эта эту этого эти этом тот та
как где кто куда почему чего чем че чо мне меня мы нас нам я он она оно они его ее их ему ей им вы вас вам ты
тебя наш наша нашей нашего нашу наши нашем мой моего мою моей моя мои моему моем свой свою своего своей вот ну так там
тут здесь еще уже уж ка просто пожалуйста подскажите скажите помогите здравствуйте привет спасибо можно нужно надо
хочу хотим хотела хотел могу можем может могут мог могла смог смогла получается получилось удается удалось выходит
вышло если или либо теперь сейчас только тоже также очень все для при про через после до без пишет пишут написано
показывает стоит горит есть будет быть какой какая какую какое какие каком такой такая такое такую такие ладно блин
типа вообще опять снова
"""
_SMALL_WORDS = frozenset(_SMALL.split())

# Turns of speech of several words, in this order. A number and what follows it is decided here.
_TEENS = r"1[4-8]|четырнадцат\w*|пятнадцат\w*|шестнадцат\w*|семнадцат\w*|восемнадцат\w*|совершеннолет\w*"
_UNITS = r"дн|день|сут|недел|мес|час|мин|числ|руб|шт|янв|фев|март|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
_COUNTS = (
    r"две|два|двух|двое|три|трет(?:ий|ья|ью|ье)|трех|четыре\w*|четверт\w+|пять|пят(?:ый|ая|ую|ой|ые)|шест\w+|семь|седьм\w+"
    r"|восем\w*|восьм\w+|девят\w+|десят\w*|двадцат\w*|тридцат\w*|втор(?:ой|ая|ую|ые)|пару?|несколько"
    r"|полтор\w+|\d+(?: ?(?:й|е|я|ый|ая|ти)\b)?"
)
_TURNS = tuple(
    (re.compile(sign), re.compile(pattern), plain)
    for sign, pattern, plain in (  # a sign begins one of the words of every such turn, so few are looked for
        ("дела", r"\bчто (?:мне |нам )?(?:теперь |тогда |с этим |дальше )*дела\w+", " "),
        (  # the code of the class is ours, and nobody is warned of it
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
        (  # «кто записал» asks who dared, «кто записывает» asks whose task it is
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

# What people call differently. The first that begins the word is its name.
_CALLED = {
    "ребенок": r"сын|доч|ребен|ребят|дет(?:и|ей|ям|ск)|чадо|малыш|школьник|учени[кц]|учащ|подрост|девочк|мальчик",
    "учетка": r"учетк|учеток|учетн|аккаунт|акаунт|акк$|кабинет|лк$|профил",
    "загс": r"заг[сцз]|закс",
    "сфр": r"с[фр]р|срф|фср|сфф|соцфонд|пфр|пенсионн",
    "свидетельство": r"свидет",
    "почта": r"почт|е?маил|е?-?ма[ий]л|и?мейл|емейл|имэйл|мыло$|мыла$|ящик",
    "школа": r"школ",
    "параллель": r"парал",
    "мояшкола": r"мояшкол",
    "занят": r"занят|занял|привязан",
    "подать": r"пода[тлмвй]|подач",
    "телефон": r"телефон|мобильн|сотов|тел$|симк",
    "войти": r"во[йи]т|войд|за[йи]т[иь]|зайд|захо[дж]|вход|вош|заше|попасть|попада|авториз|залогин|в?пуска|пусти",
    "создать": r"созда|завест|завод|завед|заве[лс]|дела(?:ть|ет|ют|ем)|сдела|оформ|добав",
    "регистр": r"за?регистр|регистр|зарег",
    "кнопка": r"кноп",
    "найд": r"найд|найт[иь]|наше[лс]|нашл|нашёл|наход|найд|обнаруж|на[йи]ден",
    "нет": r"нет$|нету$|отсутств|пропал|исчез|нигде|недоступ|неактив",
    "ждать": r"жд[уеа]|ожида|дожд|дожида|ждем",
    "долго": r"(?:на)?долг|затян|вечн|бесконечн",
    "проверено": r"проверен",
    "проверка": r"провер",
    "заявка": r"заявк|заявлен|запрос|заявочк",
    "отказаться": r"отказа(?:ться|лась|лись)|отказыва(?:юс|ем)",
    "отклон": r"отклон|отказ(?:а[лн]|$|ыва)|отверг|отказ",
    "одобр": r"одобр|приня|прин[ия]ма|подтвер|рассм[ао]тр|утвержд",
    "дневник": r"дневни|журнал|эжд$",
    "оценки": r"оцен|отмет[ко]|успеваем",
    "удалить": r"удал|стере|стира|сотри|уничтож",
    "данн": r"данн|даны[ехм]|сведени|информац|инф[ауоы]$",
    "вручную": r"вручн|врчн|врунч|вручую|ручн|руками|ручками",
    "ввод": r"введ|ввел|ввест|ввод|вби|вбив|внес|внос|вписа|вписыв|запол",
    "поиск": r"поиск|ищет|ищут|искать|разыск",
    "позвать": r"позов|позва|соедин|переключ|пригласи|свяж|связат|созвон",
    "человек": r"человек|люд[яе]|оператор|админ|специалист|консультант|сотрудник",
    "забыл": r"забы|потеря|утер|утрат|не помн|вспомн|потерян",
    "бумага": r"бумаг|бумаж|распеч|печат|выписк|письменн",
    "срок": r"недел|месяц|дн[еяю]|день|сут[ко]|час$|часа$|часов$|полгода$",
    "обязан": r"обязат",
    "заграница": (
        r"иностран|за?рубеж|за?грани[цч]|казах|украин|молд[оа]в|армени|армян|азербайд|грузи|беларус|белорус|узбек|киргиз"
        r"|таджик|туркмен|герман|немецк|турци|турец|израил|латви|литв|литов|эстон|польш|польск|китай|монгол|абхаз"
    ),
    "макс": r"макс$|мах$|мессендж",
}
_NAMES = tuple(_CALLED)
_SAME = re.compile("|".join(f"({pattern})" for pattern in _CALLED.values()))
_UNSEEN = dict.fromkeys(("вид", "виж", "видн", "появ", "появля", "отобража", "показыва"), "нет")  # «не вижу» is «нет»
