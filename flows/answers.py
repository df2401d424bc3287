"""What a typed text answers on the screen in front of the person: a button, or a word that works everywhere.

Whole texts are compared, never parts: «статус готов а кнопки нет» presses nothing. A question is for `meanings`.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows import ages, status_words
from flows.answer_words import (
    BUTTONS,
    COMMANDS,
    COURTESIES,
    KIN,
    ORDINALS,
    PLACES,
    SIGNS,
    SMALL_WORDS,
)
from flows.nearness import Near, denies, only, same_side
from flows.normal import layouts, normal


class Shown(NamedTuple):
    """A button or a choice as the person sees it."""

    key: str
    label: str


Screen = tuple[Shown, ...]
#: How many screens are kept taken apart: their labels are the book's, not what people type
SCREENS = 1024


def pressed(text: str, shown: Sequence[Shown]) -> str | None:
    """Give the key of the one button `text` means, or None when it means none, or two equally.

    `shown` stands in the order of the screen, so that «2» is the second; numbers written on the labels
    («ребёнок 9», «5 класс») are stronger than the order.
    """
    ways = (_as_written, _aged, _numbered, _said, _status, _of_kin)
    screen = tuple(shown)
    return _first(way(text, screen) for way in ways)


def command(text: str) -> str | None:
    """Give the word that works everywhere and that `text` is, whole: menu, back, human, help, start, my_data, stop."""
    said = _BOT_NAME.sub("", text.strip())
    forms = layouts(said)
    exact = next((_COMMAND_OF[form] for form in forms if form in _COMMAND_OF), None)
    return exact or next((found for form in forms if (found := _COMMAND_FORMS.nearest(form))), None)


def place(text: str, shown: Sequence[Shown]) -> str | None:
    """Give the key of the place that `text`, whole, names, wherever it was typed: by its label or by common words."""
    names, forms = _places(tuple(shown)), layouts(text)
    return _first(names.nearest(form) for form in (*forms, *map(_bare, forms)) if form)


def courtesy(text: str) -> str | None:
    """Tell that `text` is nothing but kindness: `greeting`, or `courtesy` for thanks, «понятно» and goodbyes."""
    if not normal(text):
        return "courtesy" if any(char in _HEARTS for char in text) else None
    parts = [part for part in re.split(r"[,.!;:)(\n]+", text) if normal(part)]
    kinds = [_first(_COURTESY_FORMS.nearest(form) for form in layouts(part)) for part in parts]
    return None if None in kinds else "greeting" if "greeting" in kinds else "courtesy"


# --- one way after another, the surest first ------------------------------------------------------------------------


def _said(text: str, shown: Screen) -> str | None:
    """Give the button said in words, in either keyboard layout, with or without «ну», «я», «спасибо» around it.

    «готово?» asks and does not tell, so it presses no «Готово».
    """
    in_words = normal(text) != ""
    forms = layouts(text) if in_words else _signs(text)
    found = _first(_in_words(form, shown) for form in (*forms, *map(_bare, forms)) if form)
    unsaid = ("?" in text and found in _STATEMENTS) or (not in_words and found in _CONSENT)
    return None if unsaid else found


def _in_words(form: str, shown: Screen) -> str | None:
    return (
        _exact(form, shown)
        or _word(form, shown)
        or _agreed(form, shown)
        or _paired(form, shown)
        or _names(shown).nearest(form)
        or _beginning(form, shown)
        or _placed(ORDINALS.get(form), shown)
    )


def _as_written(text: str, shown: Screen) -> str | None:
    """Give the button whose label was typed letter for letter: the only way to press «➡️» or «👍» by typing."""
    written = text.strip().casefold()
    return only(_written(shown).get(written, set())) if written else None


def _exact(form: str, shown: Screen) -> str | None:
    return only(_by_labels(shown).get(form, set()))


def _word(form: str, shown: Screen) -> str | None:
    """Give the button whose key has `form` among the common words for it («угу» for `yes`)."""
    said = _by_words(shown).get(form, set())
    return next((key for key in BUTTONS if key in said), None) if said else None


def _agreed(form: str, shown: Screen) -> str | None:
    """Give the only button beginning «Да, …» or «Нет, …» for a bare «да» or «нет», whatever its key is."""
    return only(_agreeing(shown).get(form, set()))


def _paired(form: str, shown: Screen) -> str | None:
    """Give the button for a bare «да» or «нет» where two buttons answer a question asked with «ли»."""
    if form not in _YES_AND_NO:
        return None
    keys = {button.key for button in shown}
    return only({pair[_YES_AND_NO.index(form)] for pair in _PAIRS if keys.issuperset(pair)})


def _beginning(form: str, shown: Screen) -> str | None:
    """Give the only button whose label begins with `form`, of four letters or more."""
    if sum(map(str.isalpha, form)) < 4 or form in _ANSWERS:
        return None
    return only({key for key, label in _whole(shown) if _begins(label, form) and same_side(label, form)})


def _begins(label: str, form: str) -> bool:
    # «класс 1» is not the beginning of «класс 11».
    return label.startswith(form) and not (form[-1].isdigit() and label[len(form) : len(form) + 1].isdigit())


def _status(text: str, shown: Screen) -> str | None:
    """Give the button of the status that is named, where a status is asked: «вручную пишет у снилса».

    What is said of the other document is not an answer here. Where only «Проверено» or not is asked, that is told.
    """
    labels = dict(_whole(shown))
    if not (labels.keys() >= _CHECKED or labels.keys() >= _VERIFIED):
        return None
    said = _first_of(status_words.named(form) for form in layouts(text))
    if not said or ("?" in text and said.status in _STATEMENTS):
        return None
    if labels.keys() >= _CHECKED:
        other = _OTHER_DOCUMENT.get(said.document, "-") in labels.get("not_found", "").split()
        status = "dont_know" if said.status == "unseen" and "unseen" not in labels else said.status
        return status if status in labels and not other else None
    if labels.keys() >= _VERIFIED and not said.document and said.status != "unseen":
        return "verified" if said.status == "verified" else "not_verified"
    return None


def _of_kin(text: str, shown: Screen) -> str | None:
    """«Мама» does not tell who added the card, so it is the button that helps to find out."""
    return "dont_know" if {"creator", "dont_know"} <= {key for key, _ in shown} and normal(text) in KIN else None


# --- numbers --------------------------------------------------------------------------------------------------------


def _aged(text: str, shown: Screen) -> str | None:
    """Give the button for an age, where the age is asked: «8 лет», «ей 15»."""
    keys = {button.key for button in shown}
    years = ages.age(normal(text)) if keys >= _AGES and not text.lstrip().startswith(_SIGNED) else None
    return None if years is None else ages.band(years, grown="adult" in keys)


def _numbered(text: str, shown: Screen) -> str | None:
    said = None if text.lstrip().startswith(_SIGNED) else _NUMBER.fullmatch(normal(text))
    if not said:
        return None
    number = said["number"].lstrip("0")
    return _placed(int(number or 0), shown) if said["of"] else _by_number(number, shown)


def _by_number(number: str, shown: Screen) -> str | None:
    """Give the button for a bare number: the one it is written on, else the one in that place.

    Where two labels or more carry numbers («5 класс», «6 класс»), or the two ways differ, the place does not count.
    """
    written = {key: set(_WHOLE_NUMBER.findall(label)) for key, label in _labels(shown)}
    named = {key for key, numbers in written.items() if number in numbers}
    if sum(map(bool, written.values())) >= 2:
        return only(named)
    placed = _placed(int(number or 0), shown)
    return only(named | {placed} if placed else named)


def _placed(place: int | None, shown: Screen) -> str | None:
    return shown[place - 1].key if place and place <= len(shown) else None


# --- small change ---------------------------------------------------------------------------------------------------


@lru_cache(SCREENS)
def _labels(shown: Screen) -> list[tuple[str, str]]:
    return [(key, form) for key, label in shown for form in _said_as(label)]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Give the keys of every form."""
    found: dict[str, set[str]] = {}
    for key, form in pairs:
        found.setdefault(form, set()).add(key)
    return found


