"""Recognises a text that is nearly equal to an example phrase.

The model was not trained on these phrases: the phrase file was edited after the training, or a school attached them.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from flows.nlu.features import of_letters
from flows.nlu.message import Message

_ALIKE = 0.72  #: the least share of n-grams that a text and its near match have in common
_SAME_WORDS = 0.6  #: the least share of roots that they have in common


class Nearest(NamedTuple):
    """The intent of the example most similar to a text, and the similarity (0…1): 1 means equal roots."""

    intent: str
    nearness: float


class _Known(NamedTuple):
    roots: frozenset[str]
    pieces: set[int]
    intent: str


class PhraseIndex:
    """Example phrases indexed by their roots."""

    def __init__(self, said: Callable[[str], Message], examples: Iterable[tuple[str, str]]) -> None:
        """Index `examples`, each a text and its intent.

        `said` converts a text to a message. If two examples have equal roots, the later one replaces the earlier one.
        """
        self._by_root: dict[str, list[_Known]] = {}
        self._exact: dict[frozenset[str], str] = {}
        for text, intent in examples:
            message = said(text)
            known = _Known(frozenset(message.roots), of_letters(message.plain), intent)
            if known.roots:
                self._exact[known.roots] = intent
            for root in known.roots:
                self._by_root.setdefault(root, []).append(known)

    def nearest(self, message: Message) -> Nearest | None:
        """Return the intent of the example most similar to `message`; None if no example is similar enough."""
        if not self._exact:
            return None
        roots = frozenset(message.roots)
        if roots in self._exact:
            return Nearest(self._exact[roots], 1.0)
        near = {id(known): known for root in roots for known in self._by_root.get(root, ())}
        if not near:
            return None
        pieces = of_letters(message.plain)
        found = [
            Nearest(known.intent, likeness)
            for known in near.values()
            if _shared(roots, known.roots) >= _SAME_WORDS and (likeness := _shared(pieces, known.pieces)) >= _ALIKE
        ]
        return max(found, key=lambda each: each.nearness, default=None)


def _shared(one: "set[int] | frozenset[str]", other: "set[int] | frozenset[str]") -> float:
    return 2 * len(one & other) / (len(one) + len(other))
