"""Corrects one typing error in a word: «провека» → «проверка»."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

_SHORTEST = 5  #: the fewest letters of a word to correct; a shorter word with one error is often another real word


class SpellChecker:
    """Finds the known word that a misspelt word stands for."""

    def __init__(self, words: Mapping[str, int]) -> None:
        """Index the known `words` ({word: its count}) by every form that lacks one letter."""
        self._words = words
        self._shorn: dict[str, list[str]] = {}
        for word in words:
            if len(word) >= _SHORTEST:
                for form in {word, *_shorn(word)}:
                    self._shorn.setdefault(form, []).append(word)
        self.mended = lru_cache(maxsize=8192)(self._corrected)

    def _corrected(self, word: str) -> str:
        """Return the commonest known word that differs by one typing error, or the word itself if there is none."""
        if word in self._words or len(word) < _SHORTEST or not word.isalpha():
            return word
        near = {known for form in (word, *_shorn(word)) for known in self._shorn.get(form, ())}
        meant = [known for known in near if OSA.distance(word, known, score_cutoff=1) == 1]
        return max(meant, key=lambda known: (self._words[known], known), default=word)


def _shorn(word: str) -> Iterable[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
