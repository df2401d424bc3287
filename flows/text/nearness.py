"""Compares short texts and tolerates typing errors."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from flows.text.caches import TEXTS, while_answered


class Meant(NamedTuple):
    """One text of a FormIndex: its key, its normal form and the words of the form."""

    key: str
    form: str
    words: tuple[str, ...]


class FormIndex:
    """An index of texts in normal form, by the first letters of their words.

    Typing errors rarely change first letters, so a typed text is compared only with indexed texts
    that have the same first letters.
    """

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        """Index pairs (key, normal form)."""
        self._by_initials: dict[str, list[Meant]] = {}
        for key, form in forms:
            words, initials = _taken_apart(form)
            self._by_initials.setdefault(initials, []).append(Meant(key, form, words))

    @property
    def initials(self) -> Collection[str]:
        """Return one string for each form: the first letters of its words. A text with other initials has no match."""
        return self._by_initials.keys()

    def nearest(self, form: str) -> str | None:
        """Return the key of the form that differs from `form` by the fewest typing errors.

        Return None if no form is near enough, or if several keys have the fewest errors.
        """
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
    """Return the only key of a set; None if the set has no key or several."""
    return next(iter(keys)) if len(keys) == 1 else None


def first(found: Iterable[str | None]) -> str | None:
    """Return the first text that is neither None nor empty."""
    for key in found:
        if key:
            return key
    return None


def denies(form: str) -> bool:
    """Return whether a text in normal form has a negation."""
    return bool(_DENIAL.search(form))


def same_side(one: str, other: str) -> bool:
    """Return False if two texts contradict each other: only one is negated, or they have words of opposite meaning."""
    return denies(one) == denies(other) and not any(
        (left.search(one) and right.search(other)) or (right.search(one) and left.search(other))
        for left, right in _OPPOSITES
    )


def _slips(said: str, ours: Sequence[str], meant: Meant) -> int | None:
    """Return the number of typing errors in `said` if it means the indexed text `meant`; None if it does not.

    `ours`: the words of `said`. Negation, digits and first letters must be equal, because one letter can turn «готово»,
    «5 класс» or «включить» into a different answer.
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
    """Return the first letters of the words of a text in normal form. «не» and the next word count as one word."""
    return _taken_apart(form)[1]


@while_answered
@lru_cache(maxsize=TEXTS)
def _taken_apart(form: str) -> tuple[tuple[str, ...], str]:
    # return the words and their first letters
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
