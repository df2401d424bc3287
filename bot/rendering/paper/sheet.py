"""The sheet of a class: A4, for the wall and the parents' meeting."""

from bot.rendering.addresses import Way
from bot.rendering.paper.page import ACCENT, HEIGHT, LINE, SOFT, WIDTH, Page, bare
from bot.rendering.paper.values import Block, Sheet

EDGE = 15.0
ROOM = WIDTH - 2 * EDGE
GAP = 6.0
COLUMN = (ROOM - GAP) / 2
FOOT = HEIGHT - 23.0  #: y that the steps on paper must not go below
SIZES = (9.2, 9.0, 8.7, 8.4, 8.1, 7.8, 7.5)  #: font sizes of the steps, tried from the largest
BETWEEN = 1.8  #: between two steps
CARD = 87.0  #: height of the panel around a QR code


def sheet(of: Sheet) -> bytes:
    """Return the invitation sheet of a class as PDF."""
    page = Page(f"{of.title} · {of.school}")
    page.add_page()
    y = _head(page, of)
    y = _ways(page, of.ways, y + 5)
    y = _code(page, of, y + 5)
    y = _begin(page, of, y + 6)
    _steps(page, of, y + 6)
    _ask(page, of.ask)
    return page.bytes()


def _head(page: Page, of: Sheet) -> float:
    page.set_fill_color(*ACCENT)
    page.rect(0, 0, WIDTH, 3.2, style="F")
    page.letters(10.5, ink=SOFT)
    page.line_at(EDGE, 10, bare(of.school))
    page.letters(31, bold=True)
    page.line_at(EDGE, 14.5, bare(of.title))
    page.letters(11)
    return _paragraphs(page, EDGE, 29.5, ROOM, of.lead)


def _ways(page: Page, ways: tuple[Way, ...], y: float) -> float:
    width = (ROOM - GAP * (len(ways) - 1)) / max(1, len(ways))
    for n, way in enumerate(ways):
        _way(page, way, EDGE + n * (width + GAP), y, width)
    return y + CARD if ways else y


def _way(page: Page, way: Way, x: float, y: float, width: float) -> None:
    side = 62.0
    page.panel(x, y, width, CARD)
    page.letters(15, bold=True)
    page.line_at(x, y + 4.5, bare(way.messenger), width=width, align="C")
    left, top = x + (width - side) / 2, y + 15
    page.set_fill_color(255, 255, 255)
    page.rect(left - 3, top - 3, side + 6, side + 6, style="F", round_corners=True, corner_radius=2)
    page.qr(left + 3, top + 3, side - 6, way.link)
    page.link(left, top, side, side, way.link)
    page.letters(8, ink=SOFT)
    page.line_at(x, y + CARD - 7, short(way.link), width=width, align="C")


def _code(page: Page, of: Sheet, y: float) -> float:
    page.set_draw_color(*LINE)
    page.set_line_width(0.3)
    page.rect(EDGE, y, ROOM, 14, round_corners=True, corner_radius=3)
    page.letters(11, ink=SOFT)
    page.line_at(EDGE + 6, y + 4.6, bare(of.code_says))
    page.letters(22, bold=True)
    page.line_at(EDGE, y + 2.4, of.code, width=ROOM - 6, align="R")
    return y + 14


def _begin(page: Page, of: Sheet, y: float) -> float:
    page.letters(13, bold=True)
    page.line_at(EDGE, y, bare(of.begin_title))
    width = (ROOM - GAP * (len(of.begin) - 1)) / len(of.begin)
    below = [page.step(EDGE + n * (width + GAP), y + 8, width, n + 1, line, size=10) for n, line in enumerate(of.begin)]
    return max(below)


def _steps(page: Page, of: Sheet, y: float) -> None:
    page.set_draw_color(*LINE)
    page.line(EDGE, y, WIDTH - EDGE, y)
    page.letters(13, bold=True)
    page.line_at(EDGE, y + 4, bare(of.steps_title))
    top, half = y + 12, (len(of.steps) + 1) // 2
    columns = of.steps[:half], of.steps[half:]
    size = _size(page, columns, FOOT - top)
    _column(page, EDGE, top, columns[0], 1, size)
    _column(page, EDGE + COLUMN + GAP, top, columns[1], half + 1, size)


def _size(page: Page, columns: tuple[Block, Block], room: float) -> float:
    # if the steps are too long, they are printed smaller, so that they do not run over the foot of the page
    fitting = (size for size in SIZES if all(_high(page, each, size) <= room for each in columns))
    return next(fitting, SIZES[-1])


def _high(page: Page, lines: Block, size: float) -> float:
    return sum(page.high(COLUMN, line, size=size) + BETWEEN for line in lines) - BETWEEN


def _column(page: Page, x: float, y: float, lines: Block, first: int, size: float) -> None:
    for number, line in enumerate(lines, first):
        y = page.step(x, y, COLUMN, number, line, size=size) + BETWEEN


def _ask(page: Page, ask: Block) -> None:
    page.set_draw_color(*LINE)
    page.line(EDGE, FOOT + 2.5, WIDTH - EDGE, FOOT + 2.5)
    page.letters(9)
    _paragraphs(page, EDGE, FOOT + 5, ROOM, ask)


def _paragraphs(page: Page, x: float, y: float, width: float, lines: Block) -> float:
    for line in lines:
        y = page.block(x, y, width, line)
    return y


def short(link: str) -> str:
    """Return a link without its scheme, as people write it."""
    return link.removeprefix("https://").removeprefix("http://")
