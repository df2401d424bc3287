"""Packed scores: one integer holds the scores of all intents, so one addition or multiplication handles them all.

This needs no numeric library. While scores are added, each has 16 bits, and four groups of intents are interleaved.
Then a mask spreads each group to 64 bits per score, and the scores are multiplied as fixed-point numbers. The bits are
laid out as those of a double, so that `struct.unpack` reads the scores as floats.
"""

from collections.abc import Sequence
from struct import Struct

MIDDLE = 128  #: the byte that stands for weight 0
_GROUPS = 4
_NARROW, _WIDE = 16, 64  #: bits of one score: while adding, and while multiplying by weights
_FIXED = 1 << 44  #: units of one nat
#: Bits 52–62 of a double from 256 to 512; its lowest bit is worth 1/_FIXED. A score is stored with 384 added to be
#: in this range
_EXPONENT, _ZERO = 0x407 << 52, 128 * _FIXED
_SIGN_AND_EXPONENT = 0xFFF << 52


class PackedScores:
    """Packs, adds and unpacks the scores of a model's intents, including their biases."""

    def __init__(self, bias: Sequence[float]) -> None:
        """Store the bias of every intent, in nats."""
        self._each = -(-len(bias) // _GROUPS)
        self._row = _GROUPS * self._each
        self._ones = sum(1 << at * _WIDE for at in range(self._row))
        self._group = sum((1 << _NARROW) - 1 << at * _WIDE for at in range(self._each))
        self._heads, self._exponents = self._ones * _SIGN_AND_EXPONENT, self._ones * _EXPONENT
        fixed = (round(each * _FIXED) << at * _WIDE for at, each in enumerate(bias))
        self._bias = sum(fixed) + self._ones * (_EXPONENT + _ZERO)
        self._floats, self._wholes = Struct(f"<{len(bias)}d"), Struct(f"<{len(bias)}Q")

    def number(self, row: bytes) -> int:
        """Pack a row of weights (one byte for each intent) into an integer. At most 257 packed rows can be added."""
        spread, each = bytearray(self._row * _NARROW // 8), self._each
        row = row.ljust(self._row, bytes([MIDDLE]))
        for group in range(_GROUPS):
            spread[2 * group :: 2 * _GROUPS] = row[group * each : (group + 1) * each]
        return int.from_bytes(spread, "little")

    def scores(self, one: int, weight: float, other: int, heft: float, middle: float) -> Sequence[float]:
        """Return the score of every intent: `one·weight + other·heft − middle` plus its bias.

        `one` and `other` are packed sums of rows; `weight` and `heft` are their factors. `middle` corrects for the
        offset MIDDLE, which every byte of a row contains. The results are in nats, exact to 2⁻²⁸. The same constant is
        added to all of them, so that they are below 512; it does not change their differences.
        """
        scores = (
            self._apart(one) * round(weight * _FIXED)
            + self._apart(other) * round(heft * _FIXED)
            + self._bias
            - self._ones * round(middle * _FIXED)
        )
        packed = scores.to_bytes(self._row * _WIDE // 8, "little")
        if scores & self._heads == self._exponents:
            return self._floats.unpack_from(packed)
        wholes = self._wholes.unpack_from(
            packed
        )  # a score is out of the range of the double: decode the fixed-point numbers
        top = max(wholes)
        return [(each - top) / _FIXED for each in wholes]

    def _apart(self, number: int) -> int:
        group, wide = self._group, self._each * _WIDE
        return (
            (number & group)
            | (number >> _NARROW & group) << wide
            | (number >> 2 * _NARROW & group) << 2 * wide
            | (number >> 3 * _NARROW & group) << 3 * wide
        )
