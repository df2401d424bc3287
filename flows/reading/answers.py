"""Finds the button of the screen that a typed text presses, or the command that it names.

Whole texts are compared, never parts: «статус готов а кнопки нет» presses nothing. `flows.nlu.intents` recognises
questions.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from flows.reading import ages, status_words
from flows.reading.answer_words import (
    BUTTONS,
    COMMANDS,
    KIN,
    ORDINALS,
    PLACES,
    SIGNS,
    SMALL_WORDS,
)
from flows.reading.screen_labels import CHECKED, VERIFIED, ScreenLabels, Shown, Way, forms_of
from flows.text.caches import TEXTS, while_answered
from flows.text.layouts import layouts
from flows.text.nearness import FormIndex, first, only, same_side
from flows.text.normal import normal

SCREENS = 1024  #: indexed screens in the cache; their labels come from the book, not from typed text


def pressed(text: str, shown: Sequence[Shown], *, kept: bool = True) -> str | None:
    """Return the key of the button that `text` means; None if it means no button or several.

    `shown` has the buttons in the order of the screen, so «2» is the second button. A number on a label («ребёнок 9»,
    «5 класс») takes precedence over the order. `kept`: the index of the screen may be cached;
    False if labels of the screen contain texts that people typed, which must not stay in memory.
    """
    screen = _screen(tuple(shown)) if kept else _indexed(tuple(shown))
    for way in screen.ways:
        if key := way(text, screen):
            return key
    return None


def command(text: str) -> str | None:
    """Return the command that the whole text names, such as `menu`, `back` or `help`; None if it names none."""
    said = text.strip()
    forms = layouts(_BOT_NAME.sub("", said) if "@" in said else said)
    return first(map(_COMMAND_OF.get, forms)) or first(map(_COMMAND_FORMS.nearest, forms))


def place(text: str, named: FormIndex) -> str | None:
    """Return the key of the button that the whole text names, on whatever screen it is; None if it names none.

    `named` is the index of such buttons, made by `places`.
    """
    return first(map(named.nearest, _forms(text)))


def places(shown: Sequence[Shown]) -> FormIndex:
    """Return an index of buttons that can be typed on any screen, by their labels and by common words for them."""
    known = {key for key, _ in shown}
    return FormIndex([*forms_of(shown), *((key, word) for key, word in _PLACE_FORMS if key in known)])


# --- the ways a text may mean a button ------------------------------------------------------------------------------


def _said(text: str, screen: ScreenLabels) -> str | None:
    """Return the key of the button that a text names in words.

    The text may be typed in the wrong keyboard layout, and may have extra words («ну», «спасибо»). «готово?» is a
    question, so it does not press «Готово».
    """
    in_words = normal(text) != ""
    forms = _forms(text) if in_words else _with_bare(_emoji_words(text))
    found = first([_in_words(form, screen) for form in forms])
    unsaid = ("?" in text and found in _STATEMENTS) or (not in_words and found in _CONSENT)
    return None if unsaid else found


def _in_words(form: str, screen: ScreenLabels) -> str | None:
    return (
        screen.meant.get(form)
        or screen.names.nearest(form)
        or _beginning(form, screen)
        or _placed(ORDINALS.get(form), screen)
    )


def _as_written(text: str, screen: ScreenLabels) -> str | None:
    """Return the key of the button whose exact label was typed. A label without words («➡️») matches only here."""
    written = text.strip().casefold()
    return screen.written.get(written) if written else None


def _beginning(form: str, screen: ScreenLabels) -> str | None:
    """Return the key of the only button whose label begins with `form`.

    None if several buttons have such labels, or if `form` has fewer than 4 letters.
    """
    if len(form) > screen.longest:
        return None
    begun = [(key, label) for key, label in screen.whole if label.startswith(form)]
    if not begun or sum(map(str.isalpha, form)) < 4 or form in ANSWERS:
        return None
    return only({key for key, label in begun if _begins(label, form) and same_side(label, form)})


def _begins(label: str, form: str) -> bool:
    # «класс 1» does not begin «класс 11».
    return label.startswith(form) and not (form[-1].isdigit() and label[len(form) : len(form) + 1].isdigit())


def _status(text: str, screen: ScreenLabels) -> str | None:
    """On a screen that asks for the status of a document, return the key of the button for the status in a text.

    «вручную пишет у снилса» names the status `manual` of the СНИЛС. The status of another document is not an answer
    to this screen. If the screen asks only whether the document is «Проверено», any other status means `not_verified`.
    """
    labels = screen.statuses
    said = _first_of(status_words.named(form) for form in layouts(text))
    if not said or ("?" in text and said.status in _STATEMENTS):
        return None
    if labels.keys() >= CHECKED:
        other = _OTHER_DOCUMENT.get(said.document, "-") in labels.get("not_found", "").split()
        status = "dont_know" if said.status == "unseen" and "unseen" not in labels else said.status
        return status if status in labels and not other else None
    if not said.document and said.status != "unseen":
        return "verified" if said.status == "verified" else "not_verified"
    return None


def _of_kin(text: str, _: ScreenLabels) -> str | None:
    """Return `dont_know` if the text only names a relative: «мама» does not say which parent added the child."""
    return "dont_know" if normal(text) in KIN else None


# --- numbers --------------------------------------------------------------------------------------------------------


def _aged(text: str, screen: ScreenLabels) -> str | None:
    """On a screen that asks for an age, return the key of the button for the age in a text («8 лет», «ей 15»)."""
    years = None if text.lstrip().startswith(_SIGNED) else ages.age(normal(text))
    return None if years is None else ages.band(years, grown="adult" in screen.keys)


def _numbered(text: str, screen: ScreenLabels) -> str | None:
    said = _NUMBER.fullmatch(normal(text))
    if not said or text.lstrip().startswith(_SIGNED):
        return None
    number = said["number"].lstrip("0")
    return _placed(int(number or 0), screen) if said["of"] else _by_number(number, screen)


def _by_number(number: str, screen: ScreenLabels) -> str | None:
    """Return the key of the button that a bare number means, by the number on its label or by its position.

    If two or more labels have numbers («5 класс», «6 класс»), positions are ignored. None if the label and the position
    give different buttons.
    """
    written = {key: set(_WHOLE_NUMBER.findall(label)) for key, label in forms_of(screen.shown)}
    named = {key for key, numbers in written.items() if number in numbers}
    if sum(map(bool, written.values())) >= 2:
        return only(named)
    placed = _placed(int(number or 0), screen)
    return only(named | {placed} if placed else named)


def _placed(place: int | None, screen: ScreenLabels) -> str | None:
    return screen.shown[place - 1].key if place and place <= len(screen.shown) else None


# --- the screen -----------------------------------------------------------------------------------------------------


@lru_cache(SCREENS)
def _screen(shown: tuple[Shown, ...]) -> ScreenLabels:
    return _indexed(shown)


def _indexed(shown: tuple[Shown, ...]) -> ScreenLabels:
    keys = {button.key for button in shown}
    return ScreenLabels(shown, tuple(way for way, asked in _WAYS if not asked or any(map(keys.issuperset, asked))))


# --- forms of a text --------------------------------------------------------------------------------------------------


@while_answered
@lru_cache(maxsize=TEXTS)  # the screen and the named places call it
def _forms(text: str) -> tuple[str, ...]:
    """Return the forms of a text: normalised, in the other keyboard layout, and both without «ну», «спасибо» etc."""
    return tuple(_with_bare(layouts(text)))


def _with_bare(forms: Sequence[str]) -> list[str]:
    return [form for form in (*forms, *map(_bare, forms)) if form]


def _bare(form: str) -> str:
    """Return `form` without words such as «ну» and «спасибо»; "" if it has none of them."""
    words = form.split()
    if SMALL_WORDS.isdisjoint(words):
        return ""
    return " ".join([word for word in words if word not in SMALL_WORDS])


def _emoji_words(text: str) -> tuple[str, ...]:
    """Return the words that emoji and marks in a text mean («+», «👍👍»); empty if they mean different words."""
    said = {SIGNS[char] for char in text if char in SIGNS}
    return said.pop() if len(said) == 1 else ()


def _first_of(found: Iterable[status_words.Named | None]) -> status_words.Named | None:
    return next((named for named in found if named), None)


_STATEMENTS = {"yes", "no", "agree", "refuse", "verified", "done", "opened", "ready"}
_CONSENT = {"agree", "refuse"}  # these buttons need words: an emoji is not consent
ANSWERS = BUTTONS["yes"] | BUTTONS["no"]  # «есть» does not press «Есть вопрос»
_COMMAND_WORDS = [(key, word) for key, words in COMMANDS.items() for word in words]
_COMMAND_OF = {word: key for key, word in reversed(_COMMAND_WORDS)}
_COMMAND_FORMS = FormIndex(_COMMAND_WORDS)
_PLACE_FORMS = [(address, word) for address, words in PLACES.items() for word in words]
_OTHER_DOCUMENT = {
    "birth": "сфр",
    "snils": "загсе",
}  # the other registry, as spelt in the label «не найдено»
_CREATOR = frozenset({"creator", "dont_know"})  # keys of a screen that asks who added the card
_AGES = frozenset({"under_14", "teen"})  # keys of a screen that asks for an age
#: The ways a text may mean a button, the surest first. A way with sets of keys is used only on screens that have all
#: keys of one set
_WAYS: Sequence[tuple[Way, Sequence[frozenset[str]]]] = (
    (_as_written, ()),
    (_aged, (_AGES,)),
    (_numbered, ()),
    (_said, ()),
    (_status, (CHECKED, VERIFIED)),
    (_of_kin, (_CREATOR,)),
)

_NUMBER = re.compile(
    r"(?P<of>(?:(?:вариант|кнопка|кнопку|пункт|цифра|цифру|номер|выбираю|нажимаю|под номером|no) ?)+)?"
    r"(?P<number>\d{1,3})(?: ?(?:й|я|е|ый|ая))?(?: (?:вариант|кнопка|кнопку|пункт))?",
    re.ASCII,
)
_SIGNED = ("+", "-", "–", "−")  # «-1» and «+1» are not the first button
_WHOLE_NUMBER = re.compile(r"(?<!\w)[1-9][0-9]*(?!\w)")
_BOT_NAME = re.compile(r"(?<=\w)@\w+$")  # Telegram adds the bot's name to a command chosen in a group: /menu@bot
