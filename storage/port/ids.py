"""New ids: integers that grow with time, and their short form as text."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime

_EPOCH = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000)
_CHANCE = 21  # bits; 42 bits of milliseconds above them last until 2165
_LATEST = 1 << 41  # milliseconds: a clock later than 2095 is wrong; half of the numbers remains for counting on
_GAP = 40  # bits: nine minutes of ids
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def ordered_ids(clock: Callable[[], int] = time.time_ns, *, above: int = 0) -> Callable[[], int]:
    """Return a function that makes 63-bit ids. Each is greater than the one before, whatever the clock shows.

    `clock` returns nanoseconds since 1970. `above`: the greatest id made before the start. If the clock stands earlier
    than that id was made, the ids continue from it after a random gap, so that no id is made again in which the store
    has no row any more.
    """
    last, seen, step = above, above >> _CHANCE, 1 + secrets.randbits(_GAP)

    def new() -> int:
        nonlocal last, seen, step
        moment = min(clock() // 1_000_000 - _EPOCH, _LATEST)
        if moment <= seen:  # random bits are drawn once a millisecond: they separate processes, and drawing is slow
            last += step
        else:
            seen, last = moment, max(last + 1, moment << _CHANCE | secrets.randbits(_CHANCE))
        step = 1
        return last

    return new


def made_at(ident: int) -> datetime:
    """Return the time in UTC at which an id was made, by the clock of its time."""
    return datetime.fromtimestamp((_EPOCH + (ident >> _CHANCE)) / 1000, UTC)


def short(number: int) -> str:
    """Return a positive id in base 36: `7 → 7`, `36 → 10`."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
