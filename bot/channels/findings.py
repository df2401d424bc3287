"""Findings of `doctor`: a sentence about the state, and what to press where if it is wrong."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One sentence with its mark: ✓ all is well, ! worth a look, ✗ the bot cannot work so."""

    mark: str
    said: str

    def __str__(self) -> str:
        """Give the line that is printed."""
        return f"{self.mark} {self.said}"


def well(said: str) -> Finding:
    """Return a finding of what is right."""
    return Finding("✓", said)


def worth(said: str) -> Finding:
    """Return a finding worth a look; the bot works."""
    return Finding("!", said)


def blocks(said: str) -> Finding:
    """Return a finding that keeps the bot from working."""
    return Finding("✗", said)


SKEW = 60  #: seconds a clock may be wrong: a press of VK is answered within its minute (B1)
SET_CLOCK = "Включите на компьютере установку времени по интернету"


def clock(off: float) -> Finding:
    """Return the finding about this machine's clock, which is `off` seconds ahead of the platform's."""
    if abs(off) <= SKEW:
        return well("Часы компьютера идут верно.")
    how = "спешат" if off > 0 else "отстают"
    return worth(f"Часы компьютера {how} на {abs(off):.0f} с: напоминания придут не вовремя. {SET_CLOCK}.")
