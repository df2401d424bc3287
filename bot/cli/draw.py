"""`python -m bot draw`: the book as a diagram."""

from bot.errors import NoSuchFlowError
from flows.book.errors import BrokenBook
from flows.book.loading import library
from flows.drawing import mermaid, mermaid_book, svg_book
from flows.drawing import svg as svg_of


def drawn(flow: str, *, svg: bool) -> str:
    """Draw one flow, or the whole book when no flow is named. Raises BrokenBook when it cannot be read."""
    found = library()
    if found.faults:
        raise BrokenBook(list(found.faults))
    if flow and flow not in found.flows:
        raise NoSuchFlowError(flow, sorted(found.flows))
    if flow:
        return (svg_of if svg else mermaid)(found.flows[flow])
    return (svg_book if svg else mermaid_book)(found.flows)
