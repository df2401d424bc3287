"""Renders a diagram as Mermaid text, which GitHub and many editors can show."""

from collections.abc import Iterator, Mapping

from flows.drawing.diagram import Box, Diagram

_SHAPES: Mapping[str, str] = {
    "screen": '["{}"]',
    "passing": '{{{{"{}"}}}}',
    "notice": '>"{}"]',
    "flow": '["{}"]',
    "outside": '(["{}"])',
}


def written(diagram: Diagram, lit: str | None = None) -> str:
    """Return a diagram as Mermaid text. `lit` is the name of the box to highlight."""
    return "\n".join(_lines(diagram, lit)) + "\n"


def _lines(diagram: Diagram, lit: str | None) -> Iterator[str]:
    # boxes are numbered, because a name like «end» is a keyword of Mermaid
    numbers = {box.name: f"s{n}" for n, box in enumerate(diagram.boxes)}
    yield "flowchart TD"
    for box in diagram.boxes:
        yield f"  {numbers[box.name]}{_SHAPES[box.kind].format(_words(box))}"
    for arrow in diagram.arrows:
        if arrow.start in numbers and arrow.end in numbers:
            line, keys = ("-.->" if arrow.promised else "-->"), ", ".join(arrow.keys)
            said = f'|"{_escaped(keys)}"|' if keys else ""
            yield f"  {numbers[arrow.start]} {line}{said} {numbers[arrow.end]}"
    if lit in numbers:
        yield f"  style {numbers[lit]} stroke:#d97706,stroke-width:4px"


def _words(box: Box) -> str:
    return "<br>".join(map(_escaped, (box.title, *box.notes)))


def _escaped(said: str) -> str:
    codes = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "\n": " "}
    return "".join(codes.get(sign, sign) for sign in said)
