"""An index that finds a button of a screen by the words that people type for it."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from flows.reading.answer_words import BUTTONS
from flows.text.nearness import FormIndex, denies, only
from flows.text.normal import normal


class Shown(NamedTuple):
    """A button, or a line of a list that can be chosen, with the label that the person sees."""

    key: str
    label: str


Way = Callable[[str, "ScreenLabels"], str | None]  #: a function that returns the key of the button that a text means

CHECKED = frozenset({"manual", "checking", "searching"})  #: keys of a screen that asks for a status
VERIFIED = frozenset({"verified", "not_verified"})  #: keys of a screen that asks only whether the check is finished
_CLAIMS = frozenset({"done", "opened", "ready"})  #: «готово» does not press «Не готово», whatever its key is
_YES_OR_NO = re.compile(r"\W*(да|нет)\s*[,.:—–-]", re.IGNORECASE)
_YES_AND_NO = ("да", "нет")
_PAIRS = (("off_now", "still_on"), ("confirmed", "not_confirmed"))


class ScreenLabels:
    """The index of one screen: its labels, and every form of text that presses one of its buttons."""

    def __init__(self, shown: tuple[Shown, ...], ways: tuple[Way, ...]) -> None:
        """Index the buttons, in the order of the screen.

        `ways`: the functions that find the key of the button in a text. They are tried in this order.
        """
        self.shown, self.ways = shown, ways
        self.keys = {button.key for button in shown}
        self.written = _singly((key, label.strip().casefold()) for key, label in shown)
        self.whole = [(key, normal(label)) for key, label in shown]
        self.longest = max((len(label) for _, label in self.whole), default=0)
        self.statuses = dict(self.whole) if self.keys >= CHECKED or self.keys >= VERIFIED else {}
        words = _words_of(shown)
        #: The key of a button by whole form: from its label, else a common word, else a bare «да» or «нет»
        self.meant = {**_paired(self.keys), **_agreed(shown), **_first_keys(words), **_singly(forms_of(shown))}
        #: All forms of the buttons, without the common words of `agree`: consent needs the words of its button
        self.names = FormIndex([*forms_of(shown), *((key, word) for key, word in words if key != "agree")])


def forms_of(shown: Iterable[Shown]) -> list[tuple[str, str]]:
    """Return a pair (key of the button, normalised form) for every form of every label."""
    return [(key, form) for key, label in shown for form in _said_as(label)]


def _said_as(label: str) -> tuple[str, ...]:
    """Return the forms of a label: the whole label, and «Да, кнопку вижу» also without «Да,»."""
    whole = normal(label)
    rest = normal(label.partition(",")[2]) if _YES_OR_NO.match(label) else ""
    return (whole, rest) if sum(map(str.isalpha, rest)) >= 4 else (whole,)


def _singly(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return {form: key of its button}, without the forms that belong to several buttons."""
    found: dict[str, set[str]] = {}
    for key, form in pairs:
        found.setdefault(form, set()).add(key)
    return {form: single for form, keys in found.items() if (single := only(keys))}


def _first_keys(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return {word: key of its button}: {«угу»: `yes`}. A word of several buttons gets the first in BUTTONS."""
    order = {key: at for at, key in enumerate(BUTTONS)}
    return {word: key for key, word in sorted(pairs, key=lambda pair: -order[pair[0]])}


def _agreed(shown: Iterable[Shown]) -> dict[str, str]:
    """Return {word: key of the button} for «да» and «нет», if exactly one label begins with the word («Да, …»)."""
    starts = ((key, _YES_OR_NO.match(label)) for key, label in shown)
    return _singly((key, normal(start[1])) for key, start in starts if start)


def _paired(keys: set[str]) -> dict[str, str]:
    """Return {«да»: key, «нет»: key} for the pair of buttons in _PAIRS, if the screen has exactly one such pair."""
    pairs = [pair for pair in _PAIRS if keys.issuperset(pair)]
    return dict(zip(_YES_AND_NO, pairs[0], strict=True)) if len(pairs) == 1 else {}


def _words_of(shown: Iterable[Shown]) -> list[tuple[str, str]]:
    keys = [key for key, label in shown if key not in _CLAIMS or not denies(normal(label))]
    return [(key, word) for key in keys for word in BUTTONS.get(key, ())]
