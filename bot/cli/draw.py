"""`python -m bot draw`: draws the book as a diagram."""

from bot.errors import NoSuchFlowError
from flows.book.errors import BrokenBook
from flows.book.loading import library
from flows.drawing import mermaid, mermaid_book, svg_book
from flows.drawing import svg as svg_of


def drawn(flow: str, *, svg: bool) -> str:
    """Return the diagram of one flow, or of the whole book if `flow` is empty.

    The format is SVG or Mermaid. Raises BrokenBook or NoSuchFlowError.
    """
    book = library()
    if book.faults:
        raise BrokenBook(list(book.faults))
    if flow and flow not in book.flows:
        raise NoSuchFlowError(flow, sorted(book.flows))
    if flow:
        return (svg_of if svg else mermaid)(book.flows[flow])
    return (svg_book if svg else mermaid_book)(book.flows)
