"""Who draws what a message carries: `attach: NAME` of a state names one of these.

A maker is given all a text may name (`told`, `known`, `view`, …) and gives a File it drew, an Attachment that is kept
already, or None: then the message goes without. It runs in a thread, inside the turn's transaction: it must be quick
(50 ms), pure, and draw the same bytes of the same words, for equal bytes are kept and uploaded once.
"""

from collections.abc import Callable, Mapping

from bot.messages.files import DOCUMENT, PICTURE, File
from bot.messages.screen import Attachment
from bot.rendering.printer import Printer
from storage.port.school.orders import Order

Maker = Callable[[Mapping[str, object]], File | Attachment | None]


def sent_file(context: Mapping[str, object]) -> Attachment | None:
    """Give back what the person sent: the words told by `receives`."""
    told = context["told"]
    if not isinstance(told, Mapping) or not told.get("file"):
        return None
    return Attachment(str(told["file_kind"]), str(told["file"]), str(told["file_name"]))


def order_file(context: Mapping[str, object]) -> Attachment | None:
    """Give what came with an order."""
    order = context.get("order")
    return Attachment(*order.file) if isinstance(order, Order) and order.file else None


def sheet(context: Mapping[str, object]) -> File | None:
    """Print the sheet of the class told, with the code told."""
    told, printer = context["told"], context["printer"]
    if not isinstance(told, Mapping) or not isinstance(printer, Printer):
        return None
    return File(DOCUMENT, *printer.sheet(told["class_name"], told["code"]))


def slips(context: Mapping[str, object]) -> File | None:
    """Print the slips that the view of their name gives; none where there are none to give."""
    told, printer, found = context["told"], context["printer"], context["slips"]
    if not isinstance(told, Mapping) or not isinstance(printer, Printer) or not isinstance(found, list) or not found:
        return None
    return File(DOCUMENT, *printer.slips(told["class_name"], found))


def board(context: Mapping[str, object]) -> File | None:
    """Draw the board of the class."""
    from bot.rendering.pictures.board import picture  # the library is heavy, and most messages carry no picture

    drawn = picture(context)
    return File(PICTURE, *drawn) if drawn else None


MAKERS: Mapping[str, Maker] = {
    "board": board,
    "order_file": order_file,
    "sent_file": sent_file,
    "sheet": sheet,
    "slips": slips,
}