@lru_cache(SCREENS)
def _written(shown: Screen) -> dict[str, set[str]]:
    return _grouped((key, label.strip().casefold()) for key, label in shown)


@lru_cache(SCREENS)
def _by_labels(shown: Screen) -> dict[str, set[str]]:
    return _grouped(_labels(shown))


@lru_cache(SCREENS)
def _by_words(shown: Screen) -> dict[str, set[str]]:
    return _grouped(_words_of(shown))


@lru_cache(SCREENS)
def _agreeing(shown: Screen) -> dict[str, set[str]]:
    starts = ((key, _YES_OR_NO.match(label)) for key, label in shown)
    return _grouped((key, normal(start[1])) for key, start in starts if start)


@lru_cache(SCREENS)
def _whole(shown: Screen) -> list[tuple[str, str]]:
    return [(key, normal(label)) for key, label in shown]


def _said_as(label: str) -> tuple[str, ...]:
    """Give a label as it may be typed: whole, and «Да, кнопку вижу» also without its «Да,»."""
    whole = normal(label)
    rest = normal(label.partition(",")[2]) if _YES_OR_NO.match(label) else ""
    return (whole, rest) if sum(map(str.isalpha, rest)) >= 4 else (whole,)


@lru_cache(SCREENS)
def _words_of(shown: Screen) -> list[tuple[str, str]]:
    keys = [key for key, label in shown if key not in _CLAIMS or not denies(normal(label))]
    return [(key, word) for key in keys for word in BUTTONS.get(key, ())]


