"""What the model sees of a message: pieces of words, and words with their neighbours. Each is a number of a row."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from flows.nlu.letters import squashed

LETTER_ROWS = 1 << 15  #: rows for pieces of words
WORD_ROWS = 1 << 14  #: rows for words and pairs of words
KEPT = 4096  #: words kept taken apart: what people say first they say most
_SHORTEST, _LONGEST = 2, 5  #: letters of a piece
_NEAR = 3  #: how far apart two words may stand to be a pair, whatever their order


def of_letters(plain: str) -> set[int]:
    """Give the rows of all pieces of 2–5 letters of every word, its edges marked, spelled as it is heard."""
    rows: set[int] = set()
    for word in plain.split():
        rows |= pieces(word)
    return rows


@lru_cache(maxsize=KEPT)
def pieces(word: str) -> frozenset[int]:
    """Give the rows of the pieces of one word."""
    edged = f"_{squashed(word)}_"
    return frozenset(
        crc32(edged[at : at + length].encode()) % LETTER_ROWS
        for length in range(_SHORTEST, _LONGEST + 1)
        for at in range(len(edged) - length + 1)
    )


def of_words(roots: Sequence[str]) -> set[int]:
    """Give the rows of words without endings, of neighbours in order, and of pairs near each other in any order.

    Of «нет кнопка» they are the sums of «нет», «кнопка», «нет кнопка» and «кнопка+нет», the lesser word first.
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


#: A root, its sum, and what is added to the sum of another, before it and beside it, to have that of the pair: a sum
#: can be gone on with. A plain tuple: one with names takes several times as long to take apart
_Word = tuple[str, int, bytes, bytes]


@lru_cache(maxsize=KEPT)
def _word(root: str) -> _Word:
    return root, crc32(root.encode()), f" {root}".encode(), f"+{root}".encode()
