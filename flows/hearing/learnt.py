"""What was learnt from the phrases: how much every piece of a message speaks for every meaning.

A row is one byte a meaning in the file. Rows are added as whole numbers, all meanings at once: the sixteen bits a
meaning has here are room for 257 rows, and no library is needed for it.
"""

import json
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp
from struct import Struct
from zlib import decompress

from flows.hearing.features import KEPT, LETTER_ROWS, WORD_ROWS, of_words, pieces

MIDDLE = 128  #: the byte that speaks neither for nor against
_KEPT = 12_000  #: rows of a block kept as numbers: what people say first they say most, and memory has an end (30 MB)
_MOST_ROWS = 256  #: rows that sixteen bits can add up


class Block:
    """Rows of one kind: bytes of weights, the square each row adds to the length of a message, the size of a unit."""

    def __init__(self, weights: bytes, squares: "array[float]", unit: float) -> None:
        """Keep them; a row is made a number when it is first asked for, and the first so made are kept."""
        self._weights, self._squares, self._unit = weights, squares, unit
        self._wide = len(weights) // len(squares)
        self._numbers: list[int | None] = [None] * len(squares)
        self._room = _KEPT
        self._of_part = lru_cache(maxsize=KEPT)(self._summed)

    def added(self, rows: Collection[int]) -> tuple[int, float]:
        """Add up rows; give the sum, and what a unit of it counts in a message of these rows."""
        return self._counted(*self._summed(rows if len(rows) <= _MOST_ROWS else sorted(rows)[:_MOST_ROWS]))

    def together(self, parts: Iterable[frozenset[int]]) -> tuple[int, float]:
        """Add up rows said in parts, each row once: the sums of parts are known, less the rows that came before."""
        seen: set[int] = set()
        whole, square = 0, 0.0
        for part in parts:
            added, squares = self._of_part(part)
            if twice := part & seen:
                less, fewer = self._summed(twice)
                added, squares = added - less, squares - fewer
            whole, square = whole + added, square + squares
            seen |= part
        return self._counted(whole, square) if len(seen) <= _MOST_ROWS else self.added(seen)

    def _summed(self, rows: Collection[int]) -> tuple[int, float]:
        numbers = self._numbers
        whole = sum([numbers[row] or self._number(row) for row in rows])
        return whole, sum(map(self._squares.__getitem__, rows))

    def _counted(self, whole: int, square: float) -> tuple[int, float]:
        return whole, self._unit / square**0.5 if square else 0.0

    def _number(self, row: int) -> int:
        spread = bytearray(2 * self._wide)
        spread[::2] = self._weights[row * self._wide : (row + 1) * self._wide]
        found = int.from_bytes(spread, "little")
        if self._room:
            self._room -= 1
            self._numbers[row] = found
        return found


class Learnt:
    """A model as `make model` wrote it."""

    def __init__(self, packed: bytes) -> None:
        """Read a file of `packed`. Raises ValueError when it is none."""
        whole = decompress(packed)
        size = int.from_bytes(whole[:4], "little")
        told = json.loads(whole[4 : 4 + size])
        self.meanings: tuple[str, ...] = tuple(told["meanings"])
        self.words: Mapping[str, int] = told["words"]
        self.phrases: Mapping[str, str] = told["phrases"]  #: a digest of every file it was learnt from
        self.alone: Mapping[str, Sequence[str]] = told["alone"]
        self._heat: float = told["heat"]
        self._bias: Sequence[float] = [bias / self._heat for bias in told["bias"]]
        self._letters, self._words = _blocks(whole[4 + size :], len(self.meanings), told["units"])
        self._lanes = Struct(f"<{len(self.meanings)}H")

    def likelihoods(self, plain: str, roots: Sequence[str]) -> list[float]:
        """Give the probability of every meaning, in the order of `meanings`, for a plain text and its roots."""
        letters, letter = self._letters.together(map(pieces, plain.split()))
        words, word = self._words.added(of_words(roots))
        letter, word = letter / self._heat, word / self._heat
        # a weight is its byte less 128: as much less for every meaning, so the differences are what they are
        return _soft([
            bias + one * letter + other * word
            for bias, one, other in zip(self._bias, self._apart(letters), self._apart(words), strict=True)
        ])  # fmt: skip

    def _apart(self, whole: int) -> Sequence[int]:
        return self._lanes.unpack(whole.to_bytes(self._lanes.size, "little"))


def _blocks(rest: bytes, wide: int, units: Sequence[float]) -> list[Block]:
    found: list[Block] = []
    for rows, unit in zip((LETTER_ROWS, WORD_ROWS), units, strict=True):
        squares: array[float] = array("f")
        squares.frombytes(rest[rows * wide : rows * (wide + 4)])
        found.append(Block(rest[: rows * wide], squares, unit))
        rest = rest[rows * (wide + 4) :]
    return found


def _soft(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [exp(score - top) for score in scores]
    whole = sum(raised)
    return [each / whole for each in raised]
