"""`python -m bot draw`: the book as a diagram."""

from flows import drawing
from flows.errors import BrokenBook
from flows.loading import library


def drawn(flow: str, *, svg: bool) -> str:
    """Draw one flow, or the whole book when no flow is named. Raises BrokenBook when it cannot be read."""
    found = library()
    if found.faults:
        raise BrokenBook(list(found.faults))
    if flow:
        return (drawing.svg if svg else drawing.mermaid)(found.flows[flow])
    return (drawing.svg_book if svg else drawing.mermaid_book)(found.flows)