@lru_cache(SCREENS)
def _names(shown: Screen) -> Near:
    """Give everything a button may be called, but for consent: that is given in its own words."""
    return Near([*_labels(shown), *((key, word) for key, word in _words_of(shown) if key != "agree")])


@lru_cache(SCREENS)
def _places(shown: Screen) -> Near:
    known = {key for key, _ in shown}
    return Near([*_labels(shown), *((key, word) for key, word in _PLACE_FORMS if key in known)])


def _bare(form: str) -> str:
    """Give `form` without the small words that change nothing, or nothing when there were none."""
    kept = " ".join(word for word in form.split() if word not in SMALL_WORDS)
    return kept if kept != form else ""


def _signs(text: str) -> tuple[str, ...]:
    """Give the words that signs alone stand for («+», «👍👍»), none when they disagree."""
    said = {SIGNS[char] for char in text if char in SIGNS}
    return said.pop() if len(said) == 1 else ()


def _first(found: Iterable[str | None]) -> str | None:
    return next((key for key in found if key), None)


def _first_of(found: Iterable[status_words.Named | None]) -> status_words.Named | None:
    return next((named for named in found if named), None)


_CLAIMS = {"done", "opened", "ready"}  # «готово» is not said for «Не готово», whatever its key is
_STATEMENTS = {"yes", "no", "agree", "refuse", "verified"} | _CLAIMS
_CONSENT = {"agree", "refuse"}  # said in words only: a sign is no consent, and a slip of the finger does not agree
_ANSWERS = BUTTONS["yes"] | BUTTONS["no"]  # «есть» is not the beginning of «Есть вопрос»
_COMMAND_WORDS = [(key, word) for key, words in COMMANDS.items() for word in words]
_COMMAND_OF = {word: key for key, word in reversed(_COMMAND_WORDS)}
_COMMAND_FORMS = Near(_COMMAND_WORDS)
_COURTESY_FORMS = Near((kind, word) for kind, words in COURTESIES.items() for word in words)
_PLACE_FORMS = [(address, word) for address, words in PLACES.items() for word in words]
_CHECKED = {"manual", "checking", "searching"}  # the buttons of a screen that asks for a status
_VERIFIED = {"verified", "not_verified"}  # of one that only asks whether it is done
_OTHER_DOCUMENT = {"birth": "сфр", "snils": "загсе"}  # words of the other document's «не найдено»
_AGES = {"under_14", "teen"}
_YES_AND_NO = ("да", "нет")
_PAIRS = (("off_now", "still_on"), ("confirmed", "not_confirmed"))
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
