"""What a typed text answers on the screen in front of the person: a button, or a word that works everywhere.

Whole texts are compared, never parts: «статус готов а кнопки нет» presses nothing. A question is for `meanings`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.nlu.letters import has_cyrillic, has_latin
from flows.reading import ages, status_words
from flows.reading.answer_words import (
    BUTTONS,
    COMMANDS,
    COURTESIES,
    KIN,
    ORDINALS,
    PLACES,
    SIGNS,
    SMALL_WORDS,
)
from flows.text.caches import TEXTS, while_answered
from flows.text.layouts import layouts
from flows.text.nearness import Near, denies, initials, only, same_side
from flows.text.normal import normal, typed_plainly


class Shown(NamedTuple):
    """A button or a choice as the person sees it."""

    key: str
    label: str


#: How many screens are kept taken apart: their labels are the book's, not what people type
SCREENS = 1024


def pressed(text: str, shown: Sequence[Shown], *, kept: bool = True) -> str | None:
    """Give the key of the one button `text` means, or None when it means none, or two equally.

    `shown` stands in the order of the screen, so that «2» is the second; numbers written on the labels
    («ребёнок 9», «5 класс») are stronger than the order. `kept` lets the screen be kept taken apart for the next text:
    never where it lists what people typed.
    """
    screen = _screen(tuple(shown)) if kept else _Screen(tuple(shown))
    for way in screen.ways:
        if key := way(text, screen):
            return key
    return None


def command(text: str) -> str | None:
    """Give the word that works everywhere and that `text` is, whole: menu, back, human, help, start, my_data, stop."""
    said = text.strip()
    forms = layouts(_BOT_NAME.sub("", said) if "@" in said else said)
    return _first(map(_COMMAND_OF.get, forms)) or _first(map(_COMMAND_FORMS.nearest, forms))


def place(text: str, named: Near) -> str | None:
    """Give the key of the place that `text`, whole, names, wherever it was typed, of those that `places` gave."""
    return _first(map(named.nearest, _forms(text)))


def places(shown: Sequence[Shown]) -> Near:
    """Take apart places that are named by their labels or by common words, to be asked of many texts."""
    known = {key for key, _ in shown}
    return Near([*_labels(shown), *((key, word) for key, word in _PLACE_FORMS if key in known)])


def courtesy(text: str) -> str | None:
    """Tell that `text` is nothing but kindness: `greeting`, or `courtesy` for thanks, «понятно» and goodbyes."""
    if not normal(text):
        return "courtesy" if any(char in _HEARTS for char in text) else None
    if _surely_no_courtesy(text):
        return None
    kinds: set[str] = set()
    for part in filter(normal, _PARTS.split(text)):
        kind = _first(map(_COURTESY_FORMS.nearest, layouts(part)))
        if kind is None:
            return None
        kinds.add(kind)
    return "greeting" if "greeting" in kinds else "courtesy"


def _surely_no_courtesy(text: str) -> bool:
    # the words of its first part begin the text, so the letters they begin with do: most texts need not be parted
    form = normal(text)
    return not initials(form).startswith(_KIND_INITIALS) and not has_latin(form) and typed_plainly(text)


# --- one way after another, the surest first ------------------------------------------------------------------------


def _said(text: str, screen: "_Screen") -> str | None:
    """Give the button said in words, in either keyboard layout, with or without «ну», «я», «спасибо» around it.

    «готово?» asks and does not tell, so it presses no «Готово».
    """
    in_words = normal(text) != ""
    forms = _forms(text) if in_words else _with_bare(_signs(text))
    found = _first([_in_words(form, screen) for form in forms])
    unsaid = ("?" in text and found in _STATEMENTS) or (not in_words and found in _CONSENT)
    return None if unsaid else found


def _in_words(form: str, screen: "_Screen") -> str | None:
    return (
        screen.meant.get(form)
        or screen.names.nearest(form)
        or _beginning(form, screen)
        or _placed(ORDINALS.get(form), screen)
    )


def _as_written(text: str, screen: "_Screen") -> str | None:
    """Give the button whose label was typed letter for letter: the only way to press «➡️» or «👍» by typing."""
    written = text.strip().casefold()
    return screen.written.get(written) if written else None


def _beginning(form: str, screen: "_Screen") -> str | None:
    """Give the only button whose label begins with `form`, of four letters or more."""
    if len(form) > screen.longest:
        return None
    begun = [(key, label) for key, label in screen.whole if label.startswith(form)]
    if not begun or sum(map(str.isalpha, form)) < 4 or form in ANSWERS:
        return None
    return only({key for key, label in begun if _begins(label, form) and same_side(label, form)})


def _begins(label: str, form: str) -> bool:
    # «класс 1» is not the beginning of «класс 11».
    return label.startswith(form) and not (form[-1].isdigit() and label[len(form) : len(form) + 1].isdigit())


def _status(text: str, screen: "_Screen") -> str | None:
    """Give the button of the status that is named, where a status is asked: «вручную пишет у снилса».

    What is said of the other document is not an answer here. Where only «Проверено» or not is asked, that is told.
    """
    labels = screen.statuses
    said = _first_of(status_words.named(form) for form in layouts(text))
    if not said or ("?" in text and said.status in _STATEMENTS):
        return None
    if labels.keys() >= _CHECKED:
        other = _OTHER_DOCUMENT.get(said.document, "-") in labels.get("not_found", "").split()
        status = "dont_know" if said.status == "unseen" and "unseen" not in labels else said.status
        return status if status in labels and not other else None
    if not said.document and said.status != "unseen":
        return "verified" if said.status == "verified" else "not_verified"
    return None


def _of_kin(text: str, _: "_Screen") -> str | None:
    """«Мама» does not tell who added the card, so it is the button that helps to find out."""
    return "dont_know" if normal(text) in KIN else None


# --- numbers --------------------------------------------------------------------------------------------------------


def _aged(text: str, screen: "_Screen") -> str | None:
    """Give the button for an age, where the age is asked: «8 лет», «ей 15»."""
    years = None if text.lstrip().startswith(_SIGNED) else ages.age(normal(text))
    return None if years is None else ages.band(years, grown="adult" in screen.keys)


def _numbered(text: str, screen: "_Screen") -> str | None:
    said = _NUMBER.fullmatch(normal(text))
    if not said or text.lstrip().startswith(_SIGNED):
        return None
    number = said["number"].lstrip("0")
    return _placed(int(number or 0), screen) if said["of"] else _by_number(number, screen)


def _by_number(number: str, screen: "_Screen") -> str | None:
    """Give the button for a bare number: the one it is written on, else the one in that place.

    Where two labels or more carry numbers («5 класс», «6 класс»), or the two ways differ, the place does not count.
    """
    written = {key: set(_WHOLE_NUMBER.findall(label)) for key, label in _labels(screen.shown)}
    named = {key for key, numbers in written.items() if number in numbers}
    if sum(map(bool, written.values())) >= 2:
        return only(named)
    placed = _placed(int(number or 0), screen)
    return only(named | {placed} if placed else named)


def _placed(place: int | None, screen: "_Screen") -> str | None:
    return screen.shown[place - 1].key if place and place <= len(screen.shown) else None


# --- the screen -----------------------------------------------------------------------------------------------------


class _Screen:
    """A screen taken apart once: what its buttons may be called, by what is typed for them."""

    def __init__(self, shown: tuple[Shown, ...]) -> None:
        self.shown = shown
        self.keys = {button.key for button in shown}
        self.written = _singly((key, label.strip().casefold()) for key, label in shown)
        self.whole = [(key, normal(label)) for key, label in shown]
        self.longest = max((len(label) for _, label in self.whole), default=0)
        self.statuses = dict(self.whole) if self.keys >= _CHECKED or self.keys >= _VERIFIED else {}
        self.ways = tuple(way for way, asked in _WAYS if not asked or any(map(self.keys.issuperset, asked)))
        words = _words_of(shown)
        #: The button meant by a whole form: by its label, else by a common word, else by a bare «да» or «нет»
        self.meant = {**_paired(self.keys), **_agreed(shown), **_first_keys(words), **_singly(_labels(shown))}
        #: Everything a button may be called, but for consent: that is given in its own words
        self.names = Near([*_labels(shown), *((key, word) for key, word in words if key != "agree")])


@lru_cache(SCREENS)
def _screen(shown: tuple[Shown, ...]) -> _Screen:
    return _Screen(shown)


def _singly(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give the key of every form that has just one."""
    found: dict[str, set[str]] = {}
    for key, form in pairs:
        found.setdefault(form, set()).add(key)
    return {form: single for form, keys in found.items() if (single := only(keys))}


