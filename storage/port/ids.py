"""New ids: integers that grow with time, and their short form as text."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime

_EPOCH = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000)
_CHANCE = 21  # bits; 42 bits of milliseconds above them last until 2165
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def ordered_ids(clock: Callable[[], int] = time.time_ns) -> Callable[[], int]:
    """Return a function that makes 63-bit ids. Each is greater than the one before, even if the clock is set back.

    `clock` returns nanoseconds since 1970.
    """
    last = seen = 0

    def new() -> int:
        nonlocal last, seen
        moment = clock() // 1_000_000 - _EPOCH
        if moment <= seen:  # random bits are drawn once a millisecond: they separate processes, and drawing is slow
            last += 1
        else:
            seen, last = moment, max(last + 1, moment << _CHANCE | secrets.randbits(_CHANCE))
        return last

    return new


def short(number: int) -> str:
    """Return a positive id in base 36: `7 → 7`, `36 → 10`."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
