"""Renders a diagram as SVG, readable on light and dark backgrounds, without external fonts and scripts."""

from collections.abc import Collection, Iterator, Mapping
from html import escape

from flows.drawing.diagram import Diagram
from flows.drawing.layout import LINE, PAD, Placed, placed

ROUND: Mapping[str, float] = {"screen": 8, "passing": 0, "notice": 8, "flow": 8}
STYLE = """
    .paper { fill: #ffffff } .box { fill: #f4f5f7; stroke: #6b7280; stroke-width: 1.5 }
    .passing { stroke-dasharray: 6 4 } .notice { fill: #fdf3dc } .lit { stroke: #d97706; stroke-width: 4 }
    text { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #111827; text-anchor: middle }
    .small { font-size: 11px; fill: #4b5563 } .key { font-size: 11px; fill: #1d4ed8 }
    .way { fill: none; stroke: #6b7280; stroke-width: 1.7 } .again { stroke-opacity: 0.35; stroke-width: 1.2 }
    .promised { stroke-dasharray: 2 5 } .tip { fill: #9ca3af }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #15181e } .box { fill: #232833; stroke: #8b94a5 } .notice { fill: #3a3222 }
      .lit { stroke: #f59e0b } text { fill: #f3f4f6 } .small { fill: #b6bdc9 } .key { fill: #93c5fd }
      .way { stroke: #9aa4b5 } .tip { fill: #737d8e }
    }
"""
SIDE = 46.0  #: width of the bend of an upward arrow


def drawn(diagram: Diagram, title: str, lit: str | None = None) -> str:
    """Return a diagram as SVG with the given title. `lit` is the name of the box to highlight."""
    places, first = placed(diagram)
    width = max((at.x + at.width for at in places.values()), default=0) + PAD + SIDE
    height = max((at.y + at.height for at in places.values()), default=0) + PAD
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="img">',
        f"  <title>{escape(title)}</title>",
        f"  <style>{STYLE}  </style>",
        '  <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path class="tip" d="M0 0L8 4L0 8z"/></marker>',
        f'  <rect class="paper" width="{width:.0f}" height="{height:.0f}"/>',
        *_ways(diagram, places, first),
        *(line for at in places.values() for line in _box(at, lit)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _box(at: Placed, lit: str | None) -> Iterator[str]:
    marks = " ".join(("box", at.box.kind, *(("lit",) if at.box.name == lit else ())))
    yield (
        f'  <rect class="{marks}" x="{at.x:.1f}" y="{at.y:.1f}" width="{at.width:.1f}" height="{at.height:.1f}" '
        f'rx="{ROUND[at.box.kind]:.0f}"/>'
    )
    notes, ways = (("small", line) for line in at.box.notes), (("key", line) for line in at.ways)
    for n, (mark, line) in enumerate((("name", at.box.title), *notes, *ways)):
        y = at.y + PAD + LINE * (n + 0.75)
        yield f'  <text class="{mark}" x="{at.middle:.1f}" y="{y:.1f}">{escape(line)}</text>'


def _ways(diagram: Diagram, places: Mapping[str, Placed], first: Collection[tuple[str, str]]) -> Iterator[str]:
    # the arrow through which a box is first reached is dark, the others are paler
    for arrow in diagram.arrows:
        if arrow.start in places and arrow.end in places:
            pale = "" if (arrow.start, arrow.end) in first else " again"
            marks = f"way{' promised' if arrow.promised else ''}{pale}"
            path = _path(places[arrow.start], places[arrow.end])
            yield f'  <path class="{marks}" d="{path}" marker-end="url(#tip)"/>'


def _path(start: Placed, end: Placed) -> str:
    if end.y > start.y:
        top, bottom = start.y + start.height, end.y
        bend = (bottom - top) / 2
        return (
            f"M{start.middle:.1f} {top:.1f}C{start.middle:.1f} {top + bend:.1f} "
            f"{end.middle:.1f} {bottom - bend:.1f} {end.middle:.1f} {bottom:.1f}"
        )
    # an arrow upward or sideways runs from the right side of one box to the right side of the other
    out, into = start.x + start.width, end.x + end.width
    far = max(out, into) + SIDE
    first, last = start.y + start.height * 0.6, end.y + end.height * (0.4 if start.box.name != end.box.name else 0.2)
    return f"M{out:.1f} {first:.1f}C{far:.1f} {first:.1f} {far:.1f} {last:.1f} {into:.1f} {last:.1f}"
