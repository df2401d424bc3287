"""Comparison of short texts that allows for typing errors."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from flows.text.caches import TEXTS, while_answered


class Meant(NamedTuple):
    """One indexed form: its key and its words."""

    key: str
    form: str
    words: tuple[str, ...]


class FormIndex:
    """Forms indexed by the first letters of their words, which typing errors rarely change, so few are compared."""

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        """Take (key, normal form) pairs."""
        self._by_initials: dict[str, list[Meant]] = {}
        for key, form in forms:
            words, initials = _taken_apart(form)
            self._by_initials.setdefault(initials, []).append(Meant(key, form, words))

    @property
    def initials(self) -> Collection[str]:
        """Return the initials of every form; a text with other initials is near to no form."""
        return self._by_initials.keys()

    def nearest(self, form: str) -> str | None:
        """Return the key of the form with the fewest typing errors; None if no form is near or two are equally near."""
        words, initials = _taken_apart(form)
        alike = self._by_initials.get(initials)
        if alike is None:
            return None
        best: dict[str, int] = {}
        for meant in alike:
            far = _slips(form, words, meant)
            if far is not None:
                best[meant.key] = min(far, best.get(meant.key, far))
        nearest = min(best.values(), default=0)
        return only({key for key, far in best.items() if far == nearest})


def only(keys: set[str]) -> str | None:
    """Return the only key of a set; None if it has none or several."""
    return next(iter(keys)) if len(keys) == 1 else None


def first(found: Iterable[str | None]) -> str | None:
    """Return the first text that is neither None nor empty."""
    for key in found:
        if key:
            return key
    return None


def denies(form: str) -> bool:
    """Return whether a normal text has a negation."""
    return bool(_DENIAL.search(form))


def same_side(one: str, other: str) -> bool:
    """Return whether both or neither text is negated, and no word of one is the opposite of a word of the other."""
    return denies(one) == denies(other) and not any(
        (left.search(one) and right.search(other)) or (right.search(one) and left.search(other))
        for left, right in _OPPOSITES
    )


def _slips(said: str, ours: Sequence[str], meant: Meant) -> int | None:
    """Count the typing errors between two whole texts; None if they differ by more than typing errors.

    Negation, digits and first letters must be equal, because one letter can turn «готово», «5 класс» or «включить» into
    a different answer.
    """
    if said == meant.form:
        return 0
    slips = 0
    for one, other in zip(ours, meant.words, strict=True):
        far = _word_slips(one, other)
        if far is None:
            return None
        slips += far
    return slips if same_side(said, meant.form) else None


def initials(form: str) -> str:
    """Return the first letters of the words of a normal text; «не» and the word it negates are one word."""
    return _taken_apart(form)[1]


@while_answered
@lru_cache(maxsize=TEXTS)
def _taken_apart(form: str) -> tuple[tuple[str, ...], str]:
    # the words, and their first letters
    words = _words(form)
    return words, "".join([word[0] for word in words])


def _words(form: str) -> tuple[str, ...]:
    # Both «незнаю» and «не знаю» are typed, both «неполучаетца» and «не получается».
    joined = form.replace("не ", "не") if form.startswith("не ") else form.replace(" не ", " не")
    return tuple(joined.split())


def _word_slips(said: str, meant: str) -> int | None:
    if said == meant:
        return 0
    allowed = _allowed(min(len(said), len(meant)))
    if not allowed or _ANY_NUMBER.findall(said) != _ANY_NUMBER.findall(meant):
        return None
    far = OSA.distance(said, meant, score_cutoff=allowed)
    return far if far <= allowed else None


def _allowed(letters: int) -> int:
    return 0 if letters < 5 else 1 if letters < 8 else 2


_ANY_NUMBER = re.compile(r"\d+")
_DENIAL = re.compile(r"\b(?:не|нет|ни|неа|нету|без|никак|нельзя|никогда)\b|\bне\w{3}")
_OPPOSITES = tuple(
    (re.compile(rf"\b{left}"), re.compile(rf"\b{right}"))
    for left, right in (("включ", "выключ"), ("во[йш]", "вы[йш]"), ("вход", "выход"), ("вве", "выве"))
)
