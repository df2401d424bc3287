"""What a person typed, made comparable: letters (`normal`), keyboard (`layouts`), words (`roots`).

What is meant by it is not here: `answers` knows buttons, `meanings` knows questions.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST = 400
"""Letters of a text that are looked at; the rest is not needed to know what it is about."""

TEXTS = 32
"""Forms of what was typed last that are kept taken apart while it is answered."""

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
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яё]")
_MUTE = "[бвгджзйклмнпрстфхцчшщьъ]"
_NO_RUSSIAN_WORD = re.compile(rf"\b[ьъы]|\b{_MUTE}{{3,}}\b|{_MUTE}{{5,}}|[аеиоуыэюя]{{4,}}")
_NO_ENGLISH_WORD = re.compile(r"\b[^\Waeiou]{2,}\b|[^\Waeiou]{5,}|[^a-z ]")
_RUSSIAN_VOWELS = re.compile(r"[аеиоуыэюя]")


@lru_cache(maxsize=TEXTS)  # one text is asked of many ways while it is answered; no more of what people type is kept
def normal(text: str) -> str:
    """Give `text` in small letters without ё, marks, emoji and stretched letters, words parted by one space.

    Only the first 400 characters count. A letter said three times or more is said once: «даааа» is «да».
    """
    return _STRETCHED.sub(r"\1", _NOT_A_WORD.sub(" ", folded(text)))[:LONGEST].strip()


def folded(text: str) -> str:
    """Give `text` in small letters without ё and invisible marks, its signs as they stand."""
    return _seen(text[:LONGEST]).casefold().replace("ё", "е")


def _seen(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    whole = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in whole if unicodedata.category(char) not in _INVISIBLE)


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
    if _LATIN.search(text) and not _CYRILLIC.search(text):
        meant = normal(text.translate(_TO_RUSSIAN))
        return meant if _could_be_russian(meant) else ""
    if _CYRILLIC.search(text) and not _LATIN.search(text):
        meant = normal(text.translate(_TO_ENGLISH))
        return "" if _NO_ENGLISH_WORD.search(meant) else meant
    return ""


def _could_be_russian(text: str) -> bool:
    # About two letters of five are vowels in Russian; a text of another language turned over has far fewer.
    letters = len(text) - text.count(" ")
    return not _NO_RUSSIAN_WORD.search(text) and len(_RUSSIAN_VOWELS.findall(text)) * 4 >= letters


# --- roots: what is left of a sentence when it is only asked what it is about ----------------------------------------


DENIED = "!"
"""Stands before a root that was denied: «не найден» is «!найд»."""


@lru_cache(maxsize=TEXTS)
def roots(form: str) -> tuple[str, ...]:
    """Give the telling words of a normal text, without endings, one word for what people call differently.

    Latin letters are read as Russian ones («dnevnik»), ages from 14 to 18 are «14», other numbers and «две»,
    «третий» are «9», days, weeks and months are «срок»; a denial sticks to the word it denies.
    """
    for pattern, plain in _TURNS:
        form = pattern.sub(plain, form)
    found: list[str] = []
    denied = False
    for word in form.split():
        if word in _DENIALS:
            denied = True
        elif (russian := _russian(word)) not in _SMALL_WORDS and (len(russian) > 1 or russian.isdigit()):
            found.append(root(russian, denied=denied))
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
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\bчто (?:мне |нам )?(?:теперь |тогда |с этим |дальше )*дела\w+", " "),
        (  # the code of the class is ours, and nobody is warned of it
            r"\bкод\w* (?:из ссылки|(?:от |для )?(?:класса|школы|ребенка|сотрудника|учителя)"
            r"|(?:для )?втор\w+ родител\w+)",
            " кодкласса ",
        ),
        (r"\bчто (?:мне |нам |ребенку )?(?:за это )?будет если\b", " последствия "),
        (r"\bне (?:хо(?:чу|тим|чется|тела|тел)|буд(?:у|ем)|жела(?:ю|ем)|собира(?:юсь|емся))\b", " нежелание не "),
        (r"\bдобр\w+ (?:день|вечер|утро)|\bдоброго (?:дня|вечера|утра|времени суток)", " "),
        (
            r"\bmy ?school\b|\bmoya shkola\b|\bfgis\b|\bфгис\b|\bмай ?скул\w*"
            r"|\bмо(?:я|ей|ю|ею|и|еи) школ(?:[аеуы]|ой|ои)\b",
            " мояшкола ",
        ),
        (r"\bмояшкола +мояшкола\b", "мояшкола"),
        (r"\bуч[еио]т\w* зап[иа]с\w*|\bличн\w+ кабинет\w*|\buchetn\w+ zapis\w*", "учетка"),
        (  # «кто записал» asks who dared, «кто записывает» asks whose task it is
            r"\bбез (?:(?:моего|нашего) )?(?:меня|нас|спроса?|ведома|согласия|разрешения)\b"
            r"|\bкто(?: то)?(?= (?:\w+ )?(?:зарегистрировал|создал|завел|оформил)[аи]?\b)",
            " самовольно ",
        ),
        (r"\bкто(?: из \w+)?(?= (?:должен |может |будет )?(?:созда(?:ет|вать)|завод|регистрир|оформля))", " чьедело "),
        (r"\bсв(?:ид)? ?в[оау]\b", "свидетельство"),
        (r"\b(?:пенсионн\w+|социальн\w+|соц) фонд\w*", "сфр"),
        (r"\bшкол[аеуы]\w* (?:no ?)?\d+", "школа"),
        (rf"\b(?:до|младше|меньше|нет|не исполнилось|раньше) (?:{_TEENS})(?: ?ти)?\b(?! ?(?:{_UNITS}))(?: лет)?", " "),
        (rf"\b(?:{_TEENS})(?: ?ти)?(?! ?(?:{_UNITS}))(?=\D|$)", " 14 "),
        (rf"\b(?!14 )(?:{_COUNTS})\b", " 9 "),
        (r"\bne\b", "не"),
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
