"""The cells of the heat map. The state of a step, and how many days it has lasted, decide the colour of its cell.

The colours are from the palette of Okabe and Ito, which people with colour blindness can distinguish; a lighter
colour means fewer days. Colour is never the only difference: most states have a sign, and days are also written.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from PIL import Image, ImageDraw

SHARP = 4  #: tiles are drawn this many times larger and scaled down, so that their edges are smooth
ASIDE = 20  #: how far left of the middle a sign with days beside it is
YOUNG, OLD = 7, 30  #: days: young up to a week, middle up to a month, then old

Colour = tuple[int, int, int]
WHITE, INK, FAINT = (255, 255, 255), (33, 37, 41), (134, 142, 150)


class Look(NamedTuple):
    """The background colour of a cell (`fill`) and the colour of its sign (`ink`)."""

    fill: Colour
    ink: Colour


#: {state of a step: its looks, from few days to many}; one look if the days do not matter
LOOKS: Mapping[str, tuple[Look, ...]] = {
    "done": (Look((0, 140, 102), WHITE),),
    "running": (Look((253, 240, 164), INK), Look((240, 188, 60), INK), Look((213, 94, 0), WHITE)),
    "problem": (Look((240, 205, 224), INK), Look((221, 150, 188), INK), Look((163, 58, 115), WHITE)),
    "next": (Look((205, 231, 248), INK), Look((110, 186, 234), INK), Look((0, 98, 156), WHITE)),
    "ahead": (Look((238, 240, 243), FAINT),),
    "without": (Look((222, 226, 230), INK),),
}


def look(state: str, days: int | None) -> Look:
    """Return the colours of a cell for a step that has been in `state` for `days`. None counts as few days."""
    looks = LOOKS[state]
    age = 0 if days is None or days <= YOUNG else 1 if days <= OLD else 2
    return looks[min(age, len(looks) - 1)]


@cache
def tile(state: str, of: Look, width: int, height: int, *, alone: bool = False) -> Image.Image:
    """Draw a rounded cell, in pixels, with the colours `of`.

    Its sign is left of the middle, or in the middle if no days are written in the cell (`alone`).
    """
    wide, high = width * SHARP, height * SHARP
    image = Image.new("RGB", (wide, high), WHITE)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((SHARP, SHARP, wide - SHARP, high - SHARP), radius=6 * SHARP, fill=of.fill)
    middle = wide // 2 - (0 if alone or state in _ALONE else ASIDE * SHARP)
    if state in _SIGNS:
        _SIGNS[state](pen, middle, high // 2, of.ink)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _tick(pen: ImageDraw.ImageDraw, x: int, y: int, ink: Colour) -> None:
    k = SHARP
    pen.line((x - 9 * k, y, x - 3 * k, y + 7 * k, x + 10 * k, y - 8 * k), fill=ink, width=4 * k, joint="curve")


def _clock(pen: ImageDraw.ImageDraw, x: int, y: int, ink: Colour) -> None:
    k = SHARP
    pen.ellipse((x - 9 * k, y - 9 * k, x + 9 * k, y + 9 * k), outline=ink, width=int(2.5 * k))
    pen.line((x, y - 5 * k, x, y, x + 4 * k, y + 3 * k), fill=ink, width=int(2.5 * k), joint="curve")


def _alarm(pen: ImageDraw.ImageDraw, x: int, y: int, ink: Colour) -> None:
    k = SHARP
    pen.polygon((x, y - 10 * k, x + 11 * k, y + 9 * k, x - 11 * k, y + 9 * k), outline=ink, width=int(2.5 * k))
    pen.line((x, y - 3 * k, x, y + 3 * k), fill=ink, width=int(2.5 * k))
    pen.ellipse((x - 1.5 * k, y + 4.5 * k, x + 1.5 * k, y + 7.5 * k), fill=ink)


def _arrow(pen: ImageDraw.ImageDraw, x: int, y: int, ink: Colour) -> None:
    k = SHARP
    pen.line((x - 9 * k, y, x + 7 * k, y), fill=ink, width=3 * k)
    pen.line((x + 1 * k, y - 7 * k, x + 8 * k, y, x + 1 * k, y + 7 * k), fill=ink, width=3 * k, joint="curve")


def _dash(pen: ImageDraw.ImageDraw, x: int, y: int, ink: Colour) -> None:
    k = SHARP
    pen.line((x - 7 * k, y, x + 7 * k, y), fill=ink, width=3 * k)


_SIGNS: Mapping[str, Callable[[ImageDraw.ImageDraw, int, int, Colour], None]] = {
    "done": _tick, "running": _clock, "problem": _alarm, "next": _arrow, "without": _dash,
}  # fmt: skip
_ALONE = frozenset({"done", "without"})
