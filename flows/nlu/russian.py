"""A language model trained on the book's phrases.

It chooses the Russian reading of a text and splits words that were run together.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log

from flows.nlu.letters import has_cyrillic, has_latin, sounded, turned, turned_back, unmixed
from flows.nlu.spelling import SpellChecker
from flows.text.normal import folded, normal, typed_plainly

_LONGEST_WORD = 20
_SHORTEST_DENIED = 5
_GLUED, _SURELY_GLUED = (
    12,
    19,
)  #: from how many letters an unknown word may be several words, and from how many it must be
_RARE, _RARER = 6.0, 4.0  #: the cost of an unknown word, and of each of its letters, in nats


class Tongue:
    """The language model: known words with their counts, and the counts of letter pairs in these words."""

    def __init__(self, words: Mapping[str, int]) -> None:
        """Count the letter pairs of `words`: {word in its normal form: its count}."""
        self.words = words
        total = sum(words.values()) + 1
        self._costs = {word: -log(count / total) + 1.0 for word, count in words.items()}
        self._pairs = _pairs(words)
        self._corrected = SpellChecker(words).mended
        self._part = lru_cache(maxsize=8192)(self._parted)

    def plain(self, text: str) -> str:
        """Return `text` in small Russian letters, its words separated by one space.

        The text may be typed in any layout or alphabet. Words run together are split, and typing errors are corrected.
        """
        return " ".join(map(self._part, self._said(text).split()))

    def _said(self, text: str) -> str:
        # nearly every text is in Russian letters, and its normal form is cached already
        if typed_plainly(text) and not has_latin(form := normal(text)):
            return form
        raw = folded(text)
        return self._russian(raw) if has_latin(raw) else normal(raw)

    def _russian(self, raw: str) -> str:
        if not has_cyrillic(raw):
            return self._of_latin(raw)
        words = normal(unmixed(raw)).split()
        return " ".join(self._of_latin(word) if has_latin(word) else word for word in words)

    def _of_latin(self, raw: str) -> str:
        """Return the likelier Russian reading of a Latin text: letters of the same sound, or of the same keys."""
        by_sound, by_keys = normal(sounded(raw)), normal(turned(raw))
        return max((by_sound, by_keys), key=self.likeness)

    def likeness(self, text: str) -> float:
        """Return how likely a text is Russian: the mean log probability of its letter pairs, plus a bonus for known
        words."""
        words = text.split()
        pairs = [self._pairs.get(pair, -9.0) for word in words for pair in _paired(word)]
        known = sum(len(word) for word in words if word in self.words)
        return sum(pairs) / max(len(pairs), 1) + 4.0 * known / max(len(text), 1)

    def _parted(self, word: str) -> str:
        """Correct an unknown word, or split it into the words it consists of, separated by spaces."""
        if word in self.words or not has_cyrillic(word):
            return word
        if word.startswith("не") and word[2:] in self.words and len(word) > _SHORTEST_DENIED:  # «ненайден»
            return f"не {word[2:]}"
        if (known := self._corrected(word)) != word:
            return known
        if len(word) < _GLUED:
            return self._back(word)
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(word) + 1):
            best.append(min(
                (best[start][0] + self._cost(word[start:end]), start)
                for start in range(max(0, end - _LONGEST_WORD), end)
            ))  # fmt: skip
        parts = _joined(self.words, _cut(word, best))
        several = len(word) >= _SURELY_GLUED or all(part in self.words for part in parts)
        return " ".join(map(self._corrected, parts)) if several else word

    def _back(self, word: str) -> str:
        # «ыаукгь» is «sferum» typed in the Russian layout
        if self.likeness(word) > -6.5 or len(word) < 3:
            return word
        other = normal(sounded(turned_back(word)))
        return other if other and self.likeness(other) > self.likeness(word) + 2.0 else word

    def _cost(self, word: str) -> float:
        return self._costs.get(word) or _RARE + _RARER * len(word)


def _cut(word: str, best: list[tuple[float, int]]) -> list[str]:
    parts: list[str] = []
    end = len(word)
    while end:
        start = best[end][1]
        parts.append(word[start:end])
        end = start
    return parts[::-1]


def _joined(words: Mapping[str, int], parts: Iterable[str]) -> list[str]:
    """Join neighbouring parts that are unknown words, because they are usually one word with a typing error."""
    found: list[str] = []
    for part in parts:
        if found and part not in words and found[-1] not in words:
            found[-1] += part
        else:
            found.append(part)
    return found


def _paired(word: str) -> Iterable[str]:
    edged = f" {word} "
    return (edged[at : at + 2] for at in range(len(edged) - 1))


def _pairs(words: Mapping[str, int]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for word, count in words.items():
        for pair in _paired(word):
            counts[pair] += min(count, 5)
    firsts: Counter[str] = Counter()
    for pair, count in counts.items():
        firsts[pair[0]] += count
    return {pair: log(count / firsts[pair[0]]) for pair, count in counts.items()}