def _first_keys(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Give for every common word the first of the keys that have it («угу» for `yes`), in the order of the words."""
    order = {key: at for at, key in enumerate(BUTTONS)}
    return {word: key for key, word in sorted(pairs, key=lambda pair: -order[pair[0]])}


def _agreed(shown: Iterable[Shown]) -> dict[str, str]:
    """Give the only button beginning «Да, …» or «Нет, …» for a bare «да» or «нет», whatever its key is."""
    starts = ((key, _YES_OR_NO.match(label)) for key, label in shown)
    return _singly((key, normal(start[1])) for key, start in starts if start)


def _paired(keys: set[str]) -> dict[str, str]:
    """Give the button for a bare «да» or «нет» where two buttons answer a question asked with «ли»."""
    pairs = [pair for pair in _PAIRS if keys.issuperset(pair)]
    return dict(zip(_YES_AND_NO, pairs[0], strict=True)) if len(pairs) == 1 else {}


def _labels(shown: Iterable[Shown]) -> list[tuple[str, str]]:
    return [(key, form) for key, label in shown for form in _said_as(label)]


def _said_as(label: str) -> tuple[str, ...]:
    """Give a label as it may be typed: whole, and «Да, кнопку вижу» also without its «Да,»."""
    whole = normal(label)
    rest = normal(label.partition(",")[2]) if _YES_OR_NO.match(label) else ""
    return (whole, rest) if sum(map(str.isalpha, rest)) >= 4 else (whole,)


def _words_of(shown: Iterable[Shown]) -> list[tuple[str, str]]:
    keys = [key for key, label in shown if key not in _CLAIMS or not denies(normal(label))]
    return [(key, word) for key in keys for word in BUTTONS.get(key, ())]


# --- small change ---------------------------------------------------------------------------------------------------


@while_answered
@lru_cache(maxsize=TEXTS)  # the screen asks, and the places that are named
def _forms(text: str) -> tuple[str, ...]:
    """Give all that a text may be: its normal form, in the other layout, and each without its small words."""
    return tuple(_with_bare(layouts(text)))


def _with_bare(forms: Sequence[str]) -> list[str]:
    return [form for form in (*forms, *map(_bare, forms)) if form]


def _bare(form: str) -> str:
    """Give `form` without the small words that change nothing, or nothing when there were none."""
    words = form.split()
    if SMALL_WORDS.isdisjoint(words):
        return ""
    return " ".join([word for word in words if word not in SMALL_WORDS])


def _signs(text: str) -> tuple[str, ...]:
    """Give the words that signs alone stand for («+», «👍👍»), none when they disagree."""
    said = {SIGNS[char] for char in text if char in SIGNS}
    return said.pop() if len(said) == 1 else ()


def _first(found: Iterable[str | None]) -> str | None:
    for key in found:
        if key:
            return key
    return None


def _first_of(found: Iterable[status_words.Named | None]) -> status_words.Named | None:
    return next((named for named in found if named), None)


_CLAIMS = {"done", "opened", "ready"}  # «готово» is not said for «Не готово», whatever its key is
_STATEMENTS = {"yes", "no", "agree", "refuse", "verified"} | _CLAIMS
_CONSENT = {"agree", "refuse"}  # said in words only: a sign is no consent, and a slip of the finger does not agree
ANSWERS = BUTTONS["yes"] | BUTTONS["no"]  # «есть» is not the beginning of «Есть вопрос»
_COMMAND_WORDS = [(key, word) for key, words in COMMANDS.items() for word in words]
_COMMAND_OF = {word: key for key, word in reversed(_COMMAND_WORDS)}
_COMMAND_FORMS = Near(_COMMAND_WORDS)
_COURTESY_FORMS = Near((kind, word) for kind, words in COURTESIES.items() for word in words)
#: How the initials of a courtesy begin in Russian letters, or how it begins on the keys of English ones and of signs
_KIND_INITIALS = (*filter(has_cyrillic, _COURTESY_FORMS.initials), *"щреъжэбюх")
_PLACE_FORMS = [(address, word) for address, words in PLACES.items() for word in words]
_CHECKED = {"manual", "checking", "searching"}  # the buttons of a screen that asks for a status
_VERIFIED = {"verified", "not_verified"}  # of one that only asks whether it is done
_OTHER_DOCUMENT = {"birth": "сфр", "snils": "загсе"}  # words of the other document's «не найдено»
_CREATOR = {"creator", "dont_know"}  # of one that asks who added the card
_AGES = {"under_14", "teen"}
#: The ways a text may mean a button, the surest first, and the buttons of the screens that ask for some of them
_WAYS: Sequence[tuple[Callable[[str, _Screen], str | None], Sequence[set[str]]]] = (
    (_as_written, ()),
    (_aged, (_AGES,)),
    (_numbered, ()),
    (_said, ()),
    (_status, (_CHECKED, _VERIFIED)),
    (_of_kin, (_CREATOR,)),
)
_YES_AND_NO = ("да", "нет")
_PAIRS = (("off_now", "still_on"), ("confirmed", "not_confirmed"))
_PARTS = re.compile(r"[,.!;:)(\n]+")
_HEARTS = "🙏❤👍😊🌹💐🤝"

_NUMBER = re.compile(
    r"(?P<of>(?:(?:вариант|кнопка|кнопку|пункт|цифра|цифру|номер|выбираю|нажимаю|под номером|no) ?)+)?"
    r"(?P<number>\d{1,3})(?: ?(?:й|я|е|ый|ая))?(?: (?:вариант|кнопка|кнопку|пункт))?",
    re.ASCII,
)
_SIGNED = ("+", "-", "–", "−")  # «-1» and «+1» are not the first button
_WHOLE_NUMBER = re.compile(r"(?<!\w)[1-9][0-9]*(?!\w)")
_YES_OR_NO = re.compile(r"\W*(да|нет)\s*[,.:—–-]", re.IGNORECASE)
_BOT_NAME = re.compile(r"(?<=\w)@\w+$")  # Telegram adds the bot's name to a command chosen in a group: /menu@bot
