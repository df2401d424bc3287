"""The numbers of all meanings at once, side by side in one whole number: no library is needed to add and to weigh them.

Sums are kept in lanes of sixteen bits, four groups of meanings in turn, so that each group can be drawn apart into
lanes of sixty-four. There they are weighed in fixed point, written so that every lane is the float it stands for.
"""

from collections.abc import Sequence
from struct import Struct

MIDDLE = 128  #: the byte that speaks neither for nor against
_GROUPS = 4
_NARROW, _WIDE = 16, 64  #: bits of a lane to add up in, and of one to weigh in
_FIXED = 1 << 44  #: of a nat
#: Bits 52–62 of a float from 256 to 512, whose other bits count 1/_FIXED: a score is written as 384 more than it is
_EXPONENT, _ZERO = 0x407 << 52, 128 * _FIXED
_SIGN_AND_EXPONENT = 0xFFF << 52


class Lanes:
    """Lanes for the meanings of a model, and what speaks for each of them before anything is said."""

    def __init__(self, bias: Sequence[float]) -> None:
        """Take the scores, in nats, that meanings have before anything is said."""
        self._each = -(-len(bias) // _GROUPS)
        self._row = _GROUPS * self._each
        self._ones = sum(1 << at * _WIDE for at in range(self._row))
        self._group = sum((1 << _NARROW) - 1 << at * _WIDE for at in range(self._each))
        self._heads, self._exponents = self._ones * _SIGN_AND_EXPONENT, self._ones * _EXPONENT
        fixed = (round(each * _FIXED) << at * _WIDE for at, each in enumerate(bias))
        self._bias = sum(fixed) + self._ones * (_EXPONENT + _ZERO)
        self._floats, self._wholes = Struct(f"<{len(bias)}d"), Struct(f"<{len(bias)}Q")

    def number(self, row: bytes) -> int:
        """Make a number to add up of a row with a byte for every meaning; room is for the sum of 257 rows."""
        spread, each = bytearray(self._row * _NARROW // 8), self._each
        row = row.ljust(self._row, bytes([MIDDLE]))
        for group in range(_GROUPS):
            spread[2 * group :: 2 * _GROUPS] = row[group * each : (group + 1) * each]
        return int.from_bytes(spread, "little")

    def scores(self, one: int, weight: float, other: int, heft: float, middle: float) -> Sequence[float]:
        """Give the scores `one·weight + other·heft − middle`, all more by the same unknown number, of less than 512.

        Scores are in nats, exact to 2⁻²⁸ of one. `middle` is the score of rows of nothing but MIDDLE.
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
        wholes = self._wholes.unpack_from(packed)  # scores of more than 128: as if nothing were written in floats
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
