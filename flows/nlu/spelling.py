"""Mending one slip of the finger: «провека» is «проверка»."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

_SHORTEST = 5  #: letters; in shorter words one slip makes another word


class Mender:
    """Knows words, and finds the one that a misspelt word was meant to be."""

    def __init__(self, words: Mapping[str, int]) -> None:
        """Keep `words` with their counts, and every form they take when one letter is left out."""
        self._words = words
        self._shorn: dict[str, list[str]] = {}
        for word in words:
            if len(word) >= _SHORTEST:
                for form in {word, *_shorn(word)}:
                    self._shorn.setdefault(form, []).append(word)
        self.mended = lru_cache(maxsize=8192)(self._mended)

    def _mended(self, word: str) -> str:
        """Give the known word one slip away, the commonest of several; the word itself when none is."""
        if word in self._words or len(word) < _SHORTEST or not word.isalpha():
            return word
        near = {known for form in (word, *_shorn(word)) for known in self._shorn.get(form, ())}
        meant = [known for known in near if OSA.distance(word, known, score_cutoff=1) == 1]
        return max(meant, key=lambda known: (self._words[known], known), default=word)


def _shorn(word: str) -> Iterable[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
