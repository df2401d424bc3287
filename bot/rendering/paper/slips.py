"""The slips of a class: A4, ten to a page. The teacher cuts along the dashed lines and hands them out by number."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.rendering.addresses import Way
from bot.rendering.paper.page import ACCENT, HEIGHT, LINE, SOFT, WIDTH, Page, bare
from bot.rendering.paper.values import A_PAGE, Block, Slip, Slips

COLUMNS = 2
ROWS = A_PAGE // COLUMNS
EDGE, TOP = 8.0, 14.5  #: margins that most printers leave white; above the slips is a line for the teacher
WIDE, HIGH = (WIDTH - 2 * EDGE) / COLUMNS, (HEIGHT - TOP - EDGE) / ROWS
PAD = 4.4
SIDE = 23.6  #: side of a QR code
LETTERS, LEADING = 7.6, 3.4


class Line(NamedTuple):
    """One line of the text on every slip. `below`: how many millimetres the line is moved down, for paragraph gaps."""

    text: str
    bold: bool
    below: float


def slips(of: Slips) -> bytes:
    """Return the slips of a class as PDF."""
    page = Page(f"{of.title} · {of.school}")
    lines: tuple[Line, ...] = ()
    for cover, some in zip(of.covers, pages(of.slips), strict=True):
        page.add_page()
        lines = lines or _broken(page, of.says)
        _cover(page, cover)
        _dashes(page, -(-len(some) // COLUMNS))
        for n, each in enumerate(some):
            _slip(page, of.title, lines, each, EDGE + n % COLUMNS * WIDE, TOP + n // COLUMNS * HIGH)
    return page.bytes()


def pages(of: tuple[Slip, ...]) -> Iterator[tuple[Slip, ...]]:
    """Split slips into pages of ten."""
    return (of[first : first + A_PAGE] for first in range(0, len(of), A_PAGE))


def _cover(page: Page, cover: str) -> None:
    page.letters(8.5, ink=SOFT)
    page.line_at(EDGE, 6.5, bare(cover))


def _dashes(page: Page, rows: int) -> None:
    page.set_draw_color(*LINE)
    page.set_line_width(0.25)
    page.set_dash_pattern(dash=1.6, gap=1.4)
    for row in range(rows + 1):
        page.line(EDGE, TOP + row * HIGH, WIDTH - EDGE, TOP + row * HIGH)
    for column in range(COLUMNS + 1):
        page.line(EDGE + column * WIDE, TOP, EDGE + column * WIDE, TOP + rows * HIGH)
    page.set_dash_pattern()


def _slip(page: Page, title: str, lines: tuple[Line, ...], each: Slip, x: float, y: float) -> None:
    left = x + WIDE - PAD
    for way in reversed(each.ways):
        left -= SIDE
        _way(page, way, left, y + PAD)
        left -= 3.5
    _whose(page, title, each, x + PAD, y + PAD)
    _says(page, lines, x + PAD, y + PAD + SIDE + 6.2)


def _way(page: Page, way: Way, x: float, y: float) -> None:
    page.qr(x, y, SIDE, way.link)
    page.link(x, y, SIDE, SIDE, way.link)
    page.letters(7.5, ink=SOFT)
    page.line_at(x, y + SIDE + 1, bare(way.messenger), width=SIDE, align="C")


def _whose(page: Page, title: str, each: Slip, x: float, y: float) -> None:
    page.letters(8.5, ink=SOFT)
    page.line_at(x, y - 0.6, bare(title))
    page.letters(27, bold=True, ink=ACCENT)
    page.line_at(x, y + 3.4, f"№ {each.number}")
    page.letters(12.5, bold=True)
    page.line_at(x, y + SIDE - 5, each.code)


def _says(page: Page, lines: tuple[Line, ...], x: float, y: float) -> None:
    for n, line in enumerate(lines):
        page.letters(LETTERS, bold=line.bold)
        page.line_at(x, y + n * LEADING + line.below, line.text)


def _broken(page: Page, says: Block) -> tuple[Line, ...]:
    # the text is the same on every slip, so it is broken into lines once
    found: list[Line] = []
    for n, text in enumerate(says):
        bold = text.startswith("<b>")
        page.letters(LETTERS, bold=bold)
        found += (Line(line, bold, n * 0.8) for line in page.lines(WIDE - 2 * PAD, bare(text)))
    return tuple(found)
