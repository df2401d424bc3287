"""Diagrams of one flow or of the whole book, as Mermaid or SVG.

    diagram  boxes and arrows       layout   their positions       mermaid, svg   the output formats

The same input always gives the same output. `lit` names the state to highlight; in a diagram of the book, the flow.
`titles` is {state: short title to show in its box}.
"""

from collections.abc import Mapping

from flows.book.flow import Flow
from flows.drawing.diagram import of_book, of_flow
from flows.drawing.mermaid import written
from flows.drawing.svg import drawn


def mermaid(flow: Flow, *, lit: str | None = None, titles: Mapping[str, str] | None = None) -> str:
    """Return the diagram of one flow as Mermaid text. `lit`: the state to highlight; `titles`: {state: title}."""
    return written(of_flow(flow, titles), lit)


def mermaid_book(flows: Mapping[str, Flow], *, lit: str | None = None) -> str:
    """Return the diagram of all flows as Mermaid text, with arrows to the flows that each flow opens.

    `lit` is the flow to highlight.
    """
    return written(of_book(flows), lit)


def svg(flow: Flow, *, lit: str | None = None, titles: Mapping[str, str] | None = None) -> str:
    """Return the diagram of one flow as SVG. `lit`: the state to highlight; `titles`: {state: title}."""
    return drawn(of_flow(flow, titles), f"Разговор {flow.name}", lit)


def svg_book(flows: Mapping[str, Flow], *, lit: str | None = None) -> str:
    """Return the diagram of all flows as SVG, with arrows to the flows that each flow opens.

    `lit` is the flow to highlight.
    """
    return drawn(of_book(flows), "Все разговоры", lit)
