"""The features of a message: character n-grams, words and pairs of words.

A feature is represented by the number of its row in the model's table of weights.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from flows.nlu.letters import squashed

LETTER_ROWS = 1 << 15  #: rows for character n-grams
WORD_ROWS = 1 << 14  #: rows for words and pairs of words
KEPT = 4096  #: entries of the caches of words
_SHORTEST, _LONGEST = 2, 5  #: characters of an n-gram
_NEAR = 3  #: the greatest distance of two words that are an unordered pair


def of_letters(plain: str) -> set[int]:
    """Return the row numbers of all character n-grams (2–5 characters) of a text in the model's table of weights.

    Each word is first simplified by `squashed` and marked with «_» at both ends.
    """
    rows: set[int] = set()
    for word in plain.split():
        rows |= pieces(word)
    return rows


@lru_cache(maxsize=KEPT)
def pieces(word: str) -> frozenset[int]:
    """Return the row numbers of the character n-grams of one word in the model's table of weights."""
    edged = f"_{squashed(word)}_"
    return frozenset(
        crc32(edged[at : at + length].encode()) % LETTER_ROWS
        for length in range(_SHORTEST, _LONGEST + 1)
        for at in range(len(edged) - length + 1)
    )


def of_words(roots: Sequence[str]) -> set[int]:
    """Return the row numbers of single roots, of ordered pairs of neighbours, and of unordered pairs of close roots.

    For «нет кнопка» the rows are checksums of «нет», «кнопка», «нет кнопка» and «кнопка+нет».
    """
    words = [_word(root) for root in roots]
    sums = [own for _, own, _, _ in words]
    sums += [crc32(after, own) for (_, own, _, _), (_, _, after, _) in pairwise(words)]
    sums += [
        crc32(after, own) if one < other else crc32(before, first)
        for at, (one, own, _, before) in enumerate(words, 1)
        for other, first, _, after in words[at : at + _NEAR]
    ]
    return {each % WORD_ROWS for each in sums}


#: A root, its checksum, and two byte strings: with them the checksum of another root is continued to that of the
#: ordered or of the unordered pair. A plain tuple, because a NamedTuple unpacks several times slower
_Word = tuple[str, int, bytes, bytes]


@lru_cache(maxsize=KEPT)
def _word(root: str) -> _Word:
    return root, crc32(root.encode()), f" {root}".encode(), f"+{root}".encode()
