"""The positions of the boxes of a diagram.

The layer of a box is the smallest number of arrows that lead from the start to the box. Within a layer, each box is
close to the boxes above that have arrows to it. The labels of arrows are inside the boxes, so that no text lies on the
lines. Targets outside the flow have no boxes; only labels name them.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flows.drawing.diagram import Arrow, Box, Diagram

SIGN, SMALL, LINE = 7.8, 6.5, 17.0  #: width of a letter and of a small letter (Cyrillic is wide), height of a line
PAD, ACROSS, DOWN = 12.0, 36.0, 56.0  #: inside a box, between boxes, between layers
AT_MOST = 6  #: boxes in a row; a longer layer takes several rows


class Placed(NamedTuple):
    """A box with a position: its upper left corner, its size, and the labels of the arrows that leave it."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    ways: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        """Return the horizontal centre of the box."""
        return self.x + self.width / 2


class Paper(NamedTuple):
    """A diagram with positions.

    `places` is {name of a box: box with its position}. `first` contains the arrows (start, end) of the shortest paths
    from the start to each box; `svg` draws these arrows darker.
    """

    places: Mapping[str, Placed]
    first: frozenset[tuple[str, str]]


def placed(diagram: Diagram) -> Paper:
    """Compute the positions of a diagram's boxes. The same diagram always gives the same positions."""
    ranks, first = _ranks(diagram)
    sized = {box.name: _sized(diagram, box) for box in diagram.boxes if box.kind != "outside"}
    rows = [[sized[box.name] for box in row] for row in _rows(diagram, ranks)]
    widest = max(map(_width, rows), default=0.0)
    found: dict[str, Placed] = {}
    y = PAD
    for row in rows:
        x = PAD + (widest - _width(row)) / 2
        for at in row:
            found[at.box.name] = at._replace(x=x, y=y)
            x += at.width + ACROSS
        y += max(at.height for at in row) + DOWN
    return Paper(found, first)


def _rows(diagram: Diagram, ranks: Mapping[str, int]) -> list[list[Box]]:
    layers: dict[int, list[Box]] = {}
    for box in diagram.boxes:
        if box.kind != "outside":
            layers.setdefault(ranks[box.name], []).append(box)
    found: list[list[Box]] = []
    for _, layer in sorted(layers.items()):
        ordered = _ordered(diagram, layer, found[-1] if found else [])
        found += [ordered[at : at + AT_MOST] for at in range(0, len(ordered), AT_MOST)]
    return found


def _ranks(diagram: Diagram) -> tuple[dict[str, int], frozenset[tuple[str, str]]]:
    ways: dict[str, list[str]] = {box.name: [] for box in diagram.boxes}
    for arrow in diagram.arrows:
        if arrow.start in ways and arrow.end in ways:
            ways[arrow.start].append(arrow.end)
    ranks: dict[str, int] = {}
    first: set[tuple[str, str]] = set()
    for root in (*diagram.roots, *ways):  # a box that is reached from no root becomes a root itself
        if root in ways and root not in ranks:
            first |= _walk(root, ways, ranks)
    return ranks, frozenset(first)


def _walk(root: str, ways: Mapping[str, Sequence[str]], ranks: dict[str, int]) -> set[tuple[str, str]]:
    ranks[root] = 0
    due, found = [root], set[tuple[str, str]]()
    for name in due:
        for to in ways[name]:
            if to not in ranks:
                ranks[to] = ranks[name] + 1
                found.add((name, to))
                due.append(to)
    return found


def _ordered(diagram: Diagram, layer: list[Box], above: list[Box]) -> list[Box]:
    place = {box.name: n for n, box in enumerate(above)}

    def pull(box: Box) -> float:
        near = [place[arrow.start] for arrow in diagram.arrows if arrow.end == box.name and arrow.start in place]
        return sum(near) / len(near) if near else len(above) / 2

    return sorted(layer, key=pull)


def _width(row: Sequence[Placed]) -> float:
    return sum(at.width for at in row) + ACROSS * (len(row) - 1)


def _sized(diagram: Diagram, box: Box) -> Placed:
    titles = {each.name: each.title for each in diagram.boxes}
    arrows = (arrow for arrow in diagram.arrows if arrow.start == box.name)
    ways = tuple(_said(arrow, titles.get(arrow.end, arrow.end)) for arrow in arrows if box.kind != "flow")
    longest = max(len(box.title) * SIGN, *(len(line) * SMALL for line in (*box.notes, *ways, "")))
    height = LINE * (1 + len(box.notes) + len(ways)) + 2 * PAD
    return Placed(box, 0, 0, max(90.0, longest + 2 * PAD), height, ways)


def _said(arrow: Arrow, end: str) -> str:
    keys = ", ".join(arrow.keys)
    arrow_sign = "⇢" if arrow.promised else "→"
    return f"{keys} {arrow_sign} {end}" if keys else f"{arrow_sign} {end}"
