"""Findings of `python -m bot doctor`: each names what was checked and, if something is wrong, what to change."""

from typing import NamedTuple


class Finding(NamedTuple):
    """The result of a check: a sentence and its mark (✓ correct, ! worth checking, ✗ prevents the bot from working)."""

    mark: str
    said: str
    passes: bool = False  #: for ✗: it may end by itself, so `run` may be started and waits for it

    def __str__(self) -> str:
        """Return the line that `doctor` prints."""
        return f"{self.mark} {self.said}"


def well(said: str) -> Finding:
    """Return a finding about something that is correct."""
    return Finding("✓", said)


def worth(said: str) -> Finding:
    """Return a finding about something worth checking; the bot works despite it."""
    return Finding("!", said)


def blocks(said: str) -> Finding:
    """Return a finding about a fault that prevents the bot from working."""
    return Finding("✗", said)


def not_reached(said: str) -> Finding:
    """Return a finding about a platform that is not reached now; `run` may be started and waits for it."""
    return Finding("✗", said, passes=True)


SKEW = 60  #: seconds a clock may be wrong: VK accepts the answer to a press within one minute (B1)
HOUR, DAY = 3600, 86400  #: seconds
SET_CLOCK = "Включите на компьютере установку времени по интернету"


def clock(off: float) -> Finding:
    """Return the finding about this machine's clock. `off` is how many seconds it is ahead of the platform's clock."""
    if abs(off) <= SKEW:
        return well("Часы компьютера идут верно.")
    how = "спешат" if off > 0 else "отстают"
    return worth(f"Часы компьютера {how} на {_span(abs(off))}: напоминания придут не вовремя. {SET_CLOCK}.")


def _span(seconds: float) -> str:
    if seconds < 2 * HOUR:
        return f"{seconds:.0f} с"
    return f"{seconds / HOUR:.0f} ч" if seconds < 2 * DAY else f"{seconds / DAY:.0f} дн."
