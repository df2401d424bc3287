"""Functions that make the file of a message. A state of a flow names one of them: `attach: NAME`.

Each function takes the context of a text (`told`, `known`, the value of the query, …). It returns a File that it drew,
an Attachment that is already stored, or None to send the message without a file. It runs in a thread, inside the
turn's transaction, so it must be quick (50 ms) and pure. Equal values must result in equal bytes, because equal files
are stored and uploaded once.
"""

from collections.abc import Callable, Mapping

from bot.messages.files import DOCUMENT, PICTURE, File
from bot.messages.screen import Attachment
from bot.rendering.printer import Printer
from storage.port.school.orders import Order

Maker = Callable[[Mapping[str, object]], File | Attachment | None]


def sent_file(context: Mapping[str, object]) -> Attachment | None:
    """Return the file that the person sent in a state with `receives`; None if the slots name no file."""
    slots = context["told"]
    if not isinstance(slots, Mapping) or not slots.get("file"):
        return None
    return Attachment(str(slots["file_kind"]), str(slots["file"]), str(slots["file_name"]))


def order_file(context: Mapping[str, object]) -> Attachment | None:
    """Return the file of the order that the query `order` returned; None if the order has no file."""
    order = context.get("order")
    return Attachment(*order.file) if isinstance(order, Order) and order.file else None


def sheet(context: Mapping[str, object]) -> File | None:
    """Return the invitation sheet of a class as PDF. The slots name the class and its access code."""
    slots, printer = context["told"], context["printer"]
    if not isinstance(slots, Mapping) or not isinstance(printer, Printer):
        return None
    return File(DOCUMENT, *printer.sheet(slots["class_name"], slots["code"]))


def slips(context: Mapping[str, object]) -> File | None:
    """Return a PDF of the slips that the query `slips` returned; None if there are none."""
    slots, printer, found = context["told"], context["printer"], context["slips"]
    if not isinstance(slots, Mapping) or not isinstance(printer, Printer) or not isinstance(found, list) or not found:
        return None
    return File(DOCUMENT, *printer.slips(slots["class_name"], found))


def board(context: Mapping[str, object]) -> File | None:
    """Return the board of the class as a picture; None if no family is on it."""
    # imported late: the library is heavy, and most messages have no picture
    from bot.rendering.pictures.board import picture

    drawn = picture(context)
    return File(PICTURE, *drawn) if drawn else None


MAKERS: Mapping[str, Maker] = {
    "board": board,
    "order_file": order_file,
    "sent_file": sent_file,
    "sheet": sheet,
    "slips": slips,
}
