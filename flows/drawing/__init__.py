"""Diagrams of one flow or of the whole book, as Mermaid or SVG.

    diagram  boxes and arrows       layout   their positions       mermaid, svg   the output formats

The same flow always gives the same output. `lit` is the state (of the book: the flow) to highlight; `titles` are
titles of states by name.
"""

from collections.abc import Mapping

from flows.book.flow import Flow
from flows.drawing.diagram import of_book, of_flow
from flows.drawing.mermaid import written
from flows.drawing.svg import drawn


def mermaid(flow: Flow, *, lit: str | None = None, titles: Mapping[str, str] | None = None) -> str:
    """Write one flow as Mermaid."""
    return written(of_flow(flow, titles), lit)


def mermaid_book(flows: Mapping[str, Flow], *, lit: str | None = None) -> str:
    """Write all flows as Mermaid, with arrows to the flows that each opens."""
    return written(of_book(flows), lit)


def svg(flow: Flow, *, lit: str | None = None, titles: Mapping[str, str] | None = None) -> str:
    """Draw one flow as SVG."""
    return drawn(of_flow(flow, titles), f"Разговор {flow.name}", lit)


def svg_book(flows: Mapping[str, Flow], *, lit: str | None = None) -> str:
    """Draw all flows as SVG, with arrows to the flows that each opens."""
    return drawn(of_book(flows), "Все разговоры", lit)
