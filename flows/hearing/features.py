"""What the model sees of a message: pieces of words, and words with their neighbours. Each is a number of a row."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from flows.hearing.letters import squashed

LETTER_ROWS = 1 << 15  #: rows for pieces of words
WORD_ROWS = 1 << 14  #: rows for words and pairs of words
_SHORTEST, _LONGEST = 2, 5  #: letters of a piece
_NEAR = 3  #: how far apart two words may stand to be a pair, whatever their order


def of_letters(plain: str) -> set[int]:
    """Give the rows of all pieces of 2–5 letters of every word, its edges marked, spelled as it is heard."""
    rows: set[int] = set()
    for word in plain.split():
        rows |= _pieces(word)
    return rows


@lru_cache(maxsize=4096)
def _pieces(word: str) -> frozenset[int]:
    edged = f"_{squashed(word)}_"
    return frozenset(
        crc32(edged[at : at + length].encode()) % LETTER_ROWS
        for length in range(_SHORTEST, _LONGEST + 1)
        for at in range(len(edged) - length + 1)
    )


def of_words(roots: Sequence[str]) -> set[int]:
    """Give the rows of words without endings, of neighbours in order, and of pairs near each other in any order."""
    said = [*roots]
    said += (f"{one} {other}" for one, other in pairwise(roots))
    said += (
        f"{min(one, other)}+{max(one, other)}"
        for apart in range(1, _NEAR + 1)
        for one, other in zip(roots, roots[apart:], strict=False)
    )
    return {crc32(each.encode()) % WORD_ROWS for each in said}
