"""The trained linear model: the weight of every feature for every intent.

The model file has one row for each feature, with one byte for each intent. In memory a row is packed into one integer,
so that one addition adds the weights of all intents (see `packed`).
"""

import json
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from zlib import decompress

from flows.nlu.features import KEPT, LETTER_ROWS, WORD_ROWS, of_words, pieces
from flows.nlu.packed import MIDDLE, PackedScores
from flows.nlu.probabilities import Order, Probabilities

_KEPT = 12_000  #: decoded rows that a block caches, which limits memory to 30 MB
_MOST_ROWS = 256  #: rows that can be added before packed scores overflow


class Block:
    """The rows of one kind of features (character n-grams or words): weights as bytes, and each row's squared norm.

    `unit`: the weight, in nats, that one unit of a byte stands for.
    """

    def __init__(self, weights: bytes, squares: "array[float]", unit: float, packed: PackedScores) -> None:
        """Store the weights. A row is decoded when it is first used, and the first _KEPT decoded rows are cached."""
        self._weights, self._squares, self._unit, self._packed = weights, squares, unit, packed
        self._wide = len(weights) // len(squares)
        self._numbers: list[int | None] = [None] * len(squares)
        self._room = _KEPT
        self._of_word = lru_cache(maxsize=KEPT)(self._spelt)

    def added(self, rows: Collection[int]) -> tuple[int, float, int]:
        """Add the weights of the features in the rows with the numbers `rows`.

        Return the packed sum, the factor that converts it to nats, and the offset that the sum contains for each
        intent: MIDDLE times the number of rows.
        """
        if len(rows) > _MOST_ROWS:
            rows = sorted(rows)[:_MOST_ROWS]
        return self._counted(*self._summed(rows), len(rows))

    def together(self, words: Iterable[str]) -> tuple[int, float, int]:
        """Add the weights of the n-grams of several words, and return the same three values as `added`.

        The sum of each word is cached. A row that occurs in several words is counted only once.
        """
        numbers, each = self._numbers, self._squares
        seen: set[int] = set()
        whole, square = 0, 0.0
        for word in words:
            rows, added, squares = self._of_word(word)
            whole += added
            square += squares
            for row in rows & seen:
                whole -= numbers[row] or self._number(row)
                square -= each[row]
            seen |= rows
        return self._counted(whole, square, len(seen)) if len(seen) <= _MOST_ROWS else self.added(seen)

    def _spelt(self, word: str) -> tuple[frozenset[int], int, float]:
        rows = pieces(word)
        return rows, *self._summed(rows)

    def _summed(self, rows: Collection[int]) -> tuple[int, float]:
        numbers = self._numbers
        whole = sum([numbers[row] or self._number(row) for row in rows])
        return whole, sum(map(self._squares.__getitem__, rows))

    def _counted(self, whole: int, square: float, rows: int) -> tuple[int, float, int]:
        return whole, self._unit / square**0.5 if rows and square else 0.0, rows * MIDDLE

    def _number(self, row: int) -> int:
        found = self._packed.number(self._weights[row * self._wide : (row + 1) * self._wide])
        if self._room:
            self._room -= 1
            self._numbers[row] = found
        return found


class Learnt:
    """The trained model, read from the file that `make model` writes."""

    def __init__(self, packed: bytes) -> None:
        """Read the bytes of a model file. Raises ValueError if they are not a model."""
        whole = decompress(packed)
        size = int.from_bytes(whole[:4], "little")
        header = json.loads(whole[4 : 4 + size])
        self.intents: tuple[str, ...] = tuple(header["meanings"])
        self.words: Mapping[str, int] = header["words"]
        self.phrases: Mapping[str, str] = header["phrases"]  #: {file the model was trained on: digest of its content}
        self.alone: Mapping[str, Sequence[str]] = header["alone"]
        self._heat: float = header["heat"]
        self._order = Order(self.intents)
        self._packed = PackedScores([bias / self._heat for bias in header["bias"]])
        self._letters, self._words = _blocks(whole[4 + size :], len(self.intents), header["units"], self._packed)

    def likelihoods(self, plain: str, roots: Sequence[str]) -> Probabilities:
        """Return the probability of every intent, in the order of `intents`, for a plain text and its roots."""
        letters, letter, rows = self._letters.together(plain.split())
        words, word, others = self._words.added(of_words(roots))
        letter, word = letter / self._heat, word / self._heat
        middle = rows * letter + others * word  # each byte is a weight plus MIDDLE
        return Probabilities(self._order, self._packed.scores(letters, letter, words, word, middle))


def _blocks(rest: bytes, wide: int, units: Sequence[float], packed: PackedScores) -> list[Block]:
    found: list[Block] = []
    for rows, unit in zip((LETTER_ROWS, WORD_ROWS), units, strict=True):
        squares: array[float] = array("f")
        squares.frombytes(rest[rows * wide : rows * (wide + 4)])
        found.append(Block(rest[: rows * wide], squares, unit, packed))
        rest = rest[rows * (wide + 4) :]
    return found
