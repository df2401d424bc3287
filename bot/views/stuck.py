"""Who of the class told stands before the step told."""

from typing import NamedTuple

from bot.views import board
from bot.views.look import Look
from flows.boards import NAMES, Row
from flows.segments import read


class Stuck(NamedTuple):
    """Those who stand before a step, the longest first."""

    step: str  #: its name
    rows: tuple[Row, ...]


async def view(look: Look) -> Stuck:
    """Read them off the board; of a class that is not theirs, or a word that is no step, there is nobody."""
    segment = read(look.told.get("segment", ""))
    step = segment.step if segment and segment.kind == "at" and segment.step in NAMES else ""
    return Stuck(NAMES.get(step, ""), (await board.view(look)).at(step) if step else ())
