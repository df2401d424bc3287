"""Near matches: phrases that nobody has learnt yet, of an edited file or of a school."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from flows.nlu.features import of_letters
from flows.nlu.message import Message

_ALIKE = 0.72  #: of their pieces two texts share, to be one question
_SAME_WORDS = 0.6  #: and of their roots


class Nearest(NamedTuple):
    """The meaning of the nearest example, and how near it is (1 is the same words)."""

    meaning: str
    nearness: float


class _Known(NamedTuple):
    roots: frozenset[str]
    pieces: set[int]
    meaning: str


class PhraseIndex:
    """Examples, found again by their words."""

    def __init__(self, said: Callable[[str], Message], examples: Iterable[tuple[str, str]]) -> None:
        """Keep `examples` (text, meaning) as `said` hears them; of two alike the later counts."""
        self._by_root: dict[str, list[_Known]] = {}
        self._exact: dict[frozenset[str], str] = {}
        for text, meaning in examples:
            heard = said(text)
            known = _Known(frozenset(heard.roots), of_letters(heard.plain), meaning)
            if known.roots:
                self._exact[known.roots] = meaning
            for root in known.roots:
                self._by_root.setdefault(root, []).append(known)

    def nearest(self, heard: Message) -> Nearest | None:
        """Give the meaning of the example that says nearly the same, None when none does."""
        if not self._exact:
            return None
        roots = frozenset(heard.roots)
        if roots in self._exact:
            return Nearest(self._exact[roots], 1.0)
        near = {id(known): known for root in roots for known in self._by_root.get(root, ())}
        if not near:
            return None
        pieces = of_letters(heard.plain)
        found = [
            Nearest(known.meaning, likeness)
            for known in near.values()
            if _shared(roots, known.roots) >= _SAME_WORDS and (likeness := _shared(pieces, known.pieces)) >= _ALIKE
        ]
        return max(found, key=lambda each: each.nearness, default=None)


def _shared(one: "set[int] | frozenset[str]", other: "set[int] | frozenset[str]") -> float:
    return 2 * len(one & other) / (len(one) + len(other))
