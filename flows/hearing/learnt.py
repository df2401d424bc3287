"""What was learnt from the phrases: how much every piece of a message speaks for every meaning.

A row is one byte a meaning. Rows are added as whole numbers, all meanings at once: sixteen bits a meaning are room
for 257 rows, and no library is needed for it.
"""

import json
from array import array
from collections.abc import Mapping, Sequence
from math import exp
from struct import unpack
from typing import NamedTuple
from zlib import decompress

from flows.hearing.features import LETTER_ROWS, WORD_ROWS, of_letters, of_words

MIDDLE = 128  #: the byte that speaks neither for nor against
_MOST_ROWS = 256  #: rows that sixteen bits can add up


class Block(NamedTuple):
    """Rows of one kind: bytes of weights, the square each row adds to the length of a message, the size of a unit."""

    weights: bytes
    squares: "array[float]"
    unit: float


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
        self._bias: Sequence[float] = told["bias"]
        self._heat: float = told["heat"]
        self._blocks = tuple(_blocks(whole[4 + size :], len(self.meanings), told["units"]))
        self._even = int.from_bytes(b"\xff\x00" * ((len(self.meanings) + 1) // 2), "little")

    def likelihoods(self, plain: str, roots: Sequence[str]) -> list[float]:
        """Give the probability of every meaning, in the order of `meanings`, for a plain text and its roots."""
        letters = self._sums(self._blocks[0], of_letters(plain))
        words = self._sums(self._blocks[1], of_words(roots))
        return _soft([
            (bias + one + other) / self._heat
            for bias, one, other in zip(self._bias, letters, words, strict=True)
        ])  # fmt: skip

    def _sums(self, block: Block, rows: set[int]) -> list[float]:
        """Add up rows, by the length of the message; all nought when it says nothing of this kind."""
        wide, even, read = len(self.meanings), self._even, int.from_bytes
        evens = odds = 0
        chosen = sorted(rows)[:_MOST_ROWS]
        for row in chosen:
            whole = read(block.weights[row * wide : (row + 1) * wide], "little")
            evens += whole & even
            odds += (whole >> 8) & even
        length = sum(block.squares[row] for row in chosen) ** 0.5
        unit = block.unit / length if length else 0.0
        neutral = MIDDLE * len(chosen)
        return [(each - neutral) * unit for each in _apart(evens, odds, wide)]


def _apart(evens: int, odds: int, wide: int) -> list[int]:
    half = (wide + 1) // 2
    found = [0] * (2 * half)
    found[::2] = unpack(f"<{half}H", evens.to_bytes(2 * half, "little"))
    found[1::2] = unpack(f"<{half}H", odds.to_bytes(2 * half, "little"))
    return found[:wide]


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
