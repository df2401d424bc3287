"""A printed page: the font Golos Text, the colours, QR codes as vectors. Equal values result in equal bytes.

Lengths are in millimetres, font sizes in points.
"""

import html
import logging
import re
from datetime import UTC, datetime
from importlib.resources import files

import segno
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

# at level INFO fontTools logs every glyph of the subset, so the log would show letters of the printed text
logging.getLogger("fontTools").setLevel(logging.WARNING)

FACE = "golos"
INK, SOFT, LINE, TINT = (23, 26, 33), (96, 103, 117), (206, 211, 219), (241, 244, 249)
ACCENT = (23, 92, 211)
WIDTH, HEIGHT = 210.0, 297.0  #: A4
INDENT = 0.66  #: indent of a step's text, in millimetres per point of its font size
MASK = 2  #: the mask pattern of all QR codes
#: The creation date of every file. It is fixed, so that equal values result in equal bytes.
MADE = datetime(2026, 1, 1, tzinfo=UTC)
_BOLD = re.compile(r"</?b>")
_TAG = re.compile(r"<[^>]+>")
_SPECIAL = re.compile(r"(\*\*|__|--|~~|\\|\[)")


class Page(FPDF):
    """A PDF document with the fonts and colours of the project."""

    def __init__(self, title: str) -> None:
        """Start a document without pages."""
        super().__init__(orientation="portrait", unit="mm", format="A4")
        fonts = files("bot") / "rendering" / "fonts"
        for style, weight in (("", 400), ("B", 600)):
            self.add_font(FACE, style, str(fonts / f"golos-text-{weight}.ttf"))
        self.set_creation_date(MADE)
        self.set_title(title)
        self.set_lang("ru")
        self.set_auto_page_break(auto=False)
        self.set_margin(0)
        self.c_margin = 0

    def letters(self, size: float, *, bold: bool = False, ink: tuple[int, int, int] = INK) -> None:
        """Set the font size in points, the weight and the colour of the following text."""
        self.set_font(FACE, "B" if bold else "", size)
        self.set_text_color(*ink)

    def line_at(self, x: float, y: float, text: str, *, width: float = 0, align: str = "L") -> None:
        """Write one line of text. `y` is the top of the line."""
        self.set_xy(x, y)
        self.cell(w=width or None, h=self.font_size * 1.2, text=text, align=align)

    def block(self, x: float, y: float, width: float, text: str, *, leading: float = 1.35, align: str = "L") -> float:
        """Write a paragraph, which may contain bold markup; return the y below it."""
        self.set_xy(x, y)
        self.multi_cell(
            w=width, h=self.font_size * leading, text=marked(text), align=align, markdown=True,
            new_x=XPos.LEFT, new_y=YPos.NEXT,
        )  # fmt: skip
        return float(self.get_y())

    def lines(self, width: float, text: str) -> list[str]:
        """Return the lines into which a text is broken at this width."""
        found = self.multi_cell(w=width, text=text, align="L", dry_run=True, output=MethodReturnValue.LINES)
        assert isinstance(found, list)  # noqa: S101 LINES was requested
        return found

    def step(self, x: float, y: float, width: float, number: int, text: str, *, size: float) -> float:
        """Write one numbered instruction, its number in a disc; return the y below it."""
        disc, indent = size * 0.48, size * INDENT
        self.set_fill_color(*ACCENT)
        self.ellipse(x, y, disc, disc, style="F")
        self.letters(size * 0.85, bold=True, ink=(255, 255, 255))
        self.line_at(x, y + (disc - self.font_size * 1.2) / 2, str(number), width=disc, align="C")
        self.letters(size)
        return self.block(x + indent, y, width - indent, text)

    def high(self, width: float, text: str, *, size: float) -> float:
        """Return the height in millimetres that the method `step` takes to write this text."""
        self.letters(size)
        measured = self.multi_cell(
            w=width - size * INDENT, h=self.font_size * 1.35, text=marked(text), align="L", markdown=True,
            dry_run=True, output=MethodReturnValue.HEIGHT,
        )  # fmt: skip
        assert isinstance(measured, float)  # noqa: S101 HEIGHT was requested
        return measured

    def panel(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a tinted rectangle with rounded corners."""
        self.set_fill_color(*TINT)
        self.rect(x, y, width, height, style="F", round_corners=True, corner_radius=3)

    def qr(self, x: float, y: float, side: float, link: str) -> None:
        """Draw a QR code that fills a square with this side. The caller leaves the white quiet zone around it."""
        # a fixed mask: readers accept any mask, and choosing the best of eight takes five times as long as all the rest
        matrix = segno.make_qr(link, error="m", boost_error=False, mask=MASK).matrix
        module, k = side / len(matrix), self.k
        left, top, size = x * k, (self.h - y) * k, module * k
        dark = (
            f"{left + start * size:.2f} {top - (row + 1) * size:.2f} {length * size:.2f} {size * 1.02:.2f} re"
            for row, bits in enumerate(matrix)
            for start, length in runs(bits)
        )
        # all rectangles are one path, because a drawing call for each would take most of the time of a page
        self._out(f"0 g {' '.join(dark)} f")

    def bytes(self) -> bytes:
        """Return the finished document."""
        return bytes(self.output())


def runs(bits: bytearray) -> list[tuple[int, int]]:
    """Return the runs of dark modules in a row of a QR code, as (start, length)."""
    found = re.finditer(rb"\x01+", bytes(bits))
    return [(run.start(), run.end() - run.start()) for run in found]


def marked(text: str) -> str:
    """Convert the markup of the texts to that of fpdf. Only bold is kept; characters special to fpdf are escaped."""
    safe = _SPECIAL.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)
    return html.unescape(_TAG.sub("", _BOLD.sub("**", safe)))


def bare(text: str) -> str:
    """Return a text without its markup."""
    return html.unescape(_TAG.sub("", text))
