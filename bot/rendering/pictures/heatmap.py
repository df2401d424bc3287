"""The heat map of a class. Rows are families, columns are steps; a cell shows the state of a step.

The cells of the states running, problem and next also show their days. The only input is a board
(`flows.context.boards`), which holds no ids, no kinds of documents and no typed words.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from bot.rendering.pictures.tiles import FAINT, INK, OLD, WHITE, YOUNG, look, tile
from flows.context.boards import Board, Cell, Row
from flows.text.labels import letters

WIDE = 1280  #: pixels (as all lengths here): messengers do not scale down an image of this width
EDGE, GAP, LINE = 40, 48, 50  #: the margin, the gap between two panels, the height of a row
NUMBER = 96  #: the width of the column of numbers
DAYS = 15  #: how far right of a cell's middle its days are
COLOURS = 255  #: in the palette of the file
ONE_PANEL = 16  #: the most rows in one panel; a longer class gets two panels
COLUMNS = ("Карточка", "Проверка", "Учётная\nзапись", "Дневник", "Моя\nшкола", "Сферум")
NEW = "новая"  #: a family without a number
TOP, HEAD, LEGEND = 150, 70, 190  #: the heights of the title, of a panel's head, of the legend


class Said(NamedTuple):
    """The texts of the picture: the title «3Б · 22 ноября», and the line below it."""

    title: str
    summary: str


def heatmap(board: Board, said: Said) -> bytes:
    """Return a board as PNG."""
    panels = _panels(board.rows)
    height = TOP + HEAD + max(map(len, panels), default=0) * LINE + LEGEND
    image = Image.new("RGB", (WIDE, height), WHITE)
    pen = ImageDraw.Draw(image)
    pen.text((EDGE, 34), said.title, INK, _font(600, 46))
    pen.multiline_text(
        (EDGE, 96), _wrapped(said.summary, _font(400, 23), WIDE - 2 * EDGE), INK, _font(400, 23), spacing=8
    )
    wide = (WIDE - 2 * EDGE - GAP * (len(panels) - 1)) // len(panels)
    for n, rows in enumerate(panels):
        _panel(image, pen, EDGE + n * (wide + GAP), wide, rows)
    _legend(image, pen, height - LEGEND)
    return _png(image)


def _wrapped(words: str, font: ImageFont.FreeTypeFont, wide: int) -> str:
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if font.getlength(longer) <= wide else [*lines, word]
    return "\n".join(lines)


def _panels(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    if len(rows) <= ONE_PANEL:
        return [tuple(rows)]
    half = (len(rows) + 1) // 2
    return [tuple(rows[:half]), tuple(rows[half:])]


def _panel(image: Image.Image, pen: ImageDraw.ImageDraw, left: int, wide: int, rows: Sequence[Row]) -> None:
    step = (wide - NUMBER) // len(COLUMNS)
    for n, name in enumerate(COLUMNS):
        at = (left + NUMBER + n * step + step // 2, TOP + HEAD - 12)
        pen.multiline_text(at, name, INK, _font(400, 18 if step > 100 else 16), anchor="md", align="center", spacing=2)
    for n, row in enumerate(rows):
        top = TOP + HEAD + n * LINE
        _named(pen, row, left, top + LINE // 2)
        for k, cell in enumerate(row.cells):
            _cell(image, pen, cell, left + NUMBER + k * step, top, step)


def _named(pen: ImageDraw.ImageDraw, row: Row, left: int, middle: int) -> None:
    ink = INK if row.reachable else FAINT
    font = _font(600, 26) if row.number else _font(400, 19)
    pen.text(
        (left + NUMBER - 16, middle),
        str(row.number) if row.number else f"{NEW} {letters(row.mark)}" if row.mark else NEW,
        ink,
        font,
        anchor="rm",
    )
    if not row.reachable:  # the bot can write to no parent of this family
        pen.line((left + 20, middle, left + NUMBER - 12, middle), ink, 2)


def _cell(image: Image.Image, pen: ImageDraw.ImageDraw, cell: Cell, left: int, top: int, wide: int) -> None:
    looks = look(cell.state, cell.days)
    image.paste(tile(cell.state, looks, wide, LINE), (left, top))
    if cell.days is not None and cell.state in {"running", "problem", "next"}:
        at = (left + wide // 2 + DAYS, top + LINE // 2)
        pen.text(at, _days(cell.days), looks.ink, _font(600, 22), anchor="mm")


def _days(days: int) -> str:
    return str(days) if days < 1000 else "999+"


#: The entries of the legend: (state, its age in days, text)
_LEGEND = (
    (("done", None, "готово"), ("ahead", None, "ещё впереди"), ("without", None, "решили без этого")),
    (("next", 0, ""), ("next", YOUNG + 1, ""), ("next", OLD + 1, "стоит на этом шаге")),
    (("running", 0, ""), ("running", YOUNG + 1, ""), ("running", OLD + 1, "начато, ещё идёт")),
    (("problem", 0, ""), ("problem", YOUNG + 1, ""), ("problem", OLD + 1, "нужна помощь")),
)


def _legend(image: Image.Image, pen: ImageDraw.ImageDraw, top: int) -> None:
    small, wide, high = _font(400, 21), 52, 34
    for n, entries in enumerate(_LEGEND):
        left, line = EDGE + (n % 2) * 640, top + 30 + (n // 2) * 48
        for state, days, words in entries:
            image.paste(tile(state, look(state, days), wide, high, alone=True), (left, line))
            left += wide + 4
            if words:
                pen.text((left + 6, line + high // 2), words, INK, small, anchor="lm")
                left += int(small.getlength(words)) + 26
    note = f"Число — сколько дней. Цвет темнее: больше {YOUNG} дней, больше {OLD}. Зачёркнутым бот написать не может."
    pen.text((EDGE, top + 140), note, FAINT, _font(400, 21), anchor="lm")


@cache
def _font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    # the basic layout engine gives the same letters on every machine; the better one is an optional library
    font = BytesIO(files("bot").joinpath(f"rendering/fonts/golos-text-{weight}.ttf").read_bytes())
    return ImageFont.truetype(font, size, layout_engine=ImageFont.Layout.BASIC)


def _png(image: Image.Image) -> bytes:
    # a palette makes the file a third of the size and is the fastest to write; quantizing mixes the white background
    # with pale letters, so its palette entry is set to white again
    few, to = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE), BytesIO()
    palette, ground = few.getpalette() or [], 3 * few.tobytes()[0]
    few.putpalette([*palette[:ground], *WHITE, *palette[ground + 3 :]])
    few.save(to, "PNG", compress_level=4)
    return to.getvalue()
